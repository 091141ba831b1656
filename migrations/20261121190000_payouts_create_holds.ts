import { deadlineGrant, lockToTenant, schema } from '@stoa/platform/migration';

/** Where vendors are paid, and what of their money is held until when. */
export const sql = `
${schema('payouts')}

create table payouts.accounts (
  tenant_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  secret_ref text not null,
  -- What the payment company calls it; null until it has answered.
  account_ref text,
  state text not null check (state in ('created', 'onboarding', 'pending_verification', 'active', 'restricted', 'rejected', 'closed')),
  country text not null check (country ~ '^[A-Z]{2}$'),
  -- What the payment company still wants to know: names of fields, never what was filled in.
  requirements jsonb not null,
  reasons jsonb not null,
  created_at timestamptz not null,
  -- Since when it could first be paid to; from then on a lack is a restriction, before it the sign-up.
  first_active_at timestamptz,
  read_at timestamptz,
  polls int not null default 0,
  due_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, vendor_id),
  check (account_ref is not null or state = 'created')
);
create unique index payout_accounts_by_ref on payouts.accounts (tenant_id, account_ref) where account_ref is not null;
create index payout_accounts_due on payouts.accounts (tenant_id, due_at) where due_at is not null;
${lockToTenant('payouts.accounts')}
${deadlineGrant('payouts.accounts')}

-- What a vendor earned with one order, after commission, and until when it is held.
create table payouts.holds (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  order_group_id uuid not null,
  vendor_id uuid not null,
  -- Foreign facts, for the vendor's list.
  order_number text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  reason text not null check (reason = 'return_window'),
  hold_days int not null check (hold_days between 0 and 90),
  state text not null check (state in ('held', 'free')),
  since timestamptz not null,
  shipped_at timestamptz,
  -- The clock starts at delivery.
  delivered_at timestamptz,
  until timestamptz,
  freed_at timestamptz,
  due_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, order_id),
  check ((delivered_at is null) = (until is null)),
  check ((state = 'free') = (freed_at is not null)),
  check ((due_at is not null) = (state = 'held' and until is not null))
);
create index holds_by_vendor on payouts.holds (tenant_id, vendor_id, state, id);
create index holds_by_order_group on payouts.holds (tenant_id, order_group_id);
create index holds_due on payouts.holds (tenant_id, due_at) where due_at is not null;
${lockToTenant('payouts.holds')}
${deadlineGrant('payouts.holds')}
`;
