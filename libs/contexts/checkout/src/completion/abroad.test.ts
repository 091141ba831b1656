import { theOfferingPacks } from '@stoa/compliance/testing';
import { getOrderGroup } from '@stoa/orders';
import { withDatabase } from '@stoa/platform/testing';
import { savedRate } from '@stoa/shipping/testing';
import { judgeDelivery } from '@stoa/compliance';
import { enterRates, listDecisionsOfOrder } from '@stoa/tax';
import { thePacks } from '@stoa/tax/testing';
import { filledCart, openShop, pay } from '../testing.js';

const OSLO = { country: 'NO', city: 'Oslo', postcode: '0150' };

test('a euro cart for Oslo waits for a rate of exchange, and is sold by the limit in crowns once there is one, the rate kept with the decision', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db, { countries: ['DE', 'NO'], offeringPacks: theOfferingPacks() });
    await ctx.inTx((tx) => savedRate(tx, { vendorId: shop.potter.vendor.id, countries: ['NO'] }));
    const lines = [{ variantId: shop.potter.variantId, quantity: 1 }];
    await expect(pay(ctx, shop, await filledCart(ctx, shop, lines, OSLO))).rejects.toMatchObject({ code: 'checkout.not_ready', details: { blockers: [{ code: 'no_tax_answer' }] } });
    const day = ctx.now.toISOString().slice(0, 10);
    await ctx.inTx((tx) => enterRates(tx, { source: 'ecb', base: 'EUR', from: day, to: null, rates: { NOK: '11.6240' } }));
    const answer = await pay(ctx, shop, await filledCart(ctx, shop, lines, OSLO));
    const group = answer.outcome === 'placed' ? await ctx.inRead((tx) => getOrderGroup(tx, answer.group.id)) : null;
    // No VOEC number in the marketplace's file: the recipient pays at the border, and nothing is charged here.
    expect(group?.orders.map((order) => [order.totalMinor, order.taxMinor])).toEqual([[3_890n, 0n]]);
    const [stored] = await ctx.inRead((tx) => listDecisionsOfOrder(tx, group!.orders[0]!.id));
    expect(stored!.decision).toMatchObject({ scheme: 'import_border', liable: 'importer', facts: { exchangeRates: [{ base: 'EUR', quote: 'NOK', rate: '11.6240', source: 'ecb', date: day }] } });
  }));

test('wherever we know the taxes we know what may be delivered: ordinary goods go to every country and state that has a pack', () => {
  const places = [...thePacks().packs.values()].filter(({ pack }) => (pack.kind === 'country' || pack.kind === 'region') && pack.id !== 'XI').map(({ pack }) => pack.id.split('-') as [string, string?]);
  const shut = places.filter(([country, region = null]) => judgeDelivery(theOfferingPacks(), { market: { country, region }, categories: ['goods.household'], at: new Date('2026-11-21T12:00:00Z'), deliveryAt: null, ageDeclared: null }).outcome === 'refused');
  expect([places.length > 100, shut]).toEqual([true, []]);
});
