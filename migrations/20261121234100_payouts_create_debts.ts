import { lockToTenant } from '@stoa/platform/migration';

/** What vendors owe, where no money of theirs was left to take it from, and what was taken from their later payouts for it. */
export const sql = `
create table payouts.debts (
  tenant_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  -- The order it is owed for; null for money that belongs to no order.
  order_id uuid,
  order_number text,
  cause_kind text not null check (cause_kind in ('refund', 'reversal', 'transfer_by_hand')),
  cause_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  left_minor bigint not null check (left_minor between 0 and amount_minor),
  -- What of it nobody is owed any more, because its cause is gone: a refund that failed.
  canceled_minor bigint not null default 0 check (canceled_minor between 0 and amount_minor),
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, cause_kind, cause_id, vendor_id),
  check (left_minor + canceled_minor <= amount_minor),
  check ((order_id is null) = (order_number is null)),
  check ((left_minor = 0) = (closed_at is not null))
);
create index debts_open on payouts.debts (tenant_id, vendor_id, currency, id) where left_minor > 0;
create index debts_by_vendor on payouts.debts (tenant_id, vendor_id, created_at, id);
${lockToTenant('payouts.debts')}

create table payouts.nettings (
  tenant_id uuid not null,
  debt_id uuid not null,
  transfer_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  netted_at timestamptz not null,
  primary key (tenant_id, debt_id, transfer_id),
  foreign key (tenant_id, debt_id) references payouts.debts (tenant_id, id),
  foreign key (tenant_id, transfer_id) references payouts.transfers (tenant_id, id)
);
create index nettings_by_transfer on payouts.nettings (tenant_id, transfer_id);
${lockToTenant('payouts.nettings')}

-- What of a payout paid what the vendor owed, before it was sent.
alter table payouts.transfers add column netted_minor bigint not null default 0 check (netted_minor >= 0);
`;
