import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { type Client, openClient, Refusal } from '../seed/product/client.js';
import { CARDS, fillCart, tokenFor, type Cart, type Money } from '../seed/product/shopper.js';

/** What came of a call; a status of 0 says that nothing came in the time that anybody waits. */
export type Answer = { readonly status: number; readonly ms: number; readonly body: Record<string, unknown> };
/** A cart ready for the button, and all that pressing it needs: made while nothing was wrong. */
export type Ready = { readonly token: string; readonly cart: Cart; readonly confirmation: string; readonly idempotencyKey: string };
export type Shop = { readonly apiUrl: string; readonly key: string; readonly client: Client };

const WAIT_MS = 40_000;
const WHO = { name: 'Lena Vogt', line1: 'Gartenweg 7', postcode: '50667', city: 'Köln', country: 'DE' };

export async function openShop(apiUrl: string): Promise<Shop> {
  const { publishable_key: key } = await openClient(apiUrl)<{ publishable_key: string }>('GET', '/v1/store/context?host=oma.localhost');
  return { apiUrl, key, client: openClient(apiUrl).as({ key }) };
}

/** One call, as long as a patient client waits. */
export async function ask(shop: Shop, method: 'GET' | 'POST' | 'PATCH', path: string, { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {}): Promise<Answer> {
  const begun = Date.now();
  try {
    const answer = await request(shop.apiUrl + path, {
      method, headersTimeout: WAIT_MS, bodyTimeout: WAIT_MS, body: body === undefined ? null : JSON.stringify(body),
      headers: { 'stoa-publishable-key': shop.key, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, ms: Date.now() - begun, body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {} };
  } catch (error) {
    return { status: 0, ms: Date.now() - begun, body: { error: String(error) } };
  }
}

/** The variants that a shopper in Germany can have, the well stocked first. */
export async function findGoods({ client }: Shop): Promise<string[]> {
  const { data } = await client<{ data: { handle: string }[] }>('GET', '/v1/store/search?limit=20');
  const pages = [];
  for (const { handle } of data) pages.push(await client<{ variants: { id: string; stock: string }[] }>('GET', `/v1/store/listings/${handle}`));
  return pages.flatMap((page) => page.variants.filter((variant) => variant.stock === 'in_stock').map((variant) => variant.id));
}

/** Goods that are not sent there, or were sold meanwhile, are not what this is about; all else is. */
function anotherOne(error: unknown): null {
  if (error instanceof Refusal || (error instanceof Error && error.message.endsWith('does not ship there.'))) return null;
  throw error;
}

export async function readyCart(shop: Shop, goods: readonly string[], number: number): Promise<Ready> {
  for (let tried = 0; tried < goods.length; tried += 1) {
    const variantId = goods[(number + tried) % goods.length]!;
    const client = shop.client.as({ address: `198.51.100.${number % 250}` });
    const filled = await fillCart(client, { email: `network-${randomUUID()}@posteo.example`, address: WHO, lines: [{ variantId, quantity: 1 }] }).catch(anotherOne);
    if (!filled?.cart.ready_to_complete) continue;
    return { token: filled.token, cart: filled.cart, confirmation: await tokenFor(client, CARDS.pays, WHO.name), idempotencyKey: randomUUID() };
  }
  throw new Error('Nothing can be bought here any more: run `npm run db:reset` and `npm start`.');
}

export const press = (shop: Shop, { token, cart, confirmation, idempotencyKey }: Ready): Promise<Answer> =>
  ask(shop, 'POST', '/v1/store/carts/current/complete', {
    headers: { 'stoa-cart': token, 'idempotency-key': idempotencyKey },
    body: { payment: { confirmation_token: confirmation }, terms_accepted: true, expected_total: cart.summary.total },
  });

export const readCart = (shop: Shop, { token }: Ready): Promise<Answer> => ask(shop, 'GET', '/v1/store/carts/current', { headers: { 'stoa-cart': token } });

export const setQuantity = (shop: Shop, { token, cart }: Ready, quantity: number): Promise<Answer> =>
  ask(shop, 'PATCH', '/v1/store/carts/current', { headers: { 'stoa-cart': token }, body: { lines: [{ variant_id: cart.parcels[0]!.lines[0]!.variant_id, quantity }] } });

export const quantityIn = (answer: Answer): number => ((answer.body['parcels'] ?? []) as Cart['parcels']).flatMap((parcel) => parcel.lines).reduce((sum, line) => sum + line.quantity, 0);

/** The gateway says that this try came to nothing; another one may begin. */
const ENDED = ['payments.declined', 'checkout.abandoned'];

export type Bought = { readonly group: string; readonly tracking: string; readonly total: Money };

/** Presses the same button again until the order stands, as a shopper would whose page said "try again"; a payment that came to nothing is begun anew. */
export async function pressUntilPlaced(shop: Shop, ready: Ready): Promise<Bought | { readonly last: Answer }> {
  let [attempt, last] = [ready, await press(shop, ready)];
  for (let tries = 0; tries < 60; tries += 1) {
    if (last.status === 200) {
      const group = last.body['order_group'] as { id: string; tracking_token: string };
      return { group: group.id, tracking: group.tracking_token, total: ready.cart.summary.total };
    }
    await sleep(500);
    if (ENDED.includes(String(last.body['code']))) attempt = { ...attempt, idempotencyKey: randomUUID(), confirmation: await tokenFor(shop.client, CARDS.pays, WHO.name) };
    last = await press(shop, attempt);
  }
  return { last };
}
