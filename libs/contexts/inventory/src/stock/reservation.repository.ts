import type { TxCtx } from '@stoa/platform/context';
import { sendWithCommit } from '@stoa/platform/database';
import { newId } from '@stoa/platform/ids';
import type { VariantId } from '@stoa/events/catalog';
import type { ReservationId, WarehouseId } from '@stoa/events/inventory';
import { fromStored, type StoredWarehouse } from '../warehouse/warehouse.repository.js';
import type { Warehouse } from '../warehouse/warehouse.js';
import type { Totals } from './announce-stock.js';
import { type Allocation, type Demand, LOW_STOCK, type Shortage } from './stock.js';

type Row = { kind: 'allocation' | 'shortage' | 'total' | 'standing'; line_id: string; variant_id: VariantId; warehouse_id: WarehouseId; quantity: number; before: number; warehouse: StoredWarehouse | null };
type Found = { allocations: Allocation[]; shortages: Shortage[]; totals: Totals[]; warehouses: Map<WarehouseId, Warehouse> };
type Held = Found & { standing: Allocation[] };

/**
 * Who gets what, as one piece of SQL. The lines of a variant are laid end to end, and so are the free pieces of its warehouses in the order in which they are
 * asked; where two stretches overlap lies an allocation. `free` is read under lock or without, which is the only difference between a promise and a plan.
 */
const allocationOf = (lock: string, unless = 'false') => `
  demand as materialized (
    select d.line_id, d.variant_id, d.quantity,
           sum(d.quantity) over (partition by d.variant_id order by d.place) - d.quantity as lo, sum(d.quantity) over (partition by d.variant_id order by d.place) as hi
      from unnest(?::uuid[], ?::uuid[], ?::int[]) with ordinality as d (line_id, variant_id, quantity, place)),
  free as materialized (
    select l.variant_id, l.warehouse_id, l.on_hand, l.reserved, l.on_hand - l.reserved as pieces
      from inventory.levels l where l.tenant_id = ? and l.variant_id = any(?::uuid[]) order by l.variant_id, l.warehouse_id ${lock}),
  stock as materialized (
    select f.variant_id, f.warehouse_id,
           sum(f.pieces) over asked - f.pieces as lo, sum(f.pieces) over asked as hi
      from free f join inventory.warehouses w on w.tenant_id = ? and w.id = f.warehouse_id
     where w.active and f.pieces > 0
    window asked as (partition by f.variant_id order by w.priority, (w.country = ?) desc, w.id)),
  total as materialized (
    select d.variant_id, max(d.hi) as wanted, coalesce((select max(s.hi) from stock s where s.variant_id = d.variant_id), 0) as pieces from demand d group by d.variant_id),
  shortage as materialized (
    select d.line_id, d.variant_id, greatest(0, least(d.quantity, t.pieces - d.lo)) as pieces
      from demand d join total t using (variant_id) where d.hi > t.pieces and not (${unless})),
  allocation as materialized (
    select d.line_id, d.variant_id, s.warehouse_id, least(d.hi, s.hi) - greatest(d.lo, s.lo) as quantity
      from demand d join stock s on s.variant_id = d.variant_id and s.lo < d.hi and d.lo < s.hi
     where not exists (select from shortage) and not (${unless}))`;

/** With the warehouses that send something: whoever asks for goods asks next from where they come. */
const answer = (allocation: string, more = '') => `
  select a.kind, a.line_id, a.variant_id, a.warehouse_id, a.quantity, a.before, (select to_jsonb(w) from inventory.warehouses w where w.tenant_id = ? and w.id = a.warehouse_id) as warehouse
    from (select 'allocation' as kind, line_id, variant_id, warehouse_id, quantity::int, 0 as before from ${allocation}
          union all select 'shortage', line_id, variant_id, null, pieces::int, 0 from shortage
          union all select 'total', null, variant_id, null, wanted::int, pieces::int from total ${more}) a`;

const bindings = (ctx: TxCtx, lines: readonly Demand[], country: string | null) => [
  lines.map((line) => line.lineId), lines.map((line) => line.variantId), lines.map((line) => line.quantity),
  ctx.tenantId, [...new Set(lines.map((line) => line.variantId))], ctx.tenantId, country ?? '',
];

/** What a reservation would answer, without one and without a lock. */
export async function plan(ctx: TxCtx, lines: readonly Demand[], country: string | null): Promise<Found> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(`with ${allocationOf('')} ${answer('allocation')}`, [...bindings(ctx, lines, country), ctx.tenantId]);
  return sorted(rows, lines, country);
}

/**
 * Promises all lines or none, in one statement: the levels are locked in sorted order and read as they are after the lock, so two shoppers never get the same
 * piece and never wait for each other in a circle. The check `reserved <= on_hand` is the last belt; both columns are written as they were read under the lock,
 * because PostgreSQL tries the check on the row of the statement's snapshot first, and `reserved + n` of a row that changed meanwhile may break it. A promise that stands already is answered as it is.
 */
