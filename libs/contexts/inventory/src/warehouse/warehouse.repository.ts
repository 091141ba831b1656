import type { TxCtx } from '@stoa/platform/context';
import type { WarehouseId } from '@stoa/events/inventory';
import type { VendorId } from '@stoa/events/vendors';
import { warehouseChangedMeanwhile, warehouseNotFound } from './warehouse.errors.js';
import type { Warehouse, WarehouseAddress } from './warehouse.js';

type Row = {
  tenant_id: string; id: WarehouseId; vendor_id: VendorId; name: string; address: WarehouseAddress; country: string; time_zone: string;
  priority: number; active: boolean; created_at: Date; version: number;
};

const warehouses = (ctx: TxCtx) => ctx.tx<Row>('inventory.warehouses').where('tenant_id', ctx.tenantId);

export async function getWarehouse(ctx: TxCtx, id: WarehouseId): Promise<Warehouse> {
  const row = await warehouses(ctx).where({ id }).first();
  if (!row) throw warehouseNotFound();
  return fromRow(row);
}

/** The warehouses of these ids; unknown ones are missing from the map. */
export async function warehousesOf(ctx: TxCtx, ids: readonly WarehouseId[]): Promise<Map<WarehouseId, Warehouse>> {
  if (ids.length === 0) return new Map();
  const rows = await warehouses(ctx).whereIn('id', [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

/** A vendor's warehouses in the order in which they are asked for goods. */
export async function warehousesOfVendor(ctx: TxCtx, vendorId: VendorId): Promise<Warehouse[]> {
  const rows = await warehouses(ctx).where({ vendor_id: vendorId }).orderBy(['priority', 'id']);
  return rows.map(fromRow);
}

export async function insertWarehouse(ctx: TxCtx, warehouse: Warehouse): Promise<void> {
  await ctx.tx('inventory.warehouses').insert({ tenant_id: ctx.tenantId, ...toRow(warehouse) });
}

/** Saves only if nobody saved since `warehouse` was read, and answers with what now stands there. */
export async function updateWarehouse(ctx: TxCtx, warehouse: Warehouse): Promise<Warehouse> {
  const { id, version } = warehouse;
  const saved = { ...warehouse, version: version + 1 };
  const changed = await warehouses(ctx).where({ id, version }).update(toRow(saved) as never);
  if (changed === 0) throw warehouseChangedMeanwhile();
  return saved;
}

/** A row as another statement tells of it, in JSON. */
export type StoredWarehouse = Omit<Row, 'created_at'> & { created_at: string };
export const fromStored = (row: StoredWarehouse): Warehouse => fromRow({ ...row, created_at: new Date(row.created_at) });

const fromRow = (row: Row): Warehouse => ({
  id: row.id, vendorId: row.vendor_id, name: row.name, address: row.address, country: row.country, timeZone: row.time_zone,
  priority: row.priority, active: row.active, createdAt: row.created_at, version: row.version,
});

const toRow = (w: Warehouse) => ({
  id: w.id, vendor_id: w.vendorId, name: w.name, address: JSON.stringify(w.address), country: w.country, time_zone: w.timeZone,
  priority: w.priority, active: w.active, created_at: w.createdAt, version: w.version,
});
