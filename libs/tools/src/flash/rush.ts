import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { FleetWorld } from '../fleet/fleet-world.js';
import { inParallel } from '../seed/product/client.js';
import { CARDS, type Cart, fillCart, tokenFor } from '../seed/product/shopper.js';

/** A shopper with a finger on the button. */
export type Ready = { cart: Cart; cartToken: string; confirmationToken: string; address: string };
/** What one press came to. */
export type Pressed = { status: number; body: { outcome?: string; order_group?: { id: string }; code?: string; title?: string; details?: { lines?: { variant_id: string; available: number }[] } }; ms: number; /** How often they were told to come again. */ waits: number };

const PREPARING_WIDTH = 12;
const PATIENCE_MS = 120_000;
const MOST_WAITS = 20;

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

/** Everybody presses at once, each on a connection of their own, in turn at the given processes. A refusal is an answer and not tried again; only who is told that too much is
 *  going on presses the same button again, as a browser does. */
export async function pressAll(world: FleetWorld, shoppers: readonly Ready[], apiUrls: readonly string[]): Promise<Pressed[]> {
  const agent = new Agent({ connections: shoppers.length, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  try {
    return await Promise.all(shoppers.map(async ({ cart, cartToken, confirmationToken, address }, index): Promise<Pressed> => {
      const began = Date.now();
      const headers = { 'content-type': 'application/json', 'stoa-publishable-key': world.tenant.key, 'stoa-market': 'de', 'stoa-locale': 'de', 'stoa-cart': cartToken, 'x-forwarded-for': address, 'idempotency-key': randomUUID() };
      const body = JSON.stringify({ payment: { confirmation_token: confirmationToken }, terms_accepted: true, expected_total: cart.summary.total });
      for (let waits = 0; ; waits += 1) {
        const answer = await request(`${apiUrls[index % apiUrls.length]}/v1/store/carts/current/complete`, { method: 'POST', dispatcher: agent, headers, body });
        const said = (await answer.body.json()) as Pressed['body'];
        if (answer.statusCode !== 503 || said.code !== 'request.overloaded' || waits === MOST_WAITS) return { status: answer.statusCode, body: said, ms: Date.now() - began, waits };
        await sleep(1_000 * Number(answer.headers['retry-after']));
      }
    }));
  } finally {
    await agent.close();
  }
}
