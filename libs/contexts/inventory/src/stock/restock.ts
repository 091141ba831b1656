import type { TxCtx } from '@stoa/platform/context';
import { announceCrossings } from './announce-stock.js';
import { availability, putBack, type Returned } from './level.repository.js';

export type { Returned };

/** Sold pieces came back and can be sold again: they lie where they left from. The same source brings the same pieces once. */
export async function restock(ctx: TxCtx, sourceId: string, pieces: readonly Returned[]): Promise<void> {
  if (pieces.length === 0) return;
  const variantIds = [...new Set(pieces.map((piece) => piece.variantId))];
  const before = await availability(ctx, variantIds);
  await putBack(ctx, sourceId, together(pieces));
  const after = await availability(ctx, variantIds);
  await announceCrossings(ctx, variantIds.map((variantId) => ({ variantId, before: before.get(variantId) ?? 0, after: after.get(variantId) ?? 0 })));
}

/** One movement per level, in the order in which levels are locked. */
function together(pieces: readonly Returned[]): Returned[] {
  const byLevel = new Map<string, Returned>();
  for (const piece of pieces) {
    const key = `${piece.variantId} ${piece.warehouseId}`;
    byLevel.set(key, { ...piece, quantity: piece.quantity + (byLevel.get(key)?.quantity ?? 0) });
  }
  return [...byLevel].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, piece]) => piece);
}
