import { insertOnly, lockToTenant } from '@stoa/platform/migration';

/** Checks of buyers' tax ids, kept as evidence, and what a marketplace does where nobody answered. */
export const sql = `
create table tax.tax_id_checks (
  tenant_id uuid not null,
  id uuid not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  tax_id text not null check (length(tax_id) between 4 and 20),
  register text,
  outcome text not null check (outcome in ('valid', 'invalid', 'unchecked')),
  request_id text,
  name text,
  address text,
  reason text check ((outcome = 'unchecked') = (reason is not null)),
  checked_at timestamptz not null,
  primary key (tenant_id, id)
);
create index tax_id_checks_by_number on tax.tax_id_checks (tenant_id, country, tax_id, checked_at);
${insertOnly('tax.tax_id_checks')}

create table tax.settings (
  tenant_id uuid not null,
  unchecked_tax_ids text not null check (unchecked_tax_ids in ('as_consumer', 'accept')),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (tenant_id)
);
${lockToTenant('tax.settings')}
`;
