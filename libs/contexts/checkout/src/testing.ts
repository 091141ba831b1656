import '@stoa/privacy/testing';
import type { Listing } from '@stoa/catalog';
import { aVariant, publishedListing, savedCategory } from '@stoa/catalog/testing';
import type { OfferingPacks } from '@stoa/compliance';
import { theOfferingPacks } from '@stoa/compliance/testing';
import { savedTheme } from '@stoa/content/testing';
import type { VariantId } from '@stoa/events/catalog';
import type { OrderGroupId } from '@stoa/events/orders';
import { savedStock, savedWarehouse } from '@stoa/inventory/testing';
import { type FakeCard, type FakeGateway, fakeGateway, paymentsDeps, savedGatewayAccount } from '@stoa/payments/testing';
import type { PaymentMethod } from '@stoa/orders';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { newId } from '@stoa/platform/ids';
import { type Money, money } from '@stoa/platform/money';
import { anAddress } from '@stoa/privacy/testing';
import { savedRate, savedZone } from '@stoa/shipping/testing';
import type { PackSet } from '@stoa/tax';
import { fakeRegister, thePacks } from '@stoa/tax/testing';
import { chooseMarket } from '@stoa/tenancy';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import type { Vendor } from '@stoa/vendors';
import { savedVendor } from '@stoa/vendors/testing';
import { hashCartToken } from './cart/cart-token.js';
import { changeCart } from './cart/change-cart.js';
import { createCart } from './cart/create-cart.js';
import type { CheckoutRouteDeps } from './deps.js';
import { type CompletionAnswer, completeCheckout } from './completion/complete-checkout.js';
import { quoteCart } from './quote/quote-cart.js';

export type Stand = { readonly vendor: Vendor; readonly listing: Listing; readonly variantId: VariantId };
/** A marketplace of three vendors, two German and one Finnish, ready to be bought from. */
export type Shop = { readonly gateway: FakeGateway; readonly deps: CheckoutRouteDeps; readonly potter: Stand; readonly weaver: Stand; readonly beekeeper: Stand };
export const TOKEN_SECRET = 'a secret of tests only, thirty-two bytes';

/** Opens Oma in the tenant of a test: mugs from Leipzig (34.00, two warehouses), a scarf from Turku (129.00), honey from Lüneburg at the reduced rate (12.90). */
export async function openShop(ctx: Ctx, db: Database, { countries = ['DE', 'FI'], packs = thePacks(), offeringPacks = theOfferingPacks() }: { countries?: string[]; packs?: PackSet; offeringPacks?: OfferingPacks } = {}): Promise<Shop> {
  const gateway = fakeGateway();
  const payments = paymentsDeps(gateway);
  const registered = (scheme: string) => ({ country: 'DE', region: null, scheme, number: 'DE123456789' });
  await liveTenant(ctx, { markets: [aMarket({ countries, locales: ['de', 'fi', 'en'] })], registrations: [registered('vat'), registered('union_oss')] }, db);
  await ctx.inTx((tx) => savedGatewayAccount(tx, payments));
  const stands = await ctx.inTx(async (tx) => {
    await savedZone(tx, countries);
    await savedTheme(tx);
    const potter = await savedStand(tx, { name: 'Töpferei Brandt', title: 'Becher „Ebbe“', minor: 3400n, onHand: 3 });
    const spare = await savedWarehouse(tx, { vendorId: potter.vendor.id, name: 'Erfurt', priority: 2, address: { line1: 'Am Anger 1', line2: null, city: 'Erfurt', region: null, postcode: '99084', country: 'DE' } });
    await savedStock(tx, spare, { [potter.variantId]: 5 });
    const weaver = await savedStand(tx, {
      name: 'Saarikuu Oy', title: 'Schal „Halla“', minor: 12_900n, onHand: 4, country: 'FI', city: 'Turku', postcode: '20100', timeZone: 'Europe/Helsinki', shippingMinor: 790n,
      vatId: 'FI20774740',
    });
    const beekeeper = await savedStand(tx, { name: 'Moor & Heide', title: 'Heidehonig', minor: 1290n, onHand: 9, taxCategory: 'goods.food.grocery', city: 'Lüneburg', postcode: '21335' });
    return { potter, weaver, beekeeper };
  });
  const deps: CheckoutRouteDeps = {
    packs, offeringPacks, taxIdRegisters: { vies: fakeRegister() }, taxSources: {}, payments, tokenSecret: TOKEN_SECRET, mediaUrl: (tenantId) => (mediaId, width) => `/media/${tenantId}/${mediaId}/${width}.webp`,
    storefrontUrl: (slug) => `http://${slug}.localhost`,
  };
  return { gateway, deps, ...stands };
}