export async function hold(ctx: TxCtx, promise: { purposeId: string; dueAt: Date }, wanted: { lines: readonly Demand[]; country: string | null }): Promise<Held> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `with standing as materialized (
       select line_id, variant_id, warehouse_id, quantity from inventory.reservations where tenant_id = ? and purpose_id = ? and state = 'held'),
     ${allocationOf('for update', 'exists (select from standing)')},
     promised as (
       update inventory.levels l set on_hand = a.on_hand, reserved = a.reserved + a.quantity
         from (select f.variant_id, f.warehouse_id, f.on_hand, f.reserved, sum(t.quantity)::int as quantity from allocation t join free f using (variant_id, warehouse_id)
                group by f.variant_id, f.warehouse_id, f.on_hand, f.reserved) a
        where l.tenant_id = ? and l.variant_id = a.variant_id and l.warehouse_id = a.warehouse_id),
     kept as (
       insert into inventory.reservations (tenant_id, id, purpose_id, line_id, variant_id, warehouse_id, quantity, state, due_at, created_at)
       select ?, md5(? || line_id || warehouse_id)::uuid, ?, line_id, variant_id, warehouse_id, quantity, 'held', ?, ? from allocation
       returning line_id, variant_id, warehouse_id, quantity)
     ${answer('kept', "union all select 'standing', line_id, variant_id, warehouse_id, quantity, 0 from standing")}`,
    [
      ctx.tenantId, promise.purposeId, ...bindings(ctx, wanted.lines, wanted.country), ctx.tenantId,
      ctx.tenantId, newId<ReservationId>(), promise.purposeId, promise.dueAt, ctx.now, ctx.tenantId,
    ],
  );
  return { ...sorted(rows, wanted.lines, wanted.country), standing: rows.filter((row) => row.kind === 'standing').map(toAllocation) };
}

/**
 * Promises what was planned, and nothing else: where a level has too little by now, a warehouse is out of use, or a line is crossed that shoppers are told of, the statement
 * fails (`inventory.goods_have_moved`) and the transaction with it. The levels are locked and written as `hold` does it. It goes out together with the commit: others who want
 * the same goods wait for no longer than that takes.
 */
export async function holdPlanned(ctx: TxCtx, promise: { purposeId: string; dueAt: Date }, planned: readonly Allocation[]): Promise<void> {
  await sendWithCommit(ctx.tx, ctx.tx.raw(
    `with planned as materialized (
       select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int[]) as p (line_id, variant_id, warehouse_id, quantity)),
     wanted as materialized (
       select variant_id, warehouse_id, sum(quantity)::int as quantity from planned group by variant_id, warehouse_id),
     free as materialized (
       select l.variant_id, l.warehouse_id, l.on_hand, l.reserved, l.on_hand - l.reserved as pieces
         from inventory.levels l where l.tenant_id = ? and l.variant_id = any(?::uuid[]) order by l.variant_id, l.warehouse_id for update),
     stock as materialized (
       select f.* from free f join inventory.warehouses w on w.tenant_id = ? and w.id = f.warehouse_id where w.active and f.pieces > 0),
     crossed as (
       select from (select variant_id, sum(pieces) as before from stock group by variant_id) s join (select variant_id, sum(quantity) as taken from planned group by variant_id) p using (variant_id)
        where s.before - p.taken <= 0 or (s.before <= ?) <> (s.before - p.taken <= ?)),
     promised as (
       update inventory.levels l set on_hand = s.on_hand, reserved = s.reserved + t.quantity from wanted t join stock s using (variant_id, warehouse_id)
        where l.tenant_id = ? and l.variant_id = t.variant_id and l.warehouse_id = t.warehouse_id and s.pieces >= t.quantity),
     kept as (
       insert into inventory.reservations (tenant_id, id, purpose_id, line_id, variant_id, warehouse_id, quantity, state, due_at, created_at)
       select ?, md5(? || line_id || warehouse_id)::uuid, ?, line_id, variant_id, warehouse_id, quantity, 'held', ?, ? from planned)
     select case when exists (select from crossed) or exists (select from wanted t where not exists (
         select from stock s where s.variant_id = t.variant_id and s.warehouse_id = t.warehouse_id and s.pieces >= t.quantity)) then inventory.goods_have_moved() end`,
    [
      planned.map((one) => one.lineId), planned.map((one) => one.variantId), planned.map((one) => one.warehouseId), planned.map((one) => one.quantity),
      ctx.tenantId, [...new Set(planned.map((one) => one.variantId))], ctx.tenantId, LOW_STOCK, LOW_STOCK, ctx.tenantId,
      ctx.tenantId, newId<ReservationId>(), promise.purposeId, promise.dueAt, ctx.now,
    ],
  ));
}

/** Moves the day on which the promise may be taken back. Answers whether it still stands. */
export async function moveDue(ctx: TxCtx, purposeId: string, dueAt: Date): Promise<boolean> {
  const changed = await ctx.tx('inventory.reservations').where({ tenant_id: ctx.tenantId, purpose_id: purposeId, state: 'held' }).update({ due_at: dueAt });
  return changed > 0;
}

