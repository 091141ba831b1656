import type { SubjectId } from '@stoa/events/privacy';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { addSubject, type InvoiceTo, updateSubject } from '@stoa/privacy';
import { checkTaxId, type TaxIdDeps } from '@stoa/tax';
import { getTenant } from '@stoa/tenancy';
import type { Cart } from './cart.js';
import { getOpenCart, updateCart } from './cart.repository.js';

/** Says that a business buys, under its tax id. The public register is asked between two transactions; the cart keeps which answer it goes by. */
export async function nameBusiness(deps: TaxIdDeps, ctx: Ctx, tokenHash: Buffer, said: { country: string; taxId: string; invoiceTo?: InvoiceTo | null }): Promise<Cart> {
  const requester = await ctx.inTx(async (tx) => {
    await getOpenCart(tx, tokenHash); // nobody outside is asked for a cart that is not there
    return (await getTenant(tx)).vatId;
  });
  const check = await checkTaxId(deps, ctx, { country: said.country, taxId: said.taxId, requester });
  return keep(ctx, tokenHash, { taxIdCheckId: check.id, invoiceTo: said.invoiceTo ?? null });
}

/** Says that a consumer buys after all. */
export const nameConsumer = (ctx: Ctx, tokenHash: Buffer): Promise<Cart> => keep(ctx, tokenHash, { taxIdCheckId: null, invoiceTo: null });

const keep = (ctx: Ctx, tokenHash: Buffer, { taxIdCheckId, invoiceTo }: { taxIdCheckId: string | null; invoiceTo: InvoiceTo | null }): Promise<Cart> =>
  ctx.inTx(async (tx) => {
    const cart = await getOpenCart(tx, tokenHash, 'for update of c');
    return updateCart(tx, { ...cart, taxIdCheckId, subjectId: await keepInvoiceTo(tx, cart, invoiceTo) });
  });

/** Where invoices go may name a person: it stands in the subject store, like all that somebody tells of themselves. */
async function keepInvoiceTo(tx: TxCtx, cart: Cart, invoiceTo: InvoiceTo | null): Promise<Cart['subjectId']> {
  if (cart.subjectId !== null) return (await updateSubject(tx, cart.subjectId as SubjectId, { invoiceTo })).id;
  return invoiceTo === null ? null : (await addSubject(tx, { invoiceTo, locale: cart.locale })).id;
}
