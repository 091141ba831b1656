import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { newId } from '@stoa/platform/ids';
import type { WarehouseId } from '@stoa/events/inventory';
import type { VendorId } from '@stoa/events/vendors';
import { announceCrossings, type Totals } from '../stock/announce-stock.js';
import { availability, reservedIn, variantsIn } from '../stock/level.repository.js';
import { mayKeep, timeZoneAt, type Warehouse, type WarehouseAddress } from './warehouse.js';
import { warehouseInUse, warehouseNotFound } from './warehouse.errors.js';
import { getWarehouse, insertWarehouse, updateWarehouse } from './warehouse.repository.js';

export type WarehouseInput = { name: string; address: WarehouseAddress; timeZone: string | null; priority: number };

/** Opens a warehouse for a vendor. */
export async function openWarehouse(ctx: TxCtx, vendorId: VendorId, input: WarehouseInput): Promise<Warehouse> {
  const warehouse: Warehouse = {
    id: newId<WarehouseId>(), vendorId, name: input.name, address: input.address, country: input.address.country,
    timeZone: input.timeZone ?? timeZoneAt(input.address), priority: input.priority, active: true, createdAt: ctx.now, version: 1,
  };
  await insertWarehouse(ctx, warehouse);
  await audit(ctx, { action: 'inventory.warehouse_opened', subject: { kind: 'warehouse', id: warehouse.id }, before: null, after: { vendorId, priority: warehouse.priority, country: warehouse.country } });
  return warehouse;
}

/** Changes a warehouse. One taken out of use sells nothing; its reservations are still honoured. */
export async function editWarehouse(ctx: TxCtx, id: WarehouseId, change: Partial<WarehouseInput> & { active?: boolean }): Promise<Warehouse> {
  const found = await getWarehouse(ctx, id);
  if (!mayKeep(ctx.actor, found)) throw warehouseNotFound();
  const address = change.address ?? found.address;
  const warehouse = await toggled(ctx, found, {
    ...found, name: change.name ?? found.name, address, country: address.country, priority: change.priority ?? found.priority, active: change.active ?? found.active,
    timeZone: change.timeZone ?? (change.address ? timeZoneAt(address) : found.timeZone),
  });
  await audit(ctx, {
    action: 'inventory.warehouse_changed', subject: { kind: 'warehouse', id },
    before: { priority: found.priority, active: found.active, country: found.country }, after: { priority: warehouse.priority, active: warehouse.active, country: warehouse.country },
  });
  return warehouse;
}

/** Takes a warehouse out of use for good. Not while shoppers have goods in it reserved. */
export async function closeWarehouse(ctx: TxCtx, id: WarehouseId): Promise<Warehouse> {
  const found = await getWarehouse(ctx, id);
  if (!mayKeep(ctx.actor, found)) throw warehouseNotFound();
  const reserved = await reservedIn(ctx, id);
  if (reserved > 0) throw warehouseInUse(reserved);
  return editWarehouse(ctx, id, { active: false });
}

/** Saves, and tells whose stock vanished from the shop or came back by it. */
async function toggled(ctx: TxCtx, before: Warehouse, after: Warehouse): Promise<Warehouse> {
  if (before.active === after.active) return updateWarehouse(ctx, after);
  const variantIds = await variantsIn(ctx, before.id);
  const had = await availability(ctx, variantIds);
  const saved = await updateWarehouse(ctx, after);
  const has = await availability(ctx, variantIds);
  const totals: Totals[] = variantIds.map((variantId) => ({ variantId, before: had.get(variantId) ?? 0, after: has.get(variantId) ?? 0 }));
  await announceCrossings(ctx, totals);
  return saved;
}
