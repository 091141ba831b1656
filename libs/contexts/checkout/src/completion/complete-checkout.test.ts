import { availability } from '@stoa/inventory';
import { balancesOf, checks as ledgerChecks } from '@stoa/ledger';
import { checks as orderChecks, getOrderGroup } from '@stoa/orders';
import { getAttempt } from '@stoa/payments';
import type { Ctx } from '@stoa/platform/context';
import { announced, at, withDatabase } from '@stoa/platform/testing';
import { encode } from '@stoa/platform/typeid';
import { savedPlan } from '@stoa/pricing/testing';
import { type Shop, filledCart, openShop, pay } from '../testing.js';

const three = (shop: Shop) => [
  { variantId: shop.potter.variantId, quantity: 2 }, { variantId: shop.weaver.variantId, quantity: 1 }, { variantId: shop.beekeeper.variantId, quantity: 1 },
];
const left = (ctx: Ctx, shop: Shop) =>
  ctx.inRead(async (tx) => {
    const found = await availability(tx, [shop.potter.variantId, shop.weaver.variantId, shop.beekeeper.variantId]);
    return [shop.potter, shop.weaver, shop.beekeeper].map((stand) => found.get(stand.variantId));
  });
const names = async (ctx: Ctx) => (await announced(ctx)).map((event) => event.name).filter((name) => /^(orders|checkout|payments)\./.test(name));
const broken = (ctx: Ctx) => ctx.inRead(async (tx) => {
  const found: string[] = [];
  for (const check of [...ledgerChecks, ...orderChecks]) found.push(...(await check.run(tx)).breaks.map((one) => one.what));
  return found;
});

test('goods of three vendors become one order group with three orders, and the money is split to the cent', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, three(shop));
    expect(cart.total).toEqual({ minor: 6800n + 12_900n + 1290n + 490n + 790n + 490n, currency: 'EUR' });

    const answer = await pay(ctx, shop, cart);

    expect(answer).toMatchObject({ outcome: 'placed' });
    const group = answer.outcome === 'placed' ? await ctx.inRead((tx) => getOrderGroup(tx, answer.group.id)) : null;
    expect(group?.number).toMatch(/^OMA-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(group?.orders.map((order) => [order.vendorName, order.totalMinor, order.taxMinor, order.status])).toEqual([
      ['Töpferei Brandt', 7290n, 1164n, 'to_ship'], ['Saarikuu Oy', 13_690n, 2186n, 'to_ship'], ['Moor & Heide', 1780n, 116n, 'to_ship'],
    ]);
    expect(await left(ctx, shop)).toEqual([6, 3, 8]);
    expect((await names(ctx)).sort()).toEqual(['orders.group_placed', 'payments.payment_captured']); // in no promised order
    const clearing = await ctx.inRead((tx) => balancesOf(tx, { kinds: ['order.clearing'] }));
    expect(clearing.map((balance) => balance.balanceMinor)).toEqual([0n]);
    expect(await broken(ctx)).toEqual([]);
  }));

test('a bank account that is sent as a card: the payment company refuses it, nothing is ordered or waits for money, and the stock is back', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, three(shop));
    await expect(pay(ctx, shop, cart, { card: 'debit' })).rejects.toMatchObject({ code: 'payments.declined', details: { reason: 'ours', decline_code: 'payment_intent_invalid_parameter' } });
    expect(await left(ctx, shop)).toEqual([8, 4, 9]);
    expect(await names(ctx)).toEqual(['payments.payment_declined', 'checkout.released']);
    expect(shop.gateway.intents().filter((intent) => intent.status !== 'canceled')).toEqual([]);
    expect(await pay(ctx, shop, cart)).toMatchObject({ outcome: 'placed' });
  }));

test('a declined card: nothing is ordered, the stock is back at once, and another card may be tried', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, three(shop));

    await expect(pay(ctx, shop, cart, { card: 'stolen' })).rejects.toMatchObject({ code: 'payments.declined', details: { reason: 'final', decline_code: 'stolen_card' } });

    expect(await left(ctx, shop)).toEqual([8, 4, 9]);
    expect(await names(ctx)).toEqual(['payments.payment_declined', 'checkout.released']);
    expect(await pay(ctx, shop, cart)).toMatchObject({ outcome: 'placed' });
    expect(await left(ctx, shop)).toEqual([6, 3, 8]);
  }));

test('the same completion sent twice is one order group; another body under the same key is refused', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, three(shop));
    const once = { key: 'button-0001', confirmationToken: await shop.gateway.tokenFor('ok') };

    const [first, second] = [await pay(ctx, shop, cart, once), await pay(ctx, shop, cart, once)];

    expect(second).toEqual(first);
    expect(shop.gateway.intents()).toHaveLength(1);
    expect(await left(ctx, shop)).toEqual([6, 3, 8]);
    await expect(pay(ctx, shop, cart, { key: 'button-0001' })).rejects.toMatchObject({ code: 'request.idempotency_key_reused', kind: 'unprocessable' });
    expect(await pay(ctx, shop, cart)).toEqual(first);
  }));

test('ten buttons pressed at once are one order group', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, three(shop));
    const once = { key: 'button-0001', confirmationToken: await shop.gateway.tokenFor('ok') };

    const answers = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => pay(ctx, shop, cart, index < 5 ? once : {})));

    const placed = answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value.outcome === 'placed' ? [answer.value.group.id] : []));
    expect(new Set(placed).size).toBe(1);
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'checkout.payment_in_progress' });
    expect(shop.gateway.intents().filter((intent) => intent.status === 'captured')).toHaveLength(1);
    expect((await names(ctx)).filter((name) => name === 'orders.group_placed')).toHaveLength(1);
    expect(await left(ctx, shop)).toEqual([6, 3, 8]);
    expect(await broken(ctx)).toEqual([]);
  }));