const closing = (state: 'released' | 'committed') => `
  held as materialized (
    select id, variant_id, warehouse_id, quantity from inventory.reservations where tenant_id = ? and purpose_id = ? and state = 'held' order by id for update),
  locked as materialized (
    select l.variant_id, l.warehouse_id, l.on_hand, l.reserved from inventory.levels l
     where l.tenant_id = ? and exists (select from held h where h.variant_id = l.variant_id and h.warehouse_id = l.warehouse_id)
     order by l.variant_id, l.warehouse_id for update),
  share as materialized (
    select l.variant_id, l.warehouse_id, l.on_hand, l.reserved, sum(h.quantity)::int as quantity
      from held h join locked l using (variant_id, warehouse_id) group by l.variant_id, l.warehouse_id, l.on_hand, l.reserved),
  closed as (
    update inventory.reservations r set state = '${state}', due_at = null, closed_at = ? from held h where r.tenant_id = ? and r.id = h.id)`;

/** Takes a promise back; answers how many pieces of each variant are free again. Nothing when none stands. */
export async function letGo(ctx: TxCtx, purposeId: string): Promise<Map<VariantId, number>> {
  const { rows } = await ctx.tx.raw<{ rows: { variant_id: VariantId; quantity: number }[] }>(
    `with ${closing('released')},
     freed as (update inventory.levels l set on_hand = s.on_hand, reserved = s.reserved - s.quantity from share s where l.tenant_id = ? and l.variant_id = s.variant_id and l.warehouse_id = s.warehouse_id)
     select variant_id, sum(quantity)::int as quantity from share group by variant_id`,
    [ctx.tenantId, purposeId, ctx.tenantId, ctx.now, ctx.tenantId, ctx.tenantId],
  );
  return new Map(rows.map((row) => [row.variant_id, row.quantity]));
}

/** Keeps a promise: the pieces are sold and leave what is on hand. Answers how many levels moved; 0 when no promise stands. */
export async function sell(ctx: TxCtx, purposeId: string): Promise<number> {
  const { rows } = await ctx.tx.raw<{ rows: { moved: number }[] }>(
    `with ${closing('committed')},
     sold as (
       update inventory.levels l set reserved = s.reserved - s.quantity, on_hand = s.on_hand - s.quantity
         from share s where l.tenant_id = ? and l.variant_id = s.variant_id and l.warehouse_id = s.warehouse_id),
     written as (
       insert into inventory.movements (tenant_id, id, variant_id, warehouse_id, kind, quantity, source_id, actor_id, moved_at)
       select ?, md5(? || variant_id || warehouse_id)::uuid, variant_id, warehouse_id, 'sold', -quantity, ?, ?, ? from share)
     select count(*)::int as moved from share`,
    [ctx.tenantId, purposeId, ctx.tenantId, ctx.now, ctx.tenantId, ctx.tenantId, ctx.tenantId, newId(), purposeId, ctx.actor.id, ctx.now],
  );
  return rows[0]!.moved;
}

/** In the order of the lines, and of each line in that in which its warehouses are asked: a statement answers in any order. */
function sorted(rows: readonly Row[], lines: readonly Demand[], country: string | null): Found {
  const place = new Map(lines.map((line, index) => [line.lineId, index]));
  const warehouses = new Map(rows.flatMap(({ warehouse }) => (warehouse ? [[warehouse.id, fromStored(warehouse)]] : [])));
  const asked = askedInOrder(warehouses, country);
  const inOrder = (kind: Row['kind']) => rows.filter((row) => row.kind === kind).sort((a, b) => (place.get(a.line_id) ?? 0) - (place.get(b.line_id) ?? 0) || (asked.get(a.warehouse_id) ?? 0) - (asked.get(b.warehouse_id) ?? 0));
  return {
    allocations: inOrder('allocation').map(toAllocation),
    shortages: inOrder('shortage').map((row) => ({ lineId: row.line_id, variantId: row.variant_id, available: row.quantity })),
    totals: rows.filter((row) => row.kind === 'total').map((row) => ({ variantId: row.variant_id, before: row.before, after: row.before - row.quantity })),
    warehouses,
  };
}

/** As the window `asked` has it: by priority, then those in the country of the address, then the oldest. */
function askedInOrder(warehouses: ReadonlyMap<WarehouseId, Warehouse>, country: string | null): Map<WarehouseId, number> {
  const isHere = (one: Warehouse) => Number(one.country === country);
  const all = [...warehouses.values()].sort((a, b) => a.priority - b.priority || isHere(b) - isHere(a) || (a.id < b.id ? -1 : 1));
  return new Map(all.map((one, index) => [one.id, index]));
}

const toAllocation = (row: Row): Allocation => ({ lineId: row.line_id, variantId: row.variant_id, warehouseId: row.warehouse_id, quantity: row.quantity });
