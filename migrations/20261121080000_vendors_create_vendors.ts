import { lockToTenant, schema } from '@stoa/platform/migration';

/** Who sells in a marketplace, with the trader file. */
export const sql = `
${schema('vendors')}

create table vendors.vendors (
  tenant_id uuid not null,
  id uuid not null,
  handle text not null check (handle ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(handle) <= 60),
  name text not null check (length(name) between 1 and 120),
  legal_name text not null check (length(legal_name) between 1 and 200),
  status text not null check (status in ('applied', 'approved', 'active', 'suspended', 'rejected')),
  country text not null check (country ~ '^[A-Z]{2}$'),
  address jsonb not null,
  register_number text,
  vat_id text,
  registrations jsonb not null default '[]',
  establishments text[] not null check (cardinality(establishments) >= 1),
  small_business boolean not null,
  oss boolean not null,
  cross_border_ytd_minor bigint not null default 0 check (cross_border_ytd_minor >= 0),
  email text not null,
  phone text not null,
  mark_colour text not null check (mark_colour ~ '^#[0-9a-f]{6}$'),
  about jsonb not null default '{}',
  self_certified boolean not null,
  id_document text,
  series_prefix text not null check (series_prefix ~ '^[A-Z][A-Z0-9]{1,9}$'),
  hold_days_override integer check (hold_days_override between 0 and 90),
  applicant_email text not null,
  locale text not null,
  reason text,
  applied_at timestamptz not null,
  approved_at timestamptz,
  activated_at timestamptz,
  suspended_at timestamptz,
  version integer not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, handle),
  unique (tenant_id, series_prefix),
  check ((status in ('approved', 'active')) <= (approved_at is not null)),
  check ((status = 'suspended') = (suspended_at is not null)),
  check ((status in ('rejected', 'suspended')) <= (reason is not null))
);
create index vendors_by_status on vendors.vendors (tenant_id, status, id);
${lockToTenant('vendors.vendors')}
`;