test('what the shopper saw and what it costs now must be the same', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, three(shop));

    await expect(pay(ctx, shop, { ...cart, total: { minor: 1n, currency: 'EUR' } })).rejects.toMatchObject({ code: 'checkout.total_changed', details: { total: { amount: Number(cart.total.minor), currency: 'EUR' } } });

    expect(shop.gateway.intents()).toEqual([]);
    expect(await left(ctx, shop)).toEqual([8, 4, 9]);
  }));

test('when somebody was faster, nothing is reserved and nothing is asked of the bank', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const [mine, theirs] = [await filledCart(ctx, shop, [{ variantId: shop.weaver.variantId, quantity: 3 }]), await filledCart(ctx, shop, [{ variantId: shop.weaver.variantId, quantity: 2 }])];
    await pay(ctx, shop, theirs);

    await expect(pay(ctx, shop, mine)).rejects.toMatchObject({ code: 'checkout.out_of_stock', details: { lines: [{ variant_id: encode('var', shop.weaver.variantId), available: 2 }] } });

    expect(shop.gateway.intents()).toHaveLength(1);
    expect(await left(ctx, shop)).toEqual([8, 2, 9]);
  }));

test('goods of one line from two warehouses are two consignments of one order, and its shipping is charged once', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 5 }]);
    expect(cart.total.minor).toBe(5n * 3400n + 490n);

    const answer = await pay(ctx, shop, cart);

    const [order] = answer.outcome === 'placed' ? answer.group.orders : [];
    expect(order?.consignments.map((c) => [c.shipsFrom.city, c.shippingGrossMinor])).toEqual([['Leipzig', 294n], ['Erfurt', 196n]]);
    expect(order?.lines.map((line) => [line.quantity, line.grossMinor])).toEqual([[3, 10_200n], [2, 6800n]]);
    expect(order?.totalMinor).toBe(17_490n);
  }));

test('the order keeps the version, the price, the tax and the commission of the moment, and the card', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const answer = await pay(ctx, shop, await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 2 }]));
    const group = answer.outcome === 'placed' ? answer.group : null;

    expect(group).toMatchObject({ currency: 'EUR', priceMode: 'incl', card: { brand: 'visa', last4: '4242' }, shipToCountry: 'DE', placedAt: at('2026-03-01T09:00:00Z') });
    expect(group?.orders[0]?.lines[0]).toMatchObject({
      listingVersionId: shop.potter.listing.liveVersionId, title: 'Becher „Ebbe“', quantity: 2, unitPriceMinor: 3400n, netMinor: 5714n, taxMinor: 1086n, grossMinor: 6800n,
    });
    expect(group && (await ctx.inRead((tx) => getAttempt(tx, group.attemptId as never)))).toMatchObject({ state: 'captured', orderGroupId: group?.id });
  }));

test('the checks of orders look at each group and at each order, and name the one that lost a line', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const answer = await pay(ctx, shop, await filledCart(ctx, shop, three(shop)));
    const [order] = answer.outcome === 'placed' ? answer.group.orders : [];
    const verdicts = () => ctx.inRead(async (tx) => {
      const found = [];
      for (const check of orderChecks) found.push({ code: check.code, ...(await check.run(tx)) });
      return found;
    });

    expect(await verdicts()).toEqual([{ code: 'orders.groups_add_up', looked_at: 1, breaks: [] }, { code: 'orders.orders_add_up', looked_at: 3, breaks: [] }]);
    await ctx.inTx((tx) => tx.tx('orders.order_lines').where({ tenant_id: tx.tenantId, order_id: order!.id }).update({ net_minor: 1n, tax_minor: 0n, gross_minor: 1n, commission_minor: 0n }));

    expect((await verdicts())[1]).toEqual({ code: 'orders.orders_add_up', looked_at: 3, breaks: [{ what: `${order!.number}: 7290 against 491` }] });
  }));

test('a commission with a fixed part and a most is frozen with its terms: a later plan changes no order', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    await ctx.inTx((tx) => savedPlan(tx, { rules: [{ categoryPath: null, name: 'All goods', bp: 1_000n, vendorId: null, amounts: [{ currency: 'EUR', fixedMinor: 30n, minMinor: null, maxMinor: 200n }] }] }));
    const answer = await pay(ctx, shop, await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 2 }, { variantId: shop.beekeeper.variantId, quantity: 1 }]));
    await ctx.inTx((tx) => savedPlan(tx, { version: 2, defaultBp: 1n, rules: [] }));

    const group = answer.outcome === 'placed' ? await ctx.inRead((tx) => getOrderGroup(tx, answer.group.id)) : null;
    const rule = { commissionBp: 1_000n, commissionRule: 'All goods 10 % + €0.30 a piece, at most €2.00 a piece', commissionFixedMinor: 30n, commissionMinMinor: null, commissionMaxMinor: 200n, commissionPlanVersion: 1 };
    expect(group?.orders.map((order) => order.lines)).toMatchObject([[{ ...rule, netMinor: 5_714n, commissionMinor: 400n }], [{ ...rule, netMinor: 1_206n, commissionMinor: 151n }]]);
    expect(group?.orders.map((order) => order.commissionMinor)).toEqual([400n, 151n]);
    expect(await broken(ctx)).toEqual([]);
  }));
