import { deadlineGrant, lockToTenant } from '@stoa/platform/migration';

/** A vendor's table of listings on its way in: the file, and each of its rows with what became of it. */
export const sql = `
create table workspace.imports (
  tenant_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  created_by text not null,
  created_by_kind text not null check (created_by_kind in ('vendor', 'api_key')),
  may_set_stock boolean not null,
  file_name text not null check (length(file_name) between 1 and 200),
  size_bytes bigint not null check (size_bytes >= 0),
  state text not null check (state in ('reading', 'checking', 'checked', 'applying', 'done', 'unreadable', 'canceled')),
  header text[],
  submits boolean not null default false,
  rows_read integer not null default 0 check (rows_read >= 0),
  problem text,
  stumbles integer not null default 0 check (stumbles >= 0),
  due_at timestamptz,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  check ((state in ('reading', 'checking', 'applying')) = (due_at is not null)),
  check ((state = 'unreadable') = (problem is not null)),
  check (case when state in ('applying', 'done') then confirmed_at is not null else confirmed_at is null or state = 'canceled' end),
  check ((state in ('done', 'unreadable', 'canceled')) = (finished_at is not null))
);
create index imports_by_vendor on workspace.imports (tenant_id, vendor_id, id desc);
create index imports_due on workspace.imports (tenant_id, due_at) where due_at is not null;
${lockToTenant('workspace.imports')}
${deadlineGrant('workspace.imports')}

create table workspace.import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  number integer not null check (number > 1),
  group_key text not null,
  group_start integer not null,
  sku text not null,
  same_sku_as integer,
  cells text[] not null,
  state text not null check (state in ('read', 'bad', 'to_create', 'to_update', 'to_keep', 'created', 'updated', 'kept', 'failed')),
  problems jsonb not null default '[]',
  note text,
  primary key (tenant_id, import_id, number),
  foreign key (tenant_id, import_id) references workspace.imports (tenant_id, id) on delete cascade
);
create index import_rows_by_state on workspace.import_rows (tenant_id, import_id, state, group_start);
create index import_rows_by_group on workspace.import_rows (tenant_id, import_id, group_start);
create index import_rows_by_key on workspace.import_rows (tenant_id, import_id, group_key);
create index import_rows_by_sku on workspace.import_rows (tenant_id, import_id, sku);
${lockToTenant('workspace.import_rows')}

create table workspace.fetched_pictures (
  tenant_id uuid not null,
  import_id uuid not null,
  url text not null check (length(url) <= 2000),
  media_id uuid not null,
  primary key (tenant_id, import_id, url),
  foreign key (tenant_id, import_id) references workspace.imports (tenant_id, id) on delete cascade
);
${lockToTenant('workspace.fetched_pictures')}
`;
