import { deadlineGrant, lockToTenant } from '@stoa/platform/migration';

/** Payments that are sent back whole, because what they were for could not be had any more. The row is the intent; the attempt's id makes the key of the call. */
export const sql = `
create table payments.returned_payments (
  tenant_id uuid not null,
  attempt_id uuid not null,
  checkout_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  state text not null check (state in ('decided', 'pending', 'succeeded', 'failed')),
  refund_ref text,
  failure text,
  tries int not null default 0,
  decided_at timestamptz not null,
  settled_at timestamptz,
  due_at timestamptz,
  primary key (tenant_id, attempt_id),
  foreign key (tenant_id, attempt_id) references payments.attempts (tenant_id, id),
  check ((state in ('decided', 'pending')) = (due_at is not null)),
  check (state <> 'succeeded' or settled_at is not null)
);
create index returned_payments_due on payments.returned_payments (tenant_id, due_at) where due_at is not null;
${lockToTenant('payments.returned_payments')}
${deadlineGrant('payments.returned_payments')}
`;
