import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { VariantId } from '@stoa/events/catalog';
import type { WarehouseId } from '@stoa/events/inventory';
import type { VendorId } from '@stoa/events/vendors';
import { moveTo } from './stock/level.repository.js';
import type { Warehouse } from './warehouse/warehouse.js';
import { insertWarehouse } from './warehouse/warehouse.repository.js';

/** A warehouse in Leipzig, first in the row. */
export const aWarehouse = (change: Partial<Warehouse> = {}): Warehouse => ({
  id: newId<WarehouseId>(), vendorId: newId<VendorId>(), name: 'Leipzig', country: 'DE', timeZone: 'Europe/Berlin', priority: 1, active: true,
  address: { line1: 'Spinnereistraße 7', line2: null, city: 'Leipzig', region: null, postcode: '04179', country: 'DE' },
  createdAt: new Date('2026-01-02T09:00:00Z'), version: 1, ...change,
});

export async function savedWarehouse(ctx: TxCtx, change: Partial<Warehouse> = {}): Promise<Warehouse> {
  const warehouse = aWarehouse(change);
  await insertWarehouse(ctx, warehouse);
  return warehouse;
}

/** Lays `onHand` pieces of each variant into a warehouse, as if they had been received. */
export async function savedStock(ctx: TxCtx, warehouse: Pick<Warehouse, 'id'>, pieces: ReadonlyMap<VariantId, number> | Readonly<Record<string, number>>): Promise<void> {
  const entries = pieces instanceof Map ? [...pieces] : Object.entries(pieces);
  await moveTo(ctx, entries.map(([variantId, onHand]) => ({ variantId: variantId as VariantId, warehouseId: warehouse.id, onHand: onHand as number })));
}
