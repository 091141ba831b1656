import { type OpenTenant, onboardTenant, setUpMarketplace } from '@stoa/tools/seed/onboard-tenant';
import { onboardVendor, type OpenVendor } from '@stoa/tools/seed/onboard-vendor';
import { plantListings, type PlantedVariant } from '@stoa/tools/seed/plant-listings';
import { type Basket, type Cart, CARDS, complete, type Completion, fillCart, type Placed } from '@stoa/tools/seed/product/shopper';
import { smallMarketplace } from '@stoa/tools/seed/world/small-marketplace';
import type { TenantSeed } from '@stoa/tools/seed/world/types';
import { openJourney, type Journey } from './journey.testing.js';

export type Marketplace = OpenTenant & { readonly seed: TenantSeed; readonly potter: OpenVendor; readonly weaver: OpenVendor; readonly joiner: OpenVendor; /** Variants by SKU. */ readonly variants: ReadonlyMap<string, PlantedVariant> };

export const MUG = 'KL-MUG-USVA-280', SCARF = 'WH-SCH-KRA-1', SPOON = 'AA-SPN-ELM-1';
export const LENA = { name: 'Lena Vogt', line1: 'Gartenweg 7', postcode: '50667', city: 'Köln', country: 'DE' };
const STOCK: Readonly<Record<string, readonly [number, number]>> = { [MUG]: [3, 5], [SCARF]: [4, 0], [SPOON]: [30, 0] };

let opened = 0;

/** A marketplace of its own with three vendors who sell: mugs from Fiskars and Kiel (3 and 5 pieces), a scarf from Bielefeld (4), spoons from Hamburg (30). Opened the way people do it. */
export async function openMarketplace(journey: Journey): Promise<Marketplace> {
  const { api, operator, mailbox } = journey;
  const seed = withStock(smallMarketplace(`oma-${(opened += 1)}`));
  const tenant = await onboardTenant(api, operator, mailbox, seed);
  await setUpMarketplace(api, mailbox, tenant, { ...seed, staff: seed.staff.slice(0, 1) });
  const [potter, weaver, joiner] = await Promise.all(seed.vendors.map((vendor) => onboardVendor(api, mailbox, tenant, seed, vendor)));
  const planted = await Promise.all([potter!, weaver!, joiner!].map((vendor) => plantListings(tenant, vendor, ['EUR'])));
  const variants = new Map(planted.flatMap((bySku) => [...bySku]));
  return { ...tenant, shop: tenant.shop.as({ market: 'de', locale: 'de' }), seed, potter: potter!, weaver: weaver!, joiner: joiner!, variants };
}

const withStock = (seed: TenantSeed): TenantSeed => ({
  ...seed, vendors: seed.vendors.map((vendor) => ({ ...vendor, listings: vendor.listings.map((listing) => ({ ...listing, variants: listing.variants.map((variant) => ({ ...variant, stock: STOCK[variant.sku] ?? variant.stock })) })) })),
});

/** Two mugs, a scarf and a spoon for Lena in Köln, unless other goods are named. */
export const basketOf = (marketplace: Marketplace, goods: Readonly<Record<string, number>> = { [MUG]: 2, [SCARF]: 1, [SPOON]: 1 }): Basket => ({
  lines: Object.entries(goods).map(([sku, quantity]) => ({ variantId: marketplace.variants.get(sku)!.id, quantity })), email: 'lena@posteo.example', address: LENA,
});

export type Bought = Placed['order_group'] & { readonly cart: Cart };

/** Buys and lets Stripe and the worker do their parts. */
export async function bought(journey: Journey, marketplace: Marketplace, goods?: Readonly<Record<string, number>>): Promise<Bought> {
  const { session, cart } = await fillCart(marketplace.shop, basketOf(marketplace, goods));
  const done = await complete(session, cart, { number: CARDS.pays, name: LENA.name });
  await journey.settle();
  return { ...placed(done), cart };
}

export function placed(done: Completion): Placed['order_group'] {
  if (done.outcome !== 'placed') throw new Error(`The order was not placed: ${done.outcome}`);
  return done.order_group;
}

/** How many pieces there are of a SKU over all its warehouses, and how many of them are promised. */
export async function stockOf(marketplace: Marketplace, sku: string): Promise<{ onHand: number; reserved: number }> {
  const vendor = [marketplace.potter, marketplace.weaver, marketplace.joiner].find((one) => one.seed.listings.some((listing) => listing.variants.some((variant) => variant.sku === sku)))!;
  const { id, listingId } = marketplace.variants.get(sku)!;
  const { data } = await vendor.session<{ data: { variant_id: string; on_hand: number; reserved: number }[] }>('GET', `/v1/vendor/stock?listing_id=${listingId}`);
  const levels = data.filter((level) => level.variant_id === id);
  return { onHand: sum(levels.map((level) => level.on_hand)), reserved: sum(levels.map((level) => level.reserved)) };
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

export type World = { journey: Journey; oma: Marketplace };

/** One marketplace for all tests of a file: each test leaves it as able to sell as it found it, or opens one of its own. */
export function aWorld(): World {
  const world = {} as World;
  beforeAll(async () => {
    world.journey = await openJourney();
    world.oma = await openMarketplace(world.journey);
  }, 90_000);
  afterAll(() => world.journey.close());
  return world;
}

/** Everything that a refusal must leave as it was: stock, promises, orders, books, papers, mails, and what was told of orders. */
export async function stateOf(journey: Journey, marketplace: Marketplace): Promise<Record<string, unknown>> {
  const stock = await Promise.all([MUG, SCARF, SPOON].map(async (sku) => [sku, await stockOf(marketplace, sku)] as const));
  const tables = ['orders.order_groups', 'orders.orders', 'orders.consignments', 'ledger.journals', 'ledger.entries', 'inventory.movements', 'invoicing.documents', 'payouts.holds', 'notifications.messages', 'shipping.shipments'];
  const counts = await Promise.all(tables.map(async (table) => [table, await countOf(journey, marketplace, table)] as const));
  return { ...Object.fromEntries(stock), ...Object.fromEntries(counts) };
}

export const countOf = (journey: Journey, marketplace: OpenTenant, table: string): Promise<number> =>
  journey.within(marketplace.id).inRead(async (tx) => Number((await tx.tx(table).where('tenant_id', tx.tenantId).count('* as count'))[0]!['count']));

/** Events and task rows of the marketplace as text, to search for what must not stand there. */
export const toldAndTasked = (journey: Journey, marketplace: OpenTenant): Promise<string> =>
  journey.within(marketplace.id).inRead(async (tx) => JSON.stringify([await tx.tx('platform.outbox').where('tenant_id', tx.tenantId), await tx.tx('platform.tasks').where('tenant_id', tx.tenantId)], (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)));
