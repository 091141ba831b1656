import { deadlineGrant, insertOnly, lockToTenant, schema } from '@stoa/platform/migration';

/** Where goods lie, how many, what moved them, and what is promised to whom. */
export const sql = `
${schema('inventory')}

create table inventory.warehouses (
  tenant_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  address jsonb not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  time_zone text not null,
  priority integer not null check (priority between 1 and 1000),
  active boolean not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (tenant_id, id)
);
create index warehouses_by_vendor on inventory.warehouses (tenant_id, vendor_id, priority, id);
${lockToTenant('inventory.warehouses')}

create table inventory.levels (
  tenant_id uuid not null,
  variant_id uuid not null,
  warehouse_id uuid not null,
  on_hand integer not null default 0 check (on_hand >= 0),
  reserved integer not null default 0 check (reserved >= 0),
  primary key (tenant_id, variant_id, warehouse_id),
  foreign key (tenant_id, warehouse_id) references inventory.warehouses (tenant_id, id) on delete restrict,
  constraint levels_never_oversold check (reserved <= on_hand)
) with (fillfactor = 80);
create index levels_by_warehouse on inventory.levels (tenant_id, warehouse_id);
${lockToTenant('inventory.levels')}

create table inventory.movements (
  tenant_id uuid not null,
  id uuid not null,
  variant_id uuid not null,
  warehouse_id uuid not null,
  kind text not null check (kind in ('received', 'adjusted', 'sold')),
  quantity integer not null check (quantity <> 0),
  source_id uuid,
  actor_id text not null,
  moved_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, variant_id, warehouse_id) references inventory.levels (tenant_id, variant_id, warehouse_id) on delete restrict,
  check ((kind = 'sold') = (source_id is not null)),
  check (kind <> 'sold' or quantity < 0)
);
create index movements_by_level on inventory.movements (tenant_id, variant_id, warehouse_id, id);
${insertOnly('inventory.movements')}

create table inventory.reservations (
  tenant_id uuid not null,
  id uuid not null,
  purpose_id uuid not null,
  line_id uuid not null,
  variant_id uuid not null,
  warehouse_id uuid not null,
  quantity integer not null check (quantity > 0),
  state text not null check (state in ('held', 'released', 'committed')),
  due_at timestamptz,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, variant_id, warehouse_id) references inventory.levels (tenant_id, variant_id, warehouse_id) on delete restrict,
  check ((state = 'held') = (due_at is not null)),
  check ((state = 'held') = (closed_at is null))
);
create unique index reservations_once on inventory.reservations (tenant_id, purpose_id, line_id, warehouse_id) where state = 'held';
create index reservations_by_level on inventory.reservations (tenant_id, variant_id, warehouse_id) where state = 'held';
${lockToTenant('inventory.reservations')}
${deadlineGrant('inventory.reservations', 'due_at')}
`;
