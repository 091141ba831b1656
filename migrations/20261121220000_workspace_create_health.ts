import { globalTable, schema } from '@stoa/platform/migration';

/** What the operator sees of a tenant's health: rows that the tenant's own job wrote about itself. */
export const sql = `
${schema('workspace')}

create table workspace.check_results (
  tenant_id uuid not null,
  code text not null,
  looked_at bigint not null check (looked_at >= 0),
  breaks integer not null check (breaks >= 0),
  examples text[] not null,
  took_ms integer not null check (took_ms >= 0),
  ran_at timestamptz not null,
  primary key (tenant_id, code)
);
${globalTable('workspace.check_results', { tenantColumn: 'tenant_id', app: 'select, insert, update', control: 'select' })}

-- A copy of the tenant's dead tasks without their input: the operator sees what failed, not whom it was about.
create table workspace.dead_tasks (
  tenant_id uuid not null,
  task_id uuid not null,
  handler text not null,
  event_name text not null,
  attempts integer not null,
  error text not null,
  died_at timestamptz not null,
  primary key (tenant_id, task_id)
);
${globalTable('workspace.dead_tasks', { tenantColumn: 'tenant_id', app: 'select, insert, delete', control: 'select' })}
`;
