import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import type { FleetWorld } from '../fleet/fleet-world.js';
import { inParallel } from '../seed/product/client.js';
import { CARDS, type Cart, fillCart, tokenFor } from '../seed/product/shopper.js';

/** A shopper with a finger on the button. */
export type Ready = { cart: Cart; cartToken: string; confirmationToken: string; address: string };
/** What one press came to. */
export type Pressed = { status: number; body: { outcome?: string; order_group?: { id: string }; code?: string; title?: string; details?: { lines?: { variant_id: string; available: number }[] } }; ms: number };

const PREPARING_WIDTH = 12;
const PATIENCE_MS = 120_000;

/** Fills a cart with one piece for each shopper, all of them strangers to each other, up to the button. Nothing is promised yet: carts reserve nothing. */
export const prepareShoppers = (world: FleetWorld, variantId: string, count: number): Promise<Ready[]> =>
  inParallel(Array.from({ length: count }, (_, index) => index), PREPARING_WIDTH, async (index): Promise<Ready> => {
    const address = `198.18.${index >> 8}.${index & 255}`;
    const name = `Shopper ${index + 1}`;
    const { session, cart, token } = await fillCart(world.tenant.shop.as({ address }), {
      lines: [{ variantId, quantity: 1 }], email: `shopper-${randomUUID().slice(0, 8)}@mail.example`, address: { name, line1: `Gartenweg ${index + 1}`, postcode: '50667', city: 'Köln', country: 'DE' },
    });
    if (!cart.ready_to_complete) throw new Error(`The cart of ${name} is not ready: ${cart.blockers.map((blocker) => blocker.message).join(' ')}`);
    return { cart, cartToken: token, confirmationToken: await tokenFor(session, CARDS.pays, name), address };
  });

/** Everybody presses at once, each on a connection of their own, in turn at the given processes. Refusals are answers here, and none is tried again. */
export async function pressAll(world: FleetWorld, shoppers: readonly Ready[], apiUrls: readonly string[]): Promise<Pressed[]> {
  const agent = new Agent({ connections: shoppers.length, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  try {
    return await Promise.all(shoppers.map(async ({ cart, cartToken, confirmationToken, address }, index): Promise<Pressed> => {
      const began = Date.now();
      const answer = await request(`${apiUrls[index % apiUrls.length]}/v1/store/carts/current/complete`, {
        method: 'POST', dispatcher: agent,
        headers: { 'content-type': 'application/json', 'stoa-publishable-key': world.tenant.key, 'stoa-market': 'de', 'stoa-locale': 'de', 'stoa-cart': cartToken, 'x-forwarded-for': address, 'idempotency-key': randomUUID() },
        body: JSON.stringify({ payment: { confirmation_token: confirmationToken }, terms_accepted: true, expected_total: cart.summary.total }),
      });
      return { status: answer.statusCode, body: (await answer.body.json()) as Pressed['body'], ms: Date.now() - began };
    }));
  } finally {
    await agent.close();
  }
}
