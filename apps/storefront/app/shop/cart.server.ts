import { callStore, Refused } from './api.server.js';
import { CART_SECONDS, cookie, type Visit } from './session.server.js';
import type { Cart, CartBegun } from './store-types.js';
import type { ShopContext } from './load-context.js';

/** The visitor's cart, or null when there is none (never begun, expired, ordered). */
export async function findCart(context: ShopContext, visit: Visit): Promise<Cart | null> {
  if (!visit.cartToken) return null;
  return callStore<Cart>(context, visit, '/carts/current').catch((error: unknown) => {
    if (error instanceof Refused && [401, 404, 410].includes(error.problem.status)) return null;
    throw error;
  });
}

/** Puts goods into the cart, beginning one where there is none; answers the cookie to set then. */
export async function addToCart(context: ShopContext, visit: Visit, line: { variant_id: string; quantity: number }): Promise<[string, string][]> {
  if (visit.cartToken) {
    const added = await callStore(context, visit, '/carts/current/lines', { method: 'POST', body: line }).then(() => true, (error: unknown) => {
      if (error instanceof Refused && [401, 404, 410].includes(error.problem.status) && /cart/.test(error.problem.code)) return false;
      throw error;
    });
    if (added) return [];
  }
  const begun = await callStore<CartBegun>(context, { ...visit, cartToken: null }, '/carts', { method: 'POST', body: {} });
  await callStore(context, visit, '/carts/current/lines', { method: 'POST', body: line, cartToken: begun.token });
  return [cookie(context, 'cart', begun.token, CART_SECONDS)];
}

/** After sign-in: the goods in hand and those of the shopper's earlier cart become one. A new device comes with no cart, so an empty one is begun to merge into. */
export async function bringCart(context: ShopContext, visit: Visit): Promise<[string, string][]> {
  const merge = (cartToken: string) => callStore<Cart>(context, visit, '/carts/current/merge', { method: 'POST', cartToken });
  if (visit.cartToken) {
    const merged = await merge(visit.cartToken).then(() => true, (error: unknown) => {
      if (error instanceof Refused && [401, 404, 410].includes(error.problem.status)) return false;
      throw error;
    });
    if (merged) return [];
  }
  const { token } = await callStore<CartBegun>(context, { ...visit, cartToken: null, shopperToken: null }, '/carts', { method: 'POST', body: {} });
  await merge(token);
  return [cookie(context, 'cart', token, CART_SECONDS)];
}
