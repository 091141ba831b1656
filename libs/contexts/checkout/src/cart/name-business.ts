import type { Ctx } from '@stoa/platform/context';
import { checkTaxId, type TaxIdDeps } from '@stoa/tax';
import { getTenant } from '@stoa/tenancy';
import type { Cart } from './cart.js';
import { getOpenCart, updateCart } from './cart.repository.js';

/** Says that a business buys, under its tax id. The public register is asked between two transactions; the cart keeps which answer it goes by. */
export async function nameBusiness(deps: TaxIdDeps, ctx: Ctx, tokenHash: Buffer, said: { country: string; taxId: string }): Promise<Cart> {
  const requester = await ctx.inTx(async (tx) => {
    await getOpenCart(tx, tokenHash); // nobody outside is asked for a cart that is not there
    return (await getTenant(tx)).vatId;
  });
  const check = await checkTaxId(deps, ctx, { ...said, requester });
  return keep(ctx, tokenHash, check.id);
}

/** Says that a consumer buys after all. */
export const nameConsumer = (ctx: Ctx, tokenHash: Buffer): Promise<Cart> => keep(ctx, tokenHash, null);

const keep = (ctx: Ctx, tokenHash: Buffer, taxIdCheckId: string | null): Promise<Cart> =>
  ctx.inTx(async (tx) => updateCart(tx, { ...(await getOpenCart(tx, tokenHash, 'for update of c')), taxIdCheckId }));
