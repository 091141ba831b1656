import type { CartId } from '@stoa/events/checkout';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { type Market, type Tenant, assertSeenSelling } from '@stoa/tenancy';
import type { Cart } from './cart.js';
import { hashCartToken, newCartToken } from './cart-token.js';
import { findOpenCartOfCustomer, insertCart, markMerged, setLines } from './cart.repository.js';
import { mergeCarts } from './cart.js';

/** Begins a cart in a market. A signed-in shopper's older cart there is merged into the new one. The token is answered once and never stored. */
export async function createCart(ctx: TxCtx, market: Market, locale: string): Promise<{ cart: Cart; token: string; tenant: Tenant }> {
  const tenant = await assertSeenSelling(ctx);
  const token = newCartToken();
  const empty: Cart = {
    id: newId<CartId>(), marketId: market.id, locale, currency: market.currency, status: 'open', customerId: customerOf(ctx), subjectId: null, shipTo: null,
    shippingChoices: {}, declaredAge: null, taxIdCheckId: null, version: 1, changedAt: ctx.now, lines: [],
  };
  const older = empty.customerId === null ? null : await findOpenCartOfCustomer(ctx, empty.customerId, market.id);
  if (!older) {
    await insertCart(ctx, empty, hashCartToken(token));
    return { cart: empty, token, tenant };
  }
  const { lines, ...merged } = mergeCarts(empty, older);
  const cart = { ...empty, ...merged };
  // The older one gives up the customer first: a customer has one open cart in a market.
  await insertCart(ctx, { ...cart, customerId: null }, hashCartToken(token));
  await markMerged(ctx, older.id, cart.id);
  await setLines(ctx, cart.id, lines);
  return { cart, token, tenant };
}

/** The id of a signed-in shopper; guests have none that outlives the request. */
export const customerOf = (ctx: Pick<TxCtx, 'actor'>): string | null => (ctx.actor.kind === 'shopper' && ctx.actor.id !== 'guest' ? ctx.actor.id : null);
