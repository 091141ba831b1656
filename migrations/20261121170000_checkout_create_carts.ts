import { deadlineGrant, lockToTenant, schema } from '@stoa/platform/migration';

/** Carts (their token hashed) and completions: the persisted process from "pay" to one order group. */
export const sql = `
${schema('checkout')}

create table checkout.carts (
  tenant_id uuid not null,
  id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  market_id uuid not null,
  locale text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  status text not null check (status in ('open', 'completed', 'merged')),
  customer_id uuid,
  subject_id uuid,
  ship_to_country text,
  ship_to_region text,
  ship_to_postcode text,
  shipping_choices jsonb not null,
  declared_age integer check (declared_age between 0 and 150),
  declared_at timestamptz,
  merged_into uuid,
  version integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  constraint carts_token_key unique (tenant_id, token_hash),
  foreign key (tenant_id, merged_into) references checkout.carts (tenant_id, id),
  check ((declared_age is null) = (declared_at is null)),
  check ((status = 'merged') = (merged_into is not null))
);
create unique index carts_one_open_per_customer on checkout.carts (tenant_id, customer_id, market_id) where status = 'open' and customer_id is not null;
${lockToTenant('checkout.carts')}

create table checkout.cart_lines (
  tenant_id uuid not null,
  cart_id uuid not null,
  id uuid not null,
  variant_id uuid not null,
  quantity integer not null check (quantity between 1 and 99),
  seen_price_minor bigint not null check (seen_price_minor >= 0),
  added_at timestamptz not null,
  primary key (tenant_id, cart_id, id),
  constraint cart_lines_one_per_variant unique (tenant_id, cart_id, variant_id),
  foreign key (tenant_id, cart_id) references checkout.carts (tenant_id, id) on delete cascade
);
${lockToTenant('checkout.cart_lines')}

create table checkout.completions (
  tenant_id uuid not null,
  id uuid not null,
  cart_id uuid not null,
  idempotency_key text not null check (length(idempotency_key) between 8 and 255),
  request_hash text not null,
  confirmation_token text not null,
  state text not null check (state in ('paying', 'placed', 'declined', 'abandoned', 'needs_refund')),
  attempt_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  quote jsonb not null,
  order_group_id uuid,
  decline_reason text,
  decline_code text,
  due_at timestamptz,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  constraint completions_one_per_key unique (tenant_id, cart_id, idempotency_key),
  constraint completions_one_per_attempt unique (tenant_id, attempt_id),
  foreign key (tenant_id, cart_id) references checkout.carts (tenant_id, id),
  check ((state = 'paying') = (ended_at is null)),
  check ((state = 'paying') = (due_at is not null)),
  check ((state = 'placed') = (order_group_id is not null))
);
create unique index completions_one_live_per_cart on checkout.completions (tenant_id, cart_id) where state in ('paying', 'placed');
create index completions_due on checkout.completions (tenant_id, due_at) where due_at is not null;
${lockToTenant('checkout.completions')}
${deadlineGrant('checkout.completions', 'due_at')}
`;
