import { randomUUID } from 'node:crypto';
import type { FleetWorld } from '@stoa/tools/fleet/fleet-world';
import { inParallel } from '@stoa/tools/seed/product/client';
import { CARDS, type Cart, tokenFor } from '@stoa/tools/seed/product/shopper';
import { CONNECTIONS, openTarget } from './load.js';

type Hand = { readonly token: string; readonly headers: Record<string, string> };
/** Ready for the three requests: the card's token is the payment company's business and is made beforehand. */
export type Prepared = { readonly headers: Record<string, string>; readonly payment: Payment };
type Payment = { readonly confirmation_token: string } | { readonly method: 'bank_transfer' };
/** Paid at the stand-in for the payment company, or by bank transfer, which nobody outside is asked about. */
export type Gateway = 'stripe' | 'manual';

type Filled = { readonly hand: Hand; readonly payment: Payment; readonly cart: Cart };

/** Shoppers at one process of the API, each from an address of their own. */
export async function openShopper(world: FleetWorld, origin: string, gateway: Gateway) {
  const target = openTarget(origin);
  const variant = [...world.variants.values()][0]!;
  const [warehouse] = world.potter.warehouseIds;
  await world.potter.session('PUT', '/v1/vendor/stock', { body: { levels: [{ variant_id: variant.id, warehouse_id: warehouse, on_hand: 100_000 }] } });
  const headers = () => ({ 'stoa-publishable-key': world.tenant.key, 'stoa-market': 'de', 'stoa-locale': 'de', 'x-forwarded-for': address() });
  const begin = async (own: Record<string, string>): Promise<Hand> => {
    const { body } = await target.ask({ method: 'POST', path: '/v1/store/carts', headers: own, body: {} });
    const { token } = body as { token: string };
    return { token, headers: { ...own, 'stoa-cart': token } };
  };
  const line = { variant_id: variant.id, quantity: 1 };
  const goods = () => ({ lines: [line], email: `${randomUUID()}@mail.example`, shipping_address: { name: 'Lena Vogt', line1: 'Gartenweg 7', postcode: '50667', city: 'Köln', country: 'DE' } });
  const patch = async (hand: Hand, body: unknown): Promise<Cart> => (await target.ask({ method: 'PATCH', path: '/v1/store/carts/current', headers: hand.headers, body })).body as Cart;
  const shown = await patch(await begin(headers()), goods());
  const shipping = shown.parcels.map(({ vendor, shipping: { options } }) => ({ vendor_id: vendor.id, rate_id: options[0]!.rate_id }));

  const emptyCart = () => begin(headers());
  const prepared = async (): Promise<Prepared> => ({ headers: headers(), payment: gateway === 'manual' ? { method: 'bank_transfer' } : { confirmation_token: await tokenFor(world.tenant.shop, CARDS.pays, 'Lena Vogt') } });
  const many = <T>(count: number, make: () => Promise<T>): Promise<T[]> => inParallel(Array.from({ length: count }), CONNECTIONS, make);
  return {
    emptyCart, prepared,
    emptyCarts: (count: number) => many(count, emptyCart),
    preparedMany: (count: number) => many(count, prepared),
    addLine: (hand: Hand) => target.ask({ method: 'POST', path: '/v1/store/carts/current/lines', headers: hand.headers, body: line }),
    fill, press,
    /** The whole way in three requests. */
    buy: async (given?: Prepared): Promise<void> => press(await fill(given)),
    close: () => target.close(),
  };

  /** Two of the three requests: a cart, and all that stands between it and an order. */
  async function fill(given?: Prepared): Promise<Filled> {
    const { headers: own, payment } = given ?? (await prepared());
    const hand = await begin(own);
    return { hand, payment, cart: await patch(hand, { ...goods(), shipping }) };
  }

  /** The third. */
  async function press({ hand, payment, cart }: Filled): Promise<void> {
    const { body } = await target.ask({ method: 'POST', path: '/v1/store/carts/current/complete', headers: { ...hand.headers, 'idempotency-key': randomUUID() }, body: { payment, terms_accepted: true, expected_total: cart.summary.total } });
    if ((body as { outcome: string }).outcome !== 'placed') throw new Error(`The order was not placed: ${JSON.stringify(body)}`);
  }
}

let addresses = 0;
const address = (): string => `172.${16 + ((addresses >> 16) & 15)}.${(addresses >> 8) & 255}.${addresses++ & 255}`;
