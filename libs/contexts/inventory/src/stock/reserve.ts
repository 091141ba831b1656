import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announceCrossings } from './announce-stock.js';
import { availability } from './level.repository.js';
import { hold, holdPlanned, letGo, moveDue, plan, sell } from './reservation.repository.js';
import type { Allocation, Demand, Plan, Reservation } from './stock.js';

export type Wanted = { readonly lines: readonly Demand[]; readonly shipTo?: { readonly country: string } | null };

/** Promises the goods of a cart to one purpose until `dueAt`: all of its lines or none. Asked again for the same purpose it answers the promise that stands. */
export async function reserve(ctx: TxCtx, wanted: Wanted & { readonly purposeId: string; readonly dueAt: Date }): Promise<Reservation> {
  assertWhole(wanted.lines);
  const found = await hold(ctx, wanted, { lines: wanted.lines, country: wanted.shipTo?.country ?? null });
  if (found.standing.length > 0) return { outcome: 'reserved', allocations: found.standing, warehouses: found.warehouses };
  if (found.shortages.length > 0) return { outcome: 'short', lines: found.shortages };
  await announceCrossings(ctx, found.totals);
  return { outcome: 'reserved', allocations: found.allocations, warehouses: found.warehouses };
}

/** Promises what `planAllocation` has answered, as the very last thing: the levels are locked when everything else is done, and let go by the commit. When the goods are not
 *  there any more as planned, or shoppers are to be told of what is left, the transaction fails, and `haveGoodsMoved` knows its error: `reserve` is what helps then. */
export async function reservePlanned(ctx: TxCtx, promise: { readonly purposeId: string; readonly dueAt: Date }, planned: readonly Allocation[]): Promise<void> {
  invariant(planned.length > 0, 'a plan says what comes from where');
  await holdPlanned(ctx, promise, planned);
}

/** Did a transaction fail because goods were not where they were planned to come from? */
export const haveGoodsMoved = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === GOODS_HAVE_MOVED;
/** As in the migration that made the function. */
const GOODS_HAVE_MOVED = 'ST001';

/** Which warehouses would send what, by the rule of `reserve`, without promising anything. */
export async function planAllocation(ctx: TxCtx, wanted: Wanted): Promise<Plan> {
  assertWhole(wanted.lines);
  const found = await plan(ctx, wanted.lines, wanted.shipTo?.country ?? null);
  return found.shortages.length > 0 ? { outcome: 'short', lines: found.shortages } : { outcome: 'planned', allocations: found.allocations, warehouses: found.warehouses };
}

/** Gives promised goods back to the shop. Only for who made the promise: a checkout first makes sure that its payment is cancelled. Answers whether one stood. */
export async function release(ctx: TxCtx, purposeId: string): Promise<boolean> {
  const freed = await letGo(ctx, purposeId);
  if (freed.size === 0) return false;
  const after = await availability(ctx, [...freed.keys()]);
  await announceCrossings(ctx, [...freed].map(([variantId, quantity]) => ({ variantId, before: (after.get(variantId) ?? 0) - quantity, after: after.get(variantId) ?? 0 })));
  return true;
}

/** The promised goods are sold: they leave what is on hand. False when no promise stands (any more): reserve again. */
export async function commit(ctx: TxCtx, purposeId: string): Promise<boolean> {
  return (await sell(ctx, purposeId)) > 0;
}

/** Keeps a promise standing longer. False when none stands. */
export const extendReservation = (ctx: TxCtx, purposeId: string, dueAt: Date): Promise<boolean> => moveDue(ctx, purposeId, dueAt);

function assertWhole(lines: readonly Demand[]): void {
  invariant(lines.length > 0 && lines.every((line) => Number.isInteger(line.quantity) && line.quantity > 0), 'a reservation wants whole pieces of at least one line');
  invariant(new Set(lines.map((line) => line.lineId)).size === lines.length, 'each line is asked for once');
}
