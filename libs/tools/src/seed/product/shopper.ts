import { randomUUID } from 'node:crypto';
import type { Client } from './client.js';

export type Money = { amount: number; currency: string };
export type Address = { name: string; line1: string; city: string; region?: string; postcode: string; country: string };
export type CartParcel = {
  vendor: { id: string; handle: string; name: string }; lines: { id: string; variant_id: string; quantity: number; title: string }[];
  shipping: { chosen: string | null; options: { rate_id: string; name: string; price: Money; adult_signature: boolean }[] };
};
export type Cart = { id: string; parcels: CartParcel[]; summary: { goods: Money; shipping: Money | null; tax: Money | null; total: Money }; ready_to_complete: boolean; blockers: { code: string; message: string }[] };
export type Placed = { outcome: 'placed'; order_group: { id: string; number: string; tracking_token: string; payment_state: string } };
export type Completion = Placed | { outcome: 'processing' | 'requires_action'; next_action: { url: string } | null };

/** The payment company's test cards, by what becomes of them. */
export const CARDS = { pays: '4242424242424242', mastercard: '5555555555554444', declined: '4000000000000002', asksTheBank: '4000002760003184', asksThenDeclines: '4000008400001629' } as const;

export type Basket = { lines: { variantId: string; quantity: number }[]; email: string; address: Address; bornOn?: string };

/** A cart with goods, address and the first way of shipping of each vendor, ready for the button. */
export async function fillCart(shop: Client, basket: Basket): Promise<{ session: Client; cart: Cart; token: string }> {
  const { token } = await shop<{ token: string }>('POST', '/v1/store/carts', { body: {} });
  const session = shop.as({ cart: token });
  const filled = await session<Cart>('PATCH', '/v1/store/carts/current', {
    body: {
      lines: basket.lines.map(({ variantId, quantity }) => ({ variant_id: variantId, quantity })), email: basket.email, shipping_address: basket.address,
      ...(basket.bornOn && { age_declaration: { born_on: basket.bornOn } }),
    },
  });
  return { session, cart: await chooseShipping(session, filled), token };
}

/** Takes the first way of shipping that each vendor offers. */
export function chooseShipping(session: Client, cart: Cart): Promise<Cart> {
  const shipping = cart.parcels.map(({ vendor, shipping: { options } }) => {
    const [first] = options;
    if (!first) throw new Error(`${vendor.name} does not ship there.`);
    return { vendor_id: vendor.id, rate_id: first.rate_id };
  });
  return session<Cart>('PATCH', '/v1/store/carts/current', { body: { shipping } });
}

/** What the browser does with a card: its number goes to the payment company, and only a token comes to us. */
export const tokenFor = (shop: Client, number: string, name: string): Promise<string> =>
  createToken(shop, { type: 'card', card: { number, exp_month: 12, exp_year: 2034, cvc: '123' }, billing_details: { name } });

/** The payment company's test accounts that are debited, by what becomes of it days later. */
export const IBANS = { pays: 'DE89370400440532013000', fails: 'DE62370400440532013001' } as const;

/** The same with an account that is debited. */
export async function debitTokenFor(shop: Client, iban: string, of: { name: string; email: string }): Promise<string> {
  return createToken(shop, { type: 'sepa_debit', sepa_debit: { iban }, billing_details: of });
}

async function createToken(shop: Client, payment_method_data: object): Promise<string> {
  const config = await shop<{ publishable_key: string; api_url: string }>('GET', '/v1/store/payment-config');
  const answer = await fetch(`${config.api_url}/v1/confirmation_tokens`, {
    method: 'POST', headers: { authorization: `Bearer ${config.publishable_key}`, 'content-type': 'application/json' }, body: JSON.stringify({ payment_method_data }),
  });
  const token = (await answer.json()) as { id?: string; error?: { message: string } };
  if (!token.id) throw new Error(`The payment company refused it: ${token.error?.message ?? answer.status}`);
  return token.id;
}

/** The button, paid otherwise than by card. */
export const completeBy = (session: Client, cart: Cart, payment: { method: 'sepa_debit'; confirmation_token: string } | { method: 'bank_transfer' }, idempotencyKey = randomUUID()): Promise<Completion> =>
  session<Completion>('POST', '/v1/store/carts/current/complete', { idempotencyKey, body: { payment, terms_accepted: true, expected_total: cart.summary.total } });

/** The button. Refuses as the API does: a declined card is a `Refusal` with the code `payments.declined`. */
export async function complete(session: Client, cart: Cart, card: { number: string; name: string }, idempotencyKey = randomUUID()): Promise<Completion> {
  if (!cart.ready_to_complete) throw new Error(`The cart is not ready: ${cart.blockers.map((blocker) => blocker.message).join(' ')}`);
  const confirmation_token = await tokenFor(session, card.number, card.name);
  return session<Completion>('POST', '/v1/store/carts/current/complete', { idempotencyKey, body: { payment: { confirmation_token }, terms_accepted: true, expected_total: cart.summary.total } });
}

/** Buys at once; anything but a placed order is a mistake. */
export async function buy(shop: Client, basket: Basket, card: string = CARDS.pays): Promise<Placed['order_group']> {
  const { session, cart } = await fillCart(shop, basket);
  const done = await complete(session, cart, { number: card, name: basket.address.name });
  if (done.outcome !== 'placed') throw new Error(`The order was not placed at once: ${done.outcome}`);
  return done.order_group;
}