type StandIs = { name: string; title: string; minor: bigint; onHand: number; taxCategory?: string; country?: string; city?: string; postcode?: string; timeZone?: string; shippingMinor?: bigint; vatId?: string; vendorCountry?: string; currency?: string };

/** A vendor with a warehouse, one listing in one size, and a way to send it. */
export async function savedStand(tx: TxCtx, is: StandIs): Promise<Stand> {
  const { country = 'DE', city = 'Leipzig', postcode = '04179', timeZone = 'Europe/Berlin', vatId = 'DE129273398', currency = 'EUR' } = is;
  const address = { line1: 'Hauptstraße 7', line2: null, city, region: null, postcode, country };
  const registered = (scheme: string) => ({ country, region: null, scheme, number: vatId, validFrom: '2020-01-01', validTo: null });
  const home = is.vendorCountry ?? country;
  const isForeign = home !== country;
  const vendor = await savedVendor(tx, {
    name: is.name, legalName: `${is.name} (legal)`, country: home, address: { ...address, country: home },
    establishments: [home], vatId: isForeign ? null : vatId, registrations: isForeign ? [] : [registered('vat'), registered('union_oss')],
  });
  const variant = aVariant({ prices: [{ currency, minor: is.minor }] });
  const category = await savedCategory(tx);
  const listing = await publishedListing(tx, {
    vendorId: vendor.id, content: { title: { de: is.title, en: is.title }, categoryId: category.id, variants: [variant] }, ...(is.taxCategory ? { taxCategory: is.taxCategory } : {}),
  });
  const warehouse = await savedWarehouse(tx, { vendorId: vendor.id, name: city, country, timeZone, address });
  await savedStock(tx, warehouse, { [variant.id]: is.onHand });
  await savedRate(tx, { vendorId: vendor.id, price: money(is.shippingMinor ?? 490n, currency) });
  return { vendor, listing, variantId: variant.id };
}

/** A cart with these goods, an e-mail and an address in Köln: nothing stands between it and an order. */
export async function filledCart(ctx: Ctx, shop: Shop, lines: readonly { variantId: VariantId; quantity: number }[], to: Partial<Parameters<typeof anAddress>[0]> = {}, email = 'lena@example.test'): Promise<{ token: string; tokenHash: Buffer; total: Money }> {
  return ctx.inTx(async (tx) => {
    const { token } = await createCart(tx, await chooseMarket(tx, null), 'de');
    const tokenHash = hashCartToken(token);
    const cart = await changeCart(tx, tokenHash, { lines, email, address: anAddress(to) });
    const { quote } = await quoteCart(tx, shop.deps, cart);
    return { token, tokenHash, total: money(quote.sums.totalMinor, quote.currency) };
  });
}

export { nameBusiness } from './cart/name-business.js';
export { offerBankTransfer } from '@stoa/payments/testing';

/** Presses the button with a card, or another way of paying. */
export const pay = async (ctx: Ctx, shop: Shop, cart: { tokenHash: Buffer; total: Money }, how: { card?: FakeCard; method?: PaymentMethod; key?: string; confirmationToken?: string; clientAddress?: string } = {}): Promise<CompletionAnswer> =>
  completeCheckout(shop.deps, ctx, {
    method: how.method ?? 'card', tokenHash: cart.tokenHash, idempotencyKey: how.key ?? newId(), confirmationToken: how.confirmationToken ?? (await shop.gateway.tokenFor(how.card ?? 'ok')),
    expectedTotal: cart.total, clientAddress: how.clientAddress ?? '203.0.113.7', returnUrl: 'http://oma.localhost/checkout/return',
  });

/** An order group that was bought and paid: two mugs, a scarf, a jar of honey, unless other goods are named. */
export async function boughtGroup(ctx: Ctx, shop: Shop, lines = [{ variantId: shop.potter.variantId, quantity: 2 }, { variantId: shop.weaver.variantId, quantity: 1 }, { variantId: shop.beekeeper.variantId, quantity: 1 }]): Promise<OrderGroupId> {
  const answer = await pay(ctx, shop, await filledCart(ctx, shop, lines));
  if (answer.outcome !== 'placed') throw new Error(`The purchase is ${answer.outcome}.`);
  return answer.group.id;
}
