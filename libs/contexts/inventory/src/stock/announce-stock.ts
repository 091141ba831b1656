import type { TxCtx } from '@stoa/platform/context';
import { announceAll } from '@stoa/platform/events';
import type { VariantId } from '@stoa/events/catalog';
import { stockChanged } from '@stoa/events/inventory';
import { stockFlag } from './stock.js';

/** What was and what is for sale of a variant, over all warehouses. */
export type Totals = { readonly variantId: VariantId; readonly before: number; readonly after: number };

/** Tells of the variants whose flag changed for shoppers. The thousand sales between two lines tell nothing: nobody would show anything else. */
export async function announceCrossings(ctx: TxCtx, totals: readonly Totals[]): Promise<void> {
  const crossed = totals.filter(({ before, after }) => stockFlag(before) !== stockFlag(after));
  await announceAll(ctx, stockChanged, crossed.map(({ variantId, after }) => ({ variantId, available: after })));
}
