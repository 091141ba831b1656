import { insertOnly } from '@stoa/platform/migration';

export const sql = `
create table platform.audit (
  tenant_id uuid not null,
  id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  action text not null check (action ~ '^[a-z]+\\.[a-z_]+$'),
  actor_kind text not null check (actor_kind in ('shopper', 'vendor', 'staff', 'operator', 'api_key', 'system')),
  actor_id text not null,
  subject_kind text not null,
  subject_id text not null,
  before jsonb,
  after jsonb,
  reason text,
  request_id text,
  primary key (tenant_id, id)
);
create index audit_order on platform.audit (tenant_id, xid, id);
create index audit_subject on platform.audit (tenant_id, subject_kind, subject_id, id);
create index audit_actor on platform.audit (tenant_id, actor_id, id);
${insertOnly('platform.audit')}
create policy control_records on platform.audit for insert to stoa_control with check (true);
grant insert on platform.audit to stoa_control;

-- The chain stands beside the rows: they stay insert-only, and two sealers collide on (tenant_id, seq) instead of forking it.
create table platform.audit_links (
  tenant_id uuid not null,
  seq bigint not null check (seq > 0),
  audit_id uuid not null,
  audit_xid xid8 not null,
  hash bytea not null check (length(hash) = 32),
  primary key (tenant_id, seq),
  unique (tenant_id, audit_id),
  foreign key (tenant_id, audit_id) references platform.audit (tenant_id, id) on delete restrict
);
${insertOnly('platform.audit_links')}
`;
