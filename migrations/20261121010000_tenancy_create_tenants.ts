import { globalTable, schema } from '@stoa/platform/migration';

/** Which marketplaces there are, by which hosts and keys they are found, where they sell, and how far a new one is. All global; the app sees its own tenant's rows. */
export const sql = `
${schema('tenancy')}

create table tenancy.plans (
  code text primary key check (code ~ '^[a-z]+$'),
  name text not null,
  platform_fee_bp bigint not null check (platform_fee_bp between 0 and 10000),
  max_vendors integer check (max_vendors > 0),
  max_listings integer check (max_listings > 0),
  max_staff integer check (max_staff > 0)
);
insert into tenancy.plans (code, name, platform_fee_bp, max_vendors, max_listings, max_staff) values
  ('starter', 'Starter', 300, 20, 500, 3), ('growth', 'Growth', 200, 500, 100000, 25), ('scale', 'Scale', 120, null, null, null);
${globalTable('tenancy.plans', { app: 'select', control: 'select, insert, update' })}

create table tenancy.tenants (
  tenant_id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,38}[a-z0-9]$'),
  name text not null check (length(name) between 1 and 80),
  legal_name text not null check (length(legal_name) between 1 and 200),
  home_country text not null check (home_country ~ '^[A-Z]{2}$'),
  status text not null check (status in ('provisioning', 'live', 'suspended')),
  resume_to text check (resume_to in ('provisioning', 'live')),
  suspended_reason text,
  address jsonb not null,
  register_number text,
  vat_id text,
  registrations jsonb not null default '[]',
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  locale text not null,
  hold_days integer not null check (hold_days between 0 and 90),
  number_prefix text not null check (number_prefix ~ '^[A-Z]{2,4}$'),
  support_email text not null,
  plan_code text not null references tenancy.plans (code) on delete restrict,
  preset text not null,
  created_at timestamptz not null,
  live_at timestamptz,
  version integer not null default 1,
  constraint tenants_suspension_explained check ((status = 'suspended') = (resume_to is not null) and (status = 'suspended') = (suspended_reason is not null))
);
${globalTable('tenancy.tenants', { tenantColumn: 'tenant_id', app: 'select, update', control: 'select, insert, update' })}

create table tenancy.domains (
  tenant_id uuid not null references tenancy.tenants (tenant_id) on delete restrict,
  id uuid not null,
  host text not null check (host = lower(host) and host ~ '^[a-z0-9.-]{3,253}$'),
  challenge text not null,
  created_at timestamptz not null,
  verified_at timestamptz,
  primary key (tenant_id, id)
);
-- Two tenants may claim a host; only one can have proven it.
create unique index domains_verified_once on tenancy.domains (host) where verified_at is not null;
create unique index domains_claimed_once on tenancy.domains (tenant_id, host);
${globalTable('tenancy.domains', { tenantColumn: 'tenant_id', app: 'select', control: 'select, insert, update' })}

create table tenancy.publishable_keys (
  tenant_id uuid not null references tenancy.tenants (tenant_id) on delete restrict,
  key text primary key check (key like 'pk_%'),
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index publishable_keys_by_tenant on tenancy.publishable_keys (tenant_id);
${globalTable('tenancy.publishable_keys', { tenantColumn: 'tenant_id', app: 'select', control: 'select, insert, update' })}

create table tenancy.markets (
  tenant_id uuid not null references tenancy.tenants (tenant_id) on delete restrict,
  id uuid not null,
  code text not null check (code ~ '^[a-z0-9-]{2,20}$'),
  name text not null,
  countries text[] not null check (cardinality(countries) >= 1),
  regions text[] not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  locales text[] not null,
  default_locale text not null check (default_locale = any (locales)),
  time_zone text not null,
  price_mode text not null check (price_mode in ('incl', 'excl')),
  rule_packs text[] not null check (cardinality(rule_packs) >= 1),
  is_default boolean not null,
  position integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
create unique index markets_one_default on tenancy.markets (tenant_id) where is_default;
${globalTable('tenancy.markets', { tenantColumn: 'tenant_id', app: 'select', control: 'select, insert, update' })}

create table tenancy.provisioning_parts (
  tenant_id uuid not null references tenancy.tenants (tenant_id) on delete restrict,
  part text not null,
  state text not null check (state in ('requested', 'done', 'failed')),
  detail text not null default '',
  tries integer not null default 1,
  requested_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, part),
  check ((state = 'requested') = (finished_at is null))
);
${globalTable('tenancy.provisioning_parts', { tenantColumn: 'tenant_id', app: 'select, update', control: 'select, insert, update' })}
`;
