import { lockToTenant, schema } from '@stoa/platform/migration';

/** Order groups, orders per vendor, consignments per warehouse and their lines. The totals are checked by the database too: code has bugs. */
export const sql = `
${schema('orders')}

create table orders.order_groups (
  tenant_id uuid not null,
  id uuid not null,
  number text not null check (number ~ '^[A-Z0-9]{2,8}(-[0-9A-Z]{4}){2}$'),
  checkout_id uuid not null,
  attempt_id uuid not null,
  market_id uuid not null,
  market_code text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  locale text not null,
  price_mode text not null check (price_mode in ('incl', 'excl')),
  subject_id uuid not null,
  customer_id uuid,
  ship_to_country text not null check (ship_to_country ~ '^[A-Z]{2}$'),
  ship_to_region text,
  order_count integer not null check (order_count > 0),
  status text not null check (status in ('to_ship', 'partly_shipped', 'shipped', 'delivered', 'cancelled')),
  payment_state text not null check (payment_state in ('paid', 'part_refunded', 'refunded', 'disputed')),
  card_brand text,
  card_last4 text check (card_last4 ~ '^[0-9]{4}$'),
  goods_minor bigint not null check (goods_minor >= 0),
  shipping_minor bigint not null check (shipping_minor >= 0),
  fees_minor bigint not null check (fees_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  platform_plan_code text not null,
  platform_fee_bp bigint not null check (platform_fee_bp >= 0),
  platform_fee_base_minor bigint not null check (platform_fee_base_minor >= 0),
  platform_fee_minor bigint not null check (platform_fee_minor >= 0),
  tracking_version integer not null default 1,
  placed_at timestamptz not null,
  version integer not null default 1,
  primary key (tenant_id, id),
  constraint order_groups_number_key unique (tenant_id, number),
  constraint order_groups_one_per_attempt unique (tenant_id, attempt_id),
  constraint order_groups_one_per_checkout unique (tenant_id, checkout_id),
  constraint order_groups_total_adds_up check (total_minor = goods_minor + shipping_minor + fees_minor + case price_mode when 'excl' then tax_minor else 0 end)
);
create index order_groups_newest on orders.order_groups (tenant_id, placed_at desc, id desc);
create index order_groups_by_status on orders.order_groups (tenant_id, status, placed_at desc, id desc);
create index order_groups_by_customer on orders.order_groups (tenant_id, customer_id, placed_at desc) where customer_id is not null;
${lockToTenant('orders.order_groups')}

create table orders.orders (
  tenant_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  number text not null,
  seq integer not null check (seq > 0),
  vendor_id uuid not null,
  vendor_name text not null,
  status text not null check (status in ('to_ship', 'partly_shipped', 'shipped', 'delivered', 'cancelled')),
  goods_minor bigint not null check (goods_minor >= 0),
  shipping_minor bigint not null check (shipping_minor >= 0),
  fees_minor bigint not null check (fees_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  goods_net_minor bigint not null check (goods_net_minor >= 0),
  shipping_net_minor bigint not null check (shipping_net_minor >= 0),
  fees_net_minor bigint not null check (fees_net_minor >= 0),
  tax_by_platform jsonb not null,
  commission_minor bigint not null check (commission_minor >= 0),
  platform_fee_minor bigint not null check (platform_fee_minor >= 0),
  shipped_at timestamptz,
  delivered_at timestamptz,
  placed_at timestamptz not null,
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, group_id) references orders.order_groups (tenant_id, id),
  unique (tenant_id, group_id, seq),
  unique (tenant_id, group_id, vendor_id),
  constraint orders_total_is_net_and_tax check (total_minor = goods_net_minor + shipping_net_minor + fees_net_minor + tax_minor)
);
create index orders_of_vendor on orders.orders (tenant_id, vendor_id, placed_at desc, id desc);
create index orders_of_vendor_by_status on orders.orders (tenant_id, vendor_id, status, placed_at desc, id desc);
${lockToTenant('orders.orders')}

create table orders.consignments (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  group_id uuid not null,
  seq integer not null check (seq > 0),
  vendor_id uuid not null,
  warehouse_id uuid not null,
  ships_from_city text not null,
  ships_from_country text not null check (ships_from_country ~ '^[A-Z]{2}$'),
  seller text not null check (seller in ('vendor', 'platform')),
  tax_decision_id uuid not null,
  rate_id uuid not null,
  rate_name text not null,
  carrier text not null,
  shipping_net_minor bigint not null check (shipping_net_minor >= 0),
  shipping_tax_minor bigint not null check (shipping_tax_minor >= 0),
  shipping_gross_minor bigint not null,
  shipping_taxes jsonb not null,
  fees jsonb not null,
  delivery_from date,
  delivery_to date,
  delivery_window jsonb,
  adult_signature boolean not null,
  status text not null check (status in ('to_ship', 'shipped', 'delivered', 'cancelled')),
  shipped_with text,
  tracking_number text,
  tracking_url text,
  shipped_at timestamptz,
  delivered_at timestamptz,
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders.orders (tenant_id, id),
  foreign key (tenant_id, group_id) references orders.order_groups (tenant_id, id),
  unique (tenant_id, order_id, seq),
  check (shipping_gross_minor = shipping_net_minor + shipping_tax_minor),
  constraint consignments_dates_prove_status check (
    (status in ('shipped', 'delivered')) = (shipped_at is not null) and (status = 'delivered') = (delivered_at is not null)),
  check ((shipped_at is null) = (tracking_number is null))
);
create index consignments_of_group on orders.consignments (tenant_id, group_id);
${lockToTenant('orders.consignments')}

create table orders.order_lines (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  group_id uuid not null,
  consignment_id uuid not null,
  seq integer not null check (seq > 0),
  listing_id uuid not null,
  listing_version_id uuid not null,
  variant_id uuid not null,
  listing_handle text,
  title text not null,
  option_text text not null,
  sku text not null,
  media_key text,
  tax_category text not null,
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  net_minor bigint not null check (net_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  gross_minor bigint not null,
  commission_minor bigint not null check (commission_minor >= 0),
  commission_bp bigint not null check (commission_bp >= 0),
  commission_rule text not null,
  taxes jsonb not null,
  tax_decision_id uuid not null,
  tax_line_id text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders.orders (tenant_id, id),
  foreign key (tenant_id, consignment_id) references orders.consignments (tenant_id, id),
  check (gross_minor = net_minor + tax_minor),
  check (commission_minor <= net_minor)
);
create index order_lines_of_group on orders.order_lines (tenant_id, group_id, order_id, seq);
${lockToTenant('orders.order_lines')}
`;
