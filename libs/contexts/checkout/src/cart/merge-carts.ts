import type { TxCtx } from '@stoa/platform/context';
import { customerOf } from './create-cart.js';
import { signInFirst } from './cart.errors.js';
import { type Cart, mergeCarts } from './cart.js';
import { findOpenCartOfCustomer, getOpenCart, markMerged, setLines, updateCart } from './cart.repository.js';

/** After sign-in: the cart in hand becomes the customer's, and the one they had before is merged into it by the rule of `mergeCarts`. Asked again, nothing changes. */
export async function mergeCartOfCustomer(ctx: TxCtx, tokenHash: Buffer): Promise<Cart> {
  const customerId = customerOf(ctx);
  if (customerId === null) throw signInFirst();
  const inHand = await getOpenCart(ctx, tokenHash, 'for update of c');
  if (inHand.customerId === customerId) return inHand;
  const older = await findOpenCartOfCustomer(ctx, customerId, inHand.marketId);
  if (!older) {
    await updateCart(ctx, { ...inHand, customerId });
    return getOpenCart(ctx, tokenHash);
  }
  const { lines, ...merged } = mergeCarts(inHand, older);
  await markMerged(ctx, older.id, inHand.id);
  await setLines(ctx, inHand.id, lines);
  await updateCart(ctx, { ...inHand, ...merged, customerId });
  return getOpenCart(ctx, tokenHash);
}
