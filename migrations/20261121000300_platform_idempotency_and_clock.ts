import { globalTable, lockToTenant } from '@stoa/platform/migration';

export const sql = `
create table platform.idempotency_keys (
  tenant_id uuid not null,
  principal text not null,
  route text not null,
  key text not null check (length(key) between 8 and 255),
  body_hash text not null,
  status integer not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, principal, route, key)
);
create index idempotency_keys_age on platform.idempotency_keys (tenant_id, created_at);
${lockToTenant('platform.idempotency_keys')}

-- How far business time is ahead of the wall clock. One row; in production nobody moves it.
create table platform.clock (
  only_row boolean primary key default true check (only_row),
  offset_ms bigint not null check (offset_ms >= 0)
);
insert into platform.clock (offset_ms) values (0);
${globalTable('platform.clock', { control: 'select, update' })}

-- What operators see of a tenant: sums that the tenant's own job wrote, never its rows.
create table platform.figures (
  tenant_id uuid not null,
  name text not null,
  day date not null,
  value numeric not null,
  updated_at timestamptz not null,
  primary key (tenant_id, name, day)
);
${globalTable('platform.figures', { tenantColumn: 'tenant_id', app: 'select, insert, update', control: 'select' })}
`;
