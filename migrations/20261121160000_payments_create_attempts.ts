import { deadlineGrant, globalTable, lockToTenant, schema } from '@stoa/platform/migration';

/** Gateway accounts, attempts to take money, the calls they make, and the inbox of webhooks. */
export const sql = `
${schema('payments')}

create table payments.gateway_accounts (
  tenant_id uuid not null,
  id uuid not null,
  provider text not null check (provider = 'stripe'),
  -- Names the credential; the credential itself is configuration and never in a table.
  secret_ref text not null,
  publishable_key text not null,
  state text not null check (state in ('provisioning', 'active', 'failed')),
  detail text,
  created_at timestamptz not null,
  active_at timestamptz,
  primary key (tenant_id, id),
  check ((state = 'active') = (active_at is not null))
);
create unique index one_gateway_account_per_credential on payments.gateway_accounts (tenant_id, provider, secret_ref);
${lockToTenant('payments.gateway_accounts')}

-- Global, because a webhook arrives before anybody knows whose it is: the address carries the gateway account's id.
create table payments.webhook_endpoints (
  gateway_account_id uuid not null,
  scope text not null check (scope in ('payments', 'accounts')),
  tenant_id uuid not null,
  endpoint_ref text not null,
  secret_sealed text not null,
  url text not null,
  changed_at timestamptz not null,
  primary key (gateway_account_id, scope)
);
create index webhook_endpoints_by_tenant on payments.webhook_endpoints (tenant_id);
${globalTable('payments.webhook_endpoints', { tenantColumn: 'tenant_id', app: 'select, insert, update', control: 'select' })}

-- What a webhook named, never what it carried: payloads hold names and addresses, and the object is read again anyway.
create table payments.webhook_inbox (
  gateway_account_id uuid not null,
  event_ref text not null,
  tenant_id uuid not null,
  type text not null,
  subject text not null check (subject in ('payment', 'account')),
  object_ref text not null,
  intent_ref text,
  attempt_id uuid,
  state text not null check (state in ('waiting', 'done', 'dead')),
  tries int not null default 0,
  last_error text,
  received_at timestamptz not null,
  settled_at timestamptz,
  due_at timestamptz,
  primary key (gateway_account_id, event_ref),
  check ((state = 'waiting') = (due_at is not null)),
  check ((state = 'waiting') = (settled_at is null))
);
create index webhook_inbox_due on payments.webhook_inbox (tenant_id, due_at) where due_at is not null;
${globalTable('payments.webhook_inbox', { tenantColumn: 'tenant_id', app: 'select, update', control: 'select, insert' })}
${deadlineGrant('payments.webhook_inbox')}

create table payments.attempts (
  tenant_id uuid not null,
  id uuid not null,
  checkout_id uuid not null,
  order_group_id uuid,
  gateway_account_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  state text not null check (state in ('started', 'confirming', 'requires_action', 'processing', 'captured', 'declined', 'canceled')),
  intent_ref text,
  charge_ref text,
  settlement_ref text,
  next_action_url text,
  decline_reason text,
  decline_code text,
  card_brand text,
  card_last4 text check (card_last4 ~ '^[0-9]{4}$'),
  fee_minor bigint check (fee_minor >= 0),
  net_minor bigint,
  created_at timestamptz not null,
  captured_at timestamptz,
  closed_at timestamptz,
  polls int not null default 0,
  due_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, gateway_account_id) references payments.gateway_accounts (tenant_id, id),
  check ((state = 'captured') = (captured_at is not null)),
  check ((fee_minor is null) = (settlement_ref is null)),
  check ((state = 'declined') = (decline_reason is not null)),
  check ((state in ('captured', 'declined', 'canceled')) = (closed_at is not null))
);
-- Whoever pays for one checkout does it once at a time.
create unique index one_open_attempt_per_checkout on payments.attempts (tenant_id, checkout_id)
  where state in ('started', 'confirming', 'requires_action', 'processing', 'captured');
create unique index attempts_by_intent on payments.attempts (tenant_id, gateway_account_id, intent_ref) where intent_ref is not null;
create unique index attempts_by_order_group on payments.attempts (tenant_id, order_group_id) where order_group_id is not null;
create index attempts_due on payments.attempts (tenant_id, due_at) where due_at is not null;
${lockToTenant('payments.attempts')}
${deadlineGrant('payments.attempts')}

-- Written before each call that changes something at the gateway: after a crash the same key goes out again, with the same request.
create table payments.gateway_calls (
  tenant_id uuid not null,
  idempotency_key text not null,
  attempt_id uuid not null,
  operation text not null check (operation in ('create', 'confirm', 'cancel')),
  request jsonb not null,
  outcome text check (outcome in ('answered', 'refused', 'unknown')),
  detail text,
  tries int not null,
  started_at timestamptz not null,
  answered_at timestamptz,
  primary key (tenant_id, idempotency_key),
  foreign key (tenant_id, attempt_id) references payments.attempts (tenant_id, id)
);
create index gateway_calls_by_attempt on payments.gateway_calls (tenant_id, attempt_id);
${lockToTenant('payments.gateway_calls')}
`;
