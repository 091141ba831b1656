import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { VariantId } from '@stoa/events/catalog';
import type { WarehouseId } from '@stoa/events/inventory';
import { stockIsReserved } from './stock.errors.js';
import type { Level } from './stock.js';

type Row = { tenant_id: string; variant_id: VariantId; warehouse_id: WarehouseId; on_hand: number; reserved: number };

const levels = (ctx: TxCtx) => ctx.tx<Row>('inventory.levels').where('tenant_id', ctx.tenantId);

/** How many pieces of each variant can be sold right now, over all warehouses in use. A variant nobody ever stocked has none. */
export async function availability(ctx: TxCtx, variantIds: readonly VariantId[]): Promise<Map<VariantId, number>> {
  const known = new Map<VariantId, number>(variantIds.map((id) => [id, 0]));
  if (variantIds.length === 0) return known;
  const { rows } = await ctx.tx.raw<{ rows: { variant_id: VariantId; available: number }[] }>(
    `select l.variant_id, sum(l.on_hand - l.reserved)::int as available
       from inventory.levels l join inventory.warehouses w on w.tenant_id = l.tenant_id and w.id = l.warehouse_id
      where l.tenant_id = ? and l.variant_id = any(?::uuid[]) and w.active
      group by l.variant_id`,
    [ctx.tenantId, [...known.keys()]],
  );
  for (const row of rows) known.set(row.variant_id, row.available);
  return known;
}

/** The levels of these variants, warehouse by warehouse. */
export async function listLevels(ctx: TxCtx, variantIds: readonly VariantId[]): Promise<Level[]> {
  if (variantIds.length === 0) return [];
  const rows = await levels(ctx).whereIn('variant_id', [...new Set(variantIds)]).orderBy(['variant_id', 'warehouse_id']);
  return rows.map((row) => ({ variantId: row.variant_id, warehouseId: row.warehouse_id, onHand: row.on_hand, reserved: row.reserved, available: row.on_hand - row.reserved }));
}

/** How many pieces in a warehouse are promised. */
export async function reservedIn(ctx: TxCtx, warehouseId: WarehouseId): Promise<number> {
  const row = await levels(ctx).where({ warehouse_id: warehouseId }).sum<{ sum: bigint | null }[]>('reserved').first();
  return Number(row?.sum ?? 0n);
}

export async function variantsIn(ctx: TxCtx, warehouseId: WarehouseId): Promise<VariantId[]> {
  const rows = await levels(ctx).where({ warehouse_id: warehouseId }).select('variant_id');
  return rows.map((row) => row.variant_id);
}

export type Count = { readonly variantId: VariantId; readonly warehouseId: WarehouseId; readonly onHand: number };

/** Makes what is on hand equal to the counts and writes the differences as movements. The rows are locked in sorted order, like a reservation's. */
export async function moveTo(ctx: TxCtx, counts: readonly Count[]): Promise<{ variantId: VariantId; warehouseId: WarehouseId; difference: number }[]> {
  const keys = [counts.map((count) => count.variantId), counts.map((count) => count.warehouseId)] as const;
  // A level that two screens open at once must exist before it is locked: else both would write its first movement.
  await ctx.tx.raw(
    `insert into inventory.levels (tenant_id, variant_id, warehouse_id)
     select ?, c.variant_id, c.warehouse_id from unnest(?::uuid[], ?::uuid[]) as c (variant_id, warehouse_id) order by 2, 3 on conflict do nothing`,
    [ctx.tenantId, ...keys],
  );
  const { rows: locked } = await ctx.tx.raw<{ rows: (Row & { wanted: number })[] }>(
    `select l.variant_id, l.warehouse_id, l.on_hand, l.reserved, c.wanted
       from inventory.levels l join unnest(?::uuid[], ?::uuid[], ?::int[]) as c (variant_id, warehouse_id, wanted) on c.variant_id = l.variant_id and c.warehouse_id = l.warehouse_id
      where l.tenant_id = ? order by l.variant_id, l.warehouse_id for update of l`,
    [...keys, counts.map((count) => count.onHand), ctx.tenantId],
  );
  const promised = locked.filter((row) => row.wanted < row.reserved);
  if (promised.length > 0) throw stockIsReserved(promised.map(({ variant_id, warehouse_id, reserved }) => ({ variant_id, warehouse_id, reserved })));
  const moved = locked.filter((row) => row.wanted !== row.on_hand).map((row) => ({ variantId: row.variant_id, warehouseId: row.warehouse_id, difference: row.wanted - row.on_hand, first: row.on_hand === 0 }));
  if (moved.length === 0) return [];
  await ctx.tx.raw(
    `with moved as (select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int[], ?::text[]) as m (id, variant_id, warehouse_id, quantity, kind)),
          written as (insert into inventory.movements (tenant_id, id, variant_id, warehouse_id, kind, quantity, actor_id, moved_at)
                      select ?, id, variant_id, warehouse_id, kind, quantity, ?, ? from moved)
     update inventory.levels l set on_hand = l.on_hand + m.quantity from moved m
      where l.tenant_id = ? and l.variant_id = m.variant_id and l.warehouse_id = m.warehouse_id`,
    [
      moved.map(() => newId()), moved.map((m) => m.variantId), moved.map((m) => m.warehouseId), moved.map((m) => m.difference),
      moved.map((m) => (m.first && m.difference > 0 ? 'received' : 'adjusted')), ctx.tenantId, ctx.actor.id, ctx.now, ctx.tenantId,
    ],
  );
  return moved.map(({ variantId, warehouseId, difference }) => ({ variantId, warehouseId, difference }));
}

/** Pieces of a variant that came back to a warehouse. */
export type Returned = { readonly variantId: VariantId; readonly warehouseId: WarehouseId; readonly quantity: number };

/** Adds returned pieces to what is on hand, once per source and level: the movement's id is made of both. The levels are locked in sorted order. */
export async function putBack(ctx: TxCtx, sourceId: string, pieces: readonly Returned[]): Promise<void> {
  await ctx.tx.raw(
    `with back as materialized (select * from unnest(?::uuid[], ?::uuid[], ?::int[]) as b (variant_id, warehouse_id, quantity)),
          locked as materialized (select l.variant_id, l.warehouse_id, l.on_hand from inventory.levels l join back b using (variant_id, warehouse_id)
                                   where l.tenant_id = ? order by l.variant_id, l.warehouse_id for update of l),
          written as (insert into inventory.movements (tenant_id, id, variant_id, warehouse_id, kind, quantity, source_id, actor_id, moved_at)
                      select ?, md5(?::text || b.variant_id || b.warehouse_id)::uuid, b.variant_id, b.warehouse_id, 'returned', b.quantity, ?::uuid, ?, ? from back b join locked using (variant_id, warehouse_id)
                      on conflict do nothing returning variant_id, warehouse_id, quantity)
     update inventory.levels l set on_hand = l.on_hand + w.quantity from written w
      where l.tenant_id = ? and l.variant_id = w.variant_id and l.warehouse_id = w.warehouse_id`,
    [
      pieces.map((piece) => piece.variantId), pieces.map((piece) => piece.warehouseId), pieces.map((piece) => piece.quantity), ctx.tenantId,
      ctx.tenantId, sourceId, sourceId, ctx.actor.id, ctx.now, ctx.tenantId,
    ],
  );
}
