import { insertOnly, schema } from '@stoa/platform/migration';

/** What the marketplace keeps of a sale, and every price that was ever published. */
export const sql = `
${schema('pricing')}

create table pricing.commission_plans (
  tenant_id uuid not null,
  id uuid not null,
  version integer not null check (version > 0),
  default_bp integer not null check (default_bp between 0 and 10000),
  rules jsonb not null,
  set_at timestamptz not null,
  set_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, version)
);
${insertOnly('pricing.commission_plans')}

create table pricing.price_history (
  tenant_id uuid not null,
  variant_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  from_at timestamptz not null,
  listing_version_id uuid not null,
  price_minor bigint check (price_minor >= 0),
  primary key (tenant_id, variant_id, currency, from_at)
);
${insertOnly('pricing.price_history')}
`;
