import { deadlineGrant, lockToTenant } from '@stoa/platform/migration';

/** The way of the vendors' money to their own accounts, and back. */
export const sql = `
-- A refund may take all that is held.
alter table payouts.holds drop constraint holds_amount_minor_check;
alter table payouts.holds add constraint holds_amount_minor_check check (amount_minor >= 0);

-- What a vendor earned with one order, on its way to the vendor's account at the payment company. Written when its hold is freed, so that what the books owe a vendor
-- is what waits here.
create table payouts.transfers (
  tenant_id uuid not null,
  id uuid not null,
  hold_id uuid not null,
  -- What set it free: the end of the hold, or a refund that failed and gave the vendor its share back.
  cause text not null,
  order_id uuid not null,
  order_group_id uuid not null,
  vendor_id uuid not null,
  order_number text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  state text not null check (state in ('waiting', 'sending', 'sent', 'refused', 'void')),
  -- Why it is not there yet, and the payment company's own words.
  reason text check (reason in ('no_payout_account', 'account_restricted', 'not_settled', 'insufficient_funds', 'rate_limited', 'no_answer', 'gateway_refuses', 'refused')),
  detail text,
  -- How often a key was made: another one only after an answer that will not change.
  key_no int not null default 0 check (key_no >= 0),
  keyed_at timestamptz,
  tries int not null default 0,
  gateway_account_id uuid,
  charge_ref text,
  transfer_group text,
  account_ref text,
  transfer_ref text,
  -- What was asked back of it so far.
  reversed_minor bigint not null default 0 check (reversed_minor between 0 and amount_minor),
  created_at timestamptz not null,
  sent_at timestamptz,
  due_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, hold_id, cause),
  check ((state in ('sending', 'sent')) <= (gateway_account_id is not null and charge_ref is not null and account_ref is not null and key_no > 0)),
  check ((state = 'sent') = (transfer_ref is not null and sent_at is not null)),
  check ((due_at is not null) = (state in ('waiting', 'sending'))),
  check ((state = 'void') = (amount_minor = 0))
);
create unique index transfers_by_ref on payouts.transfers (tenant_id, transfer_ref) where transfer_ref is not null;
create index transfers_by_vendor on payouts.transfers (tenant_id, vendor_id, created_at, id);
create index transfers_by_time on payouts.transfers (tenant_id, created_at, id);
create index transfers_by_order_group on payouts.transfers (tenant_id, order_group_id);
create index transfers_due on payouts.transfers (tenant_id, due_at) where due_at is not null;
${lockToTenant('payouts.transfers')}
${deadlineGrant('payouts.transfers')}

-- A transfer, or part of it, asked back from the vendor's account: for a refund, or to mend a mistake.
create table payouts.reversals (
  tenant_id uuid not null,
  id uuid not null,
  transfer_id uuid not null,
  vendor_id uuid not null,
  cause_kind text not null,
  cause_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  -- netted: its transfer came back unsent, so the money was ours to keep without asking; canceled: no longer wanted.
  state text not null check (state in ('waiting', 'sending', 'done', 'refused', 'netted', 'canceled')),
  reason text check (reason in ('not_sent', 'account_restricted', 'not_settled', 'insufficient_funds', 'rate_limited', 'no_answer', 'gateway_refuses', 'refused')),
  detail text,
  key_no int not null default 0 check (key_no >= 0),
  keyed_at timestamptz,
  tries int not null default 0,
  reversal_ref text,
  created_at timestamptz not null,
  done_at timestamptz,
  due_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, cause_kind, cause_id, transfer_id),
  foreign key (tenant_id, transfer_id) references payouts.transfers (tenant_id, id),
  check ((state = 'done') = (reversal_ref is not null and done_at is not null)),
  check ((due_at is not null) = (state in ('waiting', 'sending')))
);
create index reversals_by_transfer on payouts.reversals (tenant_id, transfer_id);
create index reversals_by_vendor on payouts.reversals (tenant_id, vendor_id, state);
create index reversals_due on payouts.reversals (tenant_id, due_at) where due_at is not null;
${lockToTenant('payouts.reversals')}
${deadlineGrant('payouts.reversals')}
`;
