import { deadlineGrant, lockToTenant } from '@stoa/platform/migration';

/** Money that goes back to shoppers, and who bears it by the marketplace's policy. */
export const sql = `
create table payments.refund_policies (
  tenant_id uuid not null,
  commission text not null check (commission in ('returned', 'kept')),
  goodwill_by text not null check (goodwill_by in ('marketplace', 'vendor')),
  version int not null check (version > 0),
  changed_at timestamptz not null,
  primary key (tenant_id)
);
${lockToTenant('payments.refund_policies')}

-- The row is the intent, written before the gateway is asked; its id makes the key of the call.
create table payments.refunds (
  tenant_id uuid not null,
  id uuid not null,
  attempt_id uuid not null,
  order_group_id uuid not null,
  state text not null check (state in ('decided', 'pending', 'succeeded', 'failed')),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  reason text not null check (reason in ('returned', 'damaged', 'not_received', 'not_available', 'goodwill', 'duplicate', 'other')),
  note text check (length(note) between 1 and 500),
  policy jsonb not null,
  -- Everything a credit note needs: each line with its net, its taxes by authority and its commission, as they were reckoned.
  parts jsonb not null,
  -- Per order: what the shopper gets of it, and what vendor, marketplace and authorities give back for it.
  shares jsonb not null,
  refund_ref text,
  failure text,
  decided_by_kind text not null,
  decided_by_id text not null,
  decided_at timestamptz not null,
  settled_at timestamptz,
  failed_at timestamptz,
  tries int not null default 0,
  due_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, attempt_id) references payments.attempts (tenant_id, id),
  check (state <> 'succeeded' or settled_at is not null),
  check ((state = 'failed') = (failed_at is not null)),
  check ((state in ('decided', 'pending')) = (due_at is not null))
);
create index refunds_by_order_group on payments.refunds (tenant_id, order_group_id, decided_at);
create index refunds_by_attempt on payments.refunds (tenant_id, attempt_id);
create index refunds_due on payments.refunds (tenant_id, due_at) where due_at is not null;
${lockToTenant('payments.refunds')}
${deadlineGrant('payments.refunds')}
`;
