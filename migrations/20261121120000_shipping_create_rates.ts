import { lockToTenant, schema } from '@stoa/platform/migration';

/** Where a marketplace delivers, what its vendors ask for that, and what was sent. */
export const sql = `
${schema('shipping')}

create table shipping.zones (
  tenant_id uuid not null,
  code text not null,
  countries text[] not null check (cardinality(countries) > 0),
  regions text[] not null,
  primary key (tenant_id, code)
);
${lockToTenant('shipping.zones')}

create table shipping.rates (
  tenant_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  names jsonb not null,
  carrier text not null check (length(carrier) between 1 and 60),
  price_minor bigint not null check (price_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  countries text[] not null check (cardinality(countries) > 0),
  regions text[] not null,
  handling_days integer not null check (handling_days between 0 and 60),
  cutoff text not null check (cutoff ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  transit_days_min integer not null check (transit_days_min between 0 and 90),
  transit_days_max integer not null check (transit_days_max between 0 and 90),
  window_from text check (window_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  window_to text check (window_to ~ '^([01][0-9]|2[0-4]):[0-5][0-9]$'),
  adult_signature boolean not null,
  max_weight_grams integer check (max_weight_grams > 0),
  active boolean not null,
  version integer not null default 1,
  primary key (tenant_id, id),
  check (transit_days_min <= transit_days_max),
  check ((window_from is null) = (window_to is null)),
  check (window_from < window_to)
);
create index rates_by_vendor on shipping.rates (tenant_id, vendor_id, price_minor, id);
${lockToTenant('shipping.rates')}

create table shipping.shipments (
  tenant_id uuid not null,
  id uuid not null,
  consignment_id uuid not null,
  vendor_id uuid not null,
  carrier text not null,
  tracking_number text not null,
  shipped_at timestamptz not null,
  delivered_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, consignment_id),
  check (delivered_at >= shipped_at)
);
${lockToTenant('shipping.shipments')}
`;
