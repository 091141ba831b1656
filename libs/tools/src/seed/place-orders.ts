import type { Client } from './product/client.js';
import { Refusal } from './product/client.js';
import { PASSWORD } from './product/people.js';
import { type Basket, buy, CARDS, complete, fillCart } from './product/shopper.js';
import type { OpenTenant } from './onboard-tenant.js';
import type { OpenVendor } from './onboard-vendor.js';
import type { PlantedVariant } from './plant-listings.js';
import type { OrderSeed } from './world/types.js';

export type Shelf = { variants: ReadonlyMap<string, PlantedVariant>; vendors: readonly OpenVendor[] };
type Consignment = { id: string; status: string };
type VendorOrder = { id: string; number: string; consignments: Consignment[] };

/** Every order of the small world, one after the other, each brought as far as it shall stand. */
export async function placeOrders(tenant: OpenTenant, shelf: Shelf, orders: readonly OrderSeed[]): Promise<void> {
  for (const [index, order] of orders.entries()) await placeOrder(await shopFor(tenant, order, index), shelf, order);
}

/** Every shopper comes from an address of its own (RFC 5737), with an account where they have one. */
async function shopFor(tenant: OpenTenant, order: OrderSeed, index: number): Promise<Client> {
  const shop = tenant.shop.as({ market: order.market, locale: order.locale, address: `203.0.113.${index + 10}` });
  if (!order.account) return shop;
  const { token } = await signUpOrIn(shop, order);
  return shop.as({ token });
}

async function signUpOrIn(shop: Client, { email, address: { name } }: OrderSeed): Promise<{ token: string }> {
  try {
    return await shop<{ token: string }>('POST', '/v1/store/customers', { body: { email, password: PASSWORD, name } });
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.status !== 409) throw error;
    return shop<{ token: string }>('POST', '/v1/store/session', { body: { email, password: PASSWORD } });
  }
}

async function placeOrder(shop: Client, shelf: Shelf, order: OrderSeed): Promise<void> {
  const basket: Basket = {
    lines: order.lines.map(({ sku, quantity }) => ({ variantId: variantId(shelf, sku), quantity })), email: order.email, address: order.address, ...(order.bornOn && { bornOn: order.bornOn }),
  };
  switch (order.fate) {
    case 'in_cart': return void (await fillCart(shop, basket));
    case 'declined': return expectDeclined(shop, basket);
    case 'at_the_bank': return leaveAtTheBank(shop, basket);
    default: {
      const group = await buy(shop, basket, order.card === 'mastercard' ? CARDS.mastercard : CARDS.pays);
      await fulfil(shelf, group.number, order);
    }
  }
}

function variantId({ variants }: Shelf, sku: string): string {
  const variant = variants.get(sku);
  if (!variant) throw new Error(`Nothing in the small world has the SKU ${sku}.`);
  return variant.id;
}

async function expectDeclined(shop: Client, basket: Basket): Promise<void> {
  const { session, cart } = await fillCart(shop, basket);
  try {
    await complete(session, cart, { number: CARDS.declined, name: basket.address.name });
  } catch (error) {
    if (error instanceof Refusal && error.problem.code === 'payments.declined') return;
    throw error;
  }
  throw new Error('A card that is always declined was not.');
}

/** The bank asks its question and nobody answers: the goods stay reserved until the sweeper gives up on it. */
async function leaveAtTheBank(shop: Client, basket: Basket): Promise<void> {
  const { session, cart } = await fillCart(shop, basket);
  const answer = await complete(session, cart, { number: CARDS.asksTheBank, name: basket.address.name });
  if (answer.outcome !== 'requires_action') throw new Error(`The bank asked nothing: ${answer.outcome}`);
}

/** Ships and delivers what the order's fate says: the consignments of a group in the order of their numbers. */
async function fulfil({ vendors }: Shelf, groupNumber: string, order: OrderSeed): Promise<void> {
  if (order.fate === 'to_ship') return;
  const consignments = (await Promise.all(vendors.map((vendor) => consignmentsOf(vendor, groupNumber)))).flat();
  const shipped = order.fate === 'partly_shipped' ? consignments.slice(0, Math.ceil(consignments.length / 2)) : consignments;
  for (const [index, { session, consignment, carrier }] of shipped.entries()) {
    await session('PUT', `/v1/vendor/consignments/${consignment.id}/shipment`, { body: { carrier, tracking_number: trackingNumber(carrier, groupNumber, index) } });
    if (order.fate === 'delivered') await session('PUT', `/v1/vendor/consignments/${consignment.id}/delivery`);
  }
}

async function consignmentsOf({ session, seed }: OpenVendor, groupNumber: string) {
  const { data } = await session<{ data: { id: string; number: string }[] }>('GET', '/v1/vendor/orders?limit=100');
  const own = data.filter((row) => row.number.startsWith(groupNumber));
  const orders = await Promise.all(own.map((row) => session<VendorOrder>('GET', `/v1/vendor/orders/${row.id}`)));
  const carrier = seed.rates[0]?.carrier ?? 'DHL';
  return orders.flatMap((order) => order.consignments.map((consignment) => ({ session, consignment, carrier })));
}

/** Looks like the carrier's and is nobody's. */
function trackingNumber(carrier: string, groupNumber: string, index: number): string {
  const digits = [...groupNumber].map((letter) => String((letter.codePointAt(0) ?? 0) % 10)).join('');
  return `${carrier === 'UPS' ? '1Z' : carrier === 'Posti' ? 'JJFI' : '0034'}${digits}${index + 1}`;
}
