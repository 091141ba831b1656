import { lockToTenant } from '@stoa/platform/migration';

/** Which ways of paying a marketplace offers, how each attempt is paid, and the payments that come by bank transfer, outside any payment company. */
export const sql = `
create table payments.methods (
  tenant_id uuid not null,
  method text not null check (method in ('card', 'sepa_debit', 'bank_transfer')),
  is_offered boolean not null,
  -- Of a bank transfer: whose account, and for how many days goods are kept.
  terms jsonb,
  changed_at timestamptz not null,
  primary key (tenant_id, method),
  check (method <> 'bank_transfer' or not is_offered or terms is not null)
);
${lockToTenant('payments.methods')}

alter table payments.gateway_accounts
  drop constraint gateway_accounts_provider_check,
  add constraint gateway_accounts_provider_check check (provider in ('stripe', 'manual'));

alter table payments.attempts add column method text check (method in ('card', 'sepa_debit', 'bank_transfer'));

-- The manual gateway's own books: what a shopper owes by bank transfer, and whether it came. The row's lock decides between coming and lapsing.
create table payments.bank_transfers (
  tenant_id uuid not null,
  intent_ref text not null,
  attempt_id uuid not null,
  idempotency_key text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  state text not null check (state in ('awaited', 'received', 'canceled')),
  received_on date,
  note text check (length(note) between 1 and 500),
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, intent_ref),
  constraint bank_transfers_one_per_key unique (tenant_id, idempotency_key),
  check ((state = 'awaited') = (closed_at is null)),
  check ((state = 'received') = (received_on is not null))
);
${lockToTenant('payments.bank_transfers')}
`;
