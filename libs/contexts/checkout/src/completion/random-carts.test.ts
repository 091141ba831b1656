import fc from 'fast-check';
import { repricedListing } from '@stoa/catalog/testing';
import { savedStock } from '@stoa/inventory/testing';
import { warehousesOfVendor } from '@stoa/inventory';
import { balancesOf, checks as ledgerChecks } from '@stoa/ledger';
import { type OrderGroup, checks as orderChecks } from '@stoa/orders';
import type { Ctx } from '@stoa/platform/context';
import { withDatabase } from '@stoa/platform/testing';
import { changeCart } from '../cart/change-cart.js';
import { type Shop, filledCart, openShop, pay } from '../testing.js';

const sum = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
const RUNS = 25;

/** Up to six mugs (three of them lie in another warehouse), scarves and jars, at prices of a cent to a thousand euros. */
const carts = fc.record({
  quantities: fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 5 })).filter((all) => all.some((one) => one > 0)),
  prices: fc.tuple(fc.bigInt(50n, 100_000n), fc.bigInt(50n, 100_000n), fc.bigInt(50n, 100_000n)),
  to: fc.constantFrom({}, { country: 'FI', postcode: '00140', city: 'Helsinki' }),
});

async function restock(ctx: Ctx, shop: Shop): Promise<void> {
  await ctx.inTx(async (tx) => {
    for (const [stand, pieces] of [[shop.potter, [3, 5]], [shop.weaver, [4]], [shop.beekeeper, [9]]] as const) {
      const warehouses = await warehousesOfVendor(tx, stand.vendor.id);
      for (const [index, warehouse] of [...warehouses].sort((a, b) => a.priority - b.priority).entries()) await savedStock(tx, warehouse, { [stand.variantId]: pieces[index] ?? 0 });
    }
  });
}

/** DESIGN.md section 10, line 3, told from the placed group alone. */
function everythingAddsUp(group: OrderGroup): void {
  expect(sum(group.orders.map((order) => order.totalMinor))).toBe(group.totalMinor);
  expect(group.goodsMinor + group.shippingMinor + group.feesMinor).toBe(group.totalMinor); // Oma's prices hold the tax
  expect(sum(group.orders.map((order) => order.platformFeeMinor))).toBe(group.platformFee.minor);
  for (const order of group.orders) {
    expect(sum(order.lines.map((line) => line.grossMinor)) + sum(order.consignments.map((c) => c.shippingGrossMinor + sum(c.fees.map((fee) => fee.grossMinor))))).toBe(order.totalMinor);
    expect(sum(order.lines.map((line) => line.taxMinor)) + sum(order.consignments.map((c) => c.shippingTaxMinor))).toBe(order.taxMinor);
    expect(sum(order.lines.map((line) => line.commissionMinor))).toBe(order.commissionMinor);
    for (const line of order.lines) expect([line.netMinor + line.taxMinor, line.grossMinor]).toEqual([line.grossMinor, line.unitPriceMinor * BigInt(line.quantity)]);
  }
}

test('whatever is in a cart, from whichever warehouse to wherever: orders add up to the group, the group is what was captured, parts are the whole, and the clearing is empty', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const stands = [shop.potter, shop.weaver, shop.beekeeper];
    let run = 0;
    await fc.assert(fc.asyncProperty(carts, async ({ quantities, prices, to }) => {
      run += 1;
      await restock(ctx, shop);
      for (const [index, stand] of stands.entries()) await ctx.inTx((tx) => repricedListing(tx, stand.listing, { currency: 'EUR', minor: prices[index]! }));
      const lines = stands.map((stand, index) => ({ variantId: stand.variantId, quantity: quantities[index]! })).filter((line) => line.quantity > 0);
      const cart = await filledCart(ctx, shop, lines, to);
      await ctx.inTx((tx) => changeCart(tx, cart.tokenHash, { email: `shopper-${run}@example.test` })); // one address may not pay so often in an hour

      const answer = await pay(ctx, shop, cart, { clientAddress: `198.51.100.${run}` });

      const group = answer.outcome === 'placed' ? answer.group : null;
      expect(group?.totalMinor).toBe(cart.total.minor);
      everythingAddsUp(group!);
      for (const line of lines) expect(group!.orders.flatMap((order) => order.lines).filter((one) => one.variantId === line.variantId).reduce((all, one) => all + one.quantity, 0)).toBe(line.quantity);
      const rates = sum(group!.orders.map((order) => (order.vendorId === shop.weaver.vendor.id ? 790n : 490n)));
      expect(group!.shippingMinor).toBe(rates); // however many boxes a vendor packs, its shipping is charged once
      expect(shop.gateway.intents().at(-1)).toMatchObject({ status: 'captured', amount: { minor: cart.total.minor } });
    }), { numRuns: RUNS });

    expect((await ctx.inRead((tx) => balancesOf(tx, { kinds: ['order.clearing'] }))).map((balance) => balance.balanceMinor)).toEqual([0n]);
    for (const check of [...ledgerChecks, ...orderChecks]) expect((await ctx.inRead((tx) => check.run(tx))).breaks).toEqual([]);
  }), 60_000);
