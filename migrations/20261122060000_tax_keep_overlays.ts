import { insertOnly, lockToTenant } from '@stoa/platform/migration';

/** What a marketplace says about its own taxes, whole, each time somebody changes it: a decision names the version it was made under, and no version is ever written again. Beside it, what was sold
 *  elsewhere, as staff wrote it down: it counts towards limits of the law. */
export const sql = `
create table tax.overlays (
  tenant_id uuid not null,
  version integer not null check (version > 0),
  overlay jsonb not null,
  change jsonb not null,
  reason text not null check (length(reason) between 5 and 500),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, version)
);
${insertOnly('tax.overlays')}

create table tax.outside_sales (
  tenant_id uuid not null,
  code text not null check (code ~ '^[a-z][a-z0-9_]{1,39}$'),
  place text not null check (place ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  year integer not null check (year between 2000 and 2200),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  net_minor bigint not null check (net_minor >= 0),
  sales integer not null check (sales >= 0),
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (tenant_id, code, place, year)
);
${lockToTenant('tax.outside_sales')}
`;
