import { getSellableVariants } from '@stoa/catalog';
import type { VariantId } from '@stoa/events/catalog';
import type { TxCtx } from '@stoa/platform/context';
import { MAX_LINES, MAX_QUANTITY } from './cart.js';
import { cartFull, goodsNotForSale, quantityTooHigh } from './cart.errors.js';
import { type AddedLine, addToLine, findMarketOfCart } from './cart.repository.js';

/** Puts goods into a cart. No audit, no event: which market, are they for sale at what price, the line itself. */
export async function addLine(ctx: TxCtx, tokenHash: Buffer, wanted: { variantId: VariantId; quantity: number }): Promise<AddedLine> {
  const marketId = await findMarketOfCart(ctx, tokenHash);
  const [variant] = await getSellableVariants(ctx, [wanted.variantId], marketId);
  if (!variant?.price || !variant.allowed) throw goodsNotForSale([wanted.variantId]);
  if (wanted.quantity > MAX_QUANTITY) throw quantityTooHigh(MAX_QUANTITY);
  const added = await addToLine(ctx, tokenHash, { variantId: wanted.variantId, quantity: wanted.quantity, seenPriceMinor: variant.price.minor, most: MAX_QUANTITY });
  if (!added) throw quantityTooHigh(MAX_QUANTITY);
  if (added.kinds > MAX_LINES) throw cartFull(MAX_LINES);
  return added;
}
