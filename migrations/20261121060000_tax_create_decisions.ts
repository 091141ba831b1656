import { insertOnly, lockToTenant, schema } from '@stoa/platform/migration';

export const sql = `
${schema('tax')}

create table tax.pack_versions (
  tenant_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  id text not null,
  version text not null,
  body text not null,
  primary key (tenant_id, sha256)
);
${insertOnly('tax.pack_versions')}

create table tax.decisions (
  tenant_id uuid not null,
  id uuid not null,
  consignment_id uuid not null,
  order_id uuid not null,
  tax_point timestamptz not null,
  decided_at timestamptz not null,
  place text not null,
  scheme text not null,
  liable text not null check (liable in ('seller', 'platform', 'customer', 'importer', 'none')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  tax_minor bigint not null,
  facts_sha256 text not null check (facts_sha256 ~ '^[0-9a-f]{64}$'),
  decision jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, consignment_id)
);
create index decisions_by_order on tax.decisions (tenant_id, order_id);
${insertOnly('tax.decisions')}

create table tax.registrations (
  tenant_id uuid not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  region text not null default '' check (region ~ '^[A-Z0-9]{0,3}$'),
  scheme text not null check (scheme ~ '^[a-z_]{2,40}$'),
  number text not null check (length(number) between 2 and 40),
  created_at timestamptz not null,
  primary key (tenant_id, country, region, scheme)
);
${lockToTenant('tax.registrations')}
`;
