import { getSellableVariants } from '@stoa/catalog';
import type { VariantId } from '@stoa/events/catalog';
import type { MarketId } from '@stoa/events/tenancy';
import type { TxCtx } from '@stoa/platform/context';
import { MAX_LINES, MAX_QUANTITY } from './cart.js';
import { cartFull, cartNotFound, goodsNotForSale, quantityTooHigh } from './cart.errors.js';
import { type AddedLine, addToLine, findMarketOfCart } from './cart.repository.js';

/** Goods wanted. `marketId` is where the shopper says they are: nearly always the cart's own market, which then needs no asking. */
export type Wanted = { readonly variantId: VariantId; readonly quantity: number; readonly marketId: MarketId };

/** Puts goods into a cart. Two statements, no audit, no event: are they for sale at what price, and the line itself. */
export async function addLine(ctx: TxCtx, tokenHash: Buffer, wanted: Wanted): Promise<AddedLine> {
  if (wanted.quantity > MAX_QUANTITY) throw quantityTooHigh(MAX_QUANTITY);
  const added = await addIn(ctx, tokenHash, wanted);
  if (added !== 'no_cart') return added;
  const marketId = await findMarketOfCart(ctx, tokenHash);
  const again = marketId === wanted.marketId ? 'no_cart' : await addIn(ctx, tokenHash, { ...wanted, marketId });
  if (again === 'no_cart') throw cartNotFound();
  return again;
}

async function addIn(ctx: TxCtx, tokenHash: Buffer, { variantId, quantity, marketId }: Wanted): Promise<AddedLine | 'no_cart'> {
  const [variant] = await getSellableVariants(ctx, [variantId], marketId);
  if (!variant?.price || !variant.allowed) throw goodsNotForSale([variantId]);
  const added = await addToLine(ctx, tokenHash, { variantId, quantity, marketId, seenPriceMinor: variant.price.minor, most: MAX_QUANTITY });
  if (added === 'too_many') throw quantityTooHigh(MAX_QUANTITY);
  if (added !== 'no_cart' && added.kinds > MAX_LINES) throw cartFull(MAX_LINES);
  return added;
}
