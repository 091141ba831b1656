import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { getVariantOwners } from '@stoa/catalog';
import { mayKeep } from '../warehouse/warehouse.js';
import { warehouseNotFound } from '../warehouse/warehouse.errors.js';
import { warehousesOf } from '../warehouse/warehouse.repository.js';
import { announceCrossings } from './announce-stock.js';
import { availability, moveTo, type Count } from './level.repository.js';
import { variantNotFound } from './stock.errors.js';

/** Says how many pieces lie where. Never below what is promised to shoppers; the difference to before is kept as a movement. */
export async function setStock(ctx: TxCtx, counts: readonly Count[]): Promise<void> {
  if (counts.length === 0) return;
  const last = new Map(counts.map((count) => [`${count.variantId} ${count.warehouseId}`, count]));
  const wanted = [...last.values()];
  const variantIds = [...new Set(wanted.map((count) => count.variantId))];
  const owners = await getVariantOwners(ctx, variantIds);
  const warehouses = await warehousesOf(ctx, wanted.map((count) => count.warehouseId));
  for (const count of wanted) {
    const warehouse = warehouses.get(count.warehouseId);
    if (!warehouse || !mayKeep(ctx.actor, warehouse)) throw warehouseNotFound();
    if (owners.get(count.variantId)?.vendorId !== warehouse.vendorId) throw variantNotFound();
  }
  const before = await availability(ctx, variantIds);
  const moved = await moveTo(ctx, wanted);
  const after = await availability(ctx, variantIds);
  for (const { variantId, warehouseId, difference } of moved) {
    await audit(ctx, { action: 'inventory.stock_set', subject: { kind: 'variant', id: variantId }, before: null, after: { warehouseId, difference } });
  }
  await announceCrossings(ctx, variantIds.map((variantId) => ({ variantId, before: before.get(variantId) ?? 0, after: after.get(variantId) ?? 0 })));
}
