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

create table tax.accepted_drafts (
  tenant_id uuid not null,
  draft text not null check (draft ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?:goods(\\.[a-z0-9_]+)+$'),
  reason text not null check (length(reason) between 5 and 500),
  accepted_by text not null,
  accepted_at timestamptz not null,
  primary key (tenant_id, draft)
);
${lockToTenant('tax.accepted_drafts')}
`;
