import { deadlineGrant, lockToTenant } from '@stoa/platform/migration';

export const sql = `
create table platform.outbox (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (name ~ '^[a-z]+\\.[a-z_]+$'),
  version integer not null check (version > 0),
  payload jsonb not null,
  occurred_at timestamptz not null,
  relayed_at timestamptz,
  primary key (tenant_id, id)
);
create index outbox_unrelayed on platform.outbox (tenant_id, id) where relayed_at is null;
create index outbox_relayed on platform.outbox (tenant_id, relayed_at);
${lockToTenant('platform.outbox')}
revoke update on platform.outbox from stoa_app;
-- With the policy for select alone, 'for update' finds no row and says nothing.
create policy relay_reads on platform.outbox for select to stoa_relay using (true);
create policy relay_marks on platform.outbox for update to stoa_relay using (true) with check (true);
grant select, update (relayed_at) on platform.outbox to stoa_relay;
create policy control_tells on platform.outbox for insert to stoa_control with check (true);
grant insert on platform.outbox to stoa_control;

create table platform.receipts (
  tenant_id uuid not null,
  handler text not null,
  event_id uuid not null,
  received_at timestamptz not null,
  primary key (tenant_id, handler, event_id)
);
${lockToTenant('platform.receipts')}
revoke update on platform.receipts from stoa_app;

create table platform.tasks (
  tenant_id uuid not null,
  id uuid not null,
  handler text not null,
  event_id uuid not null,
  event_name text not null,
  input jsonb,
  state text not null check (state in ('open', 'done', 'dead')),
  attempts integer not null check (attempts >= 0),
  due_at timestamptz,
  last_error text,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, handler, event_id),
  check ((state = 'open') = (due_at is not null)),
  check ((state = 'open') = (finished_at is null))
);
create index tasks_due on platform.tasks (tenant_id, due_at) where due_at is not null;
create index tasks_dead on platform.tasks (tenant_id, id) where state = 'dead';
${lockToTenant('platform.tasks')}
${deadlineGrant('platform.tasks')}
`;
