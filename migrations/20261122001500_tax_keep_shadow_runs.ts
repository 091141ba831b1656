import { deadlineGrant, lockToTenant } from '@stoa/platform/migration';

/** New versions of packs held against the sales of a month, piece by piece: how far each run is, what differs, and what it comes to by place. */
export const sql = `
create table tax.shadow_runs (
  tenant_id uuid not null,
  id uuid not null,
  pack text not null,
  version text not null,
  installed_version text,
  body text,
  state text not null check (state in ('refused', 'running', 'done', 'failed')),
  problems jsonb not null,
  since timestamptz not null,
  until timestamptz not null,
  after_point timestamptz,
  after_id uuid,
  total integer not null,
  looked_at integer not null,
  changed integer not null,
  stumbles integer not null,
  due_at timestamptz,
  started_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id),
  check ((state = 'running') = (due_at is not null)),
  check ((state = 'running') = (body is not null)),
  check ((state = 'running') = (finished_at is null)),
  check ((after_point is null) = (after_id is null))
);
create unique index shadow_runs_one_at_a_time on tax.shadow_runs (tenant_id) where state = 'running';
create index shadow_runs_due on tax.shadow_runs (due_at) where due_at is not null;
${lockToTenant('tax.shadow_runs')}
${deadlineGrant('tax.shadow_runs')}

create table tax.shadow_differences (
  tenant_id uuid not null,
  run_id uuid not null,
  decision_id uuid not null,
  order_id uuid not null,
  difference jsonb not null,
  primary key (tenant_id, run_id, decision_id),
  foreign key (tenant_id, run_id) references tax.shadow_runs (tenant_id, id) on delete cascade
);
${lockToTenant('tax.shadow_differences')}

create table tax.shadow_sums (
  tenant_id uuid not null,
  run_id uuid not null,
  place text not null,
  currency text not null,
  sales integer not null,
  changed integer not null,
  blocked integer not null,
  was_minor bigint not null,
  becomes_minor bigint not null,
  primary key (tenant_id, run_id, place, currency),
  foreign key (tenant_id, run_id) references tax.shadow_runs (tenant_id, id) on delete cascade
);
${lockToTenant('tax.shadow_sums')}
`;
