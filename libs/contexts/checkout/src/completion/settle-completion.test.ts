import { availability, setStock, warehousesOfVendor } from '@stoa/inventory';
import { balancesOf, checks as ledgerChecks } from '@stoa/ledger';
import { getOrderGroup, checks as orderChecks } from '@stoa/orders';
import { recallPayment } from '@stoa/payments';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { actor, announced, at, deliverAll, withDatabase } from '@stoa/platform/testing';
import { checks } from '../checks.js';
import { subscriptions } from '../subscribers.js';
import { type Shop, filledCart, openShop, pay } from '../testing.js';
import { settlePaid, settleUnpaid } from './settle-completion.js';
import { startCompletion } from './start-completion.js';
import { sweepCompletions } from './sweep-completions.js';

const left = (ctx: Ctx, shop: Shop) => ctx.inRead(async (tx) => (await availability(tx, [shop.weaver.variantId])).get(shop.weaver.variantId));
const scarf = (shop: Shop) => [{ variantId: shop.weaver.variantId, quantity: 2 }];
const placed = async (ctx: Ctx) => (await announced(ctx)).filter((event) => event.name === 'orders.group_placed');
const attemptOf = (shop: Shop) => shop.gateway.intents()[0]!.attemptId as never;
const clearing = (ctx: Ctx) => ctx.inRead(async (tx) => (await balancesOf(tx, { kinds: ['order.clearing'] })).map((balance) => balance.balanceMinor));
const broken = (ctx: Ctx) => ctx.inRead(async (tx) => {
  const found: string[] = [];
  for (const check of [...ledgerChecks, ...orderChecks, ...checks]) found.push(...(await check.run(tx)).breaks.map((one) => one.what));
  return found;
});
const later = at('2026-03-01T09:16:00Z');

test('the gateway took the money and its answer was lost: its word by webhook makes the one order group, and the button pressed again finds it', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, scarf(shop));
    const once = { key: 'button-0001', confirmationToken: await shop.gateway.tokenFor('ok') };
    shop.gateway.loseAnswer('create');

    expect(await pay(ctx, shop, cart, once)).toEqual({ outcome: 'processing' });
    expect(await placed(ctx)).toEqual([]);
    expect(await left(ctx, shop)).toBe(2);
    await recallPayment(shop.deps.payments, ctx, attemptOf(shop));
    await deliverAll(db, subscriptions(shop.deps));
    await deliverAll(db, subscriptions(shop.deps));

    expect(await placed(ctx)).toHaveLength(1);
    expect(await pay(ctx, shop, cart, once)).toMatchObject({ outcome: 'placed', group: { id: (await placed(ctx))[0]!.payload['orderGroupId'] } });
    expect(shop.gateway.intents()).toHaveLength(1);
    expect(await broken(ctx)).toEqual([]);
  }));

test('the webhook is heard while the answer is on its way: both place, one order group comes of it', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, scarf(shop));

    const [answer] = await Promise.all([pay(ctx, shop, cart), ...Array.from({ length: 5 }, async (_, index) => {
      await new Promise((resolve) => void setTimeout(resolve, index * 10));
      await deliverAll(db, subscriptions(shop.deps));
    })]);
    await deliverAll(db, subscriptions(shop.deps));

    expect(answer.outcome).toBe('placed');
    expect(await placed(ctx)).toHaveLength(1);
    expect(await left(ctx, shop)).toBe(2);
    expect(await broken(ctx)).toEqual([]);
  }));

test('abandoned at the bank\'s page: the sweeper cancels at the gateway first, then the goods are for sale again', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, scarf(shop));
    const once = { key: 'button-0001', confirmationToken: await shop.gateway.tokenFor('action') };
    expect(await pay(ctx, shop, cart, once)).toMatchObject({ outcome: 'requires_action' });
    const sweeper = as(actor.staff(), later);

    expect(await sweepCompletions(shop.deps, ctx)).toBe(0);
    expect(await left(ctx, shop)).toBe(2);
    expect(await sweepCompletions(shop.deps, sweeper)).toBe(1);

    expect(shop.gateway.intents().map((intent) => intent.status)).toEqual(['canceled']);
    expect(await left(ctx, shop)).toBe(4);
    await expect(pay(ctx, shop, cart, once)).rejects.toMatchObject({ code: 'checkout.abandoned' });
    expect(await sweepCompletions(shop.deps, sweeper)).toBe(0);
    expect(await pay(ctx, shop, cart)).toMatchObject({ outcome: 'placed' });
  }));

test('the gateway does not say whether it cancelled: nothing is released, and the next look asks again', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    await pay(ctx, shop, await filledCart(ctx, shop, scarf(shop)), { card: 'action' });
    shop.gateway.loseRequest('cancel');

    expect(await sweepCompletions(shop.deps, as(actor.staff(), later))).toBe(1);
    expect(await left(ctx, shop)).toBe(2);
    expect(await sweepCompletions(shop.deps, as(actor.staff(), at('2026-03-01T09:19:00Z')))).toBe(1);

    expect(await left(ctx, shop)).toBe(4);
  }));

test('the sweeper comes to cancel and hears that it was paid: it is placed instead', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, scarf(shop));
    shop.gateway.loseAnswer('create');
    await pay(ctx, shop, cart);

    await sweepCompletions(shop.deps, as(actor.staff(), later));

    expect(await placed(ctx)).toHaveLength(1);
    expect(await left(ctx, shop)).toBe(2);
    expect(await clearing(ctx)).toEqual([0n]);
    expect(await broken(ctx)).toEqual([]);
  }));

test('a process that died between the intent and the call is ended by the sweeper: whatever was made at the gateway is cancelled', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, scarf(shop));
    await ctx.inTx((tx) => startCompletion(tx, shop.deps, { tokenHash: cart.tokenHash, idempotencyKey: 'button-0001', method: 'card', confirmationToken: 'ctoken_ok_1', expectedTotal: cart.total, clientAddress: '203.0.113.7', returnUrl: 'http://oma.localhost/back' }, 'last'));
    expect(await left(ctx, shop)).toBe(2);

    await sweepCompletions(shop.deps, as(actor.staff(), later));

    expect(shop.gateway.intents().map((intent) => intent.status)).toEqual(['canceled']); // the call was written down: it may have been made
    expect(await left(ctx, shop)).toBe(4);
  }));

/** A payment that was given up, and of which the gateway says afterwards that it was made. `meanwhile` happens between the two. */
async function paidAfterAll(ctx: Ctx, shop: Shop, meanwhile: (tx: TxCtx) => Promise<void> = async () => undefined): Promise<void> {
  shop.gateway.loseAnswer('create');
  await pay(ctx, shop, await filledCart(ctx, shop, scarf(shop)));
  const [row] = await ctx.inRead((tx) => tx.tx('checkout.completions').where({ tenant_id: tx.tenantId, state: 'paying' }).select('id'));
  await ctx.inTx((tx) => settleUnpaid(tx, row.id, { state: 'abandoned', reason: null, code: null }));
  expect(await left(ctx, shop)).toBe(4);
  await ctx.inTx(meanwhile);
  await recallPayment(shop.deps.payments, ctx, attemptOf(shop));
  await ctx.inTx((tx) => settlePaid(tx, shop.deps, row.id));
}

test('paid after the reservation was let go: the goods are taken again in the placing itself', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);

    await paidAfterAll(ctx, shop);

    expect(await placed(ctx)).toHaveLength(1);
    expect(await left(ctx, shop)).toBe(2);
    expect(await clearing(ctx)).toEqual([0n]);
    expect(await broken(ctx)).toEqual([]);
  }));

test('paid after the goods were sold to others: no order, the money waits in the clearing, and the operator is told', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);

    await paidAfterAll(ctx, shop, async (tx) => {
      const [turku] = await warehousesOfVendor(tx, shop.weaver.vendor.id);
      await setStock(tx, [{ variantId: shop.weaver.variantId, warehouseId: turku!.id, onHand: 1 }]);
    });

    expect(await placed(ctx)).toEqual([]);
    expect(await left(ctx, shop)).toBe(1);
    expect(await clearing(ctx)).toEqual([25_800n + 790n]);
    expect((await announced(ctx)).filter((event) => event.name === 'checkout.refund_needed')).toMatchObject([{ payload: { amountMinor: '26590', currency: 'EUR' } }]);
    expect((await ctx.inRead((tx) => checks[0]!.run(tx))).breaks).toHaveLength(1);
  }));

test('another marketplace knows nothing of a cart, whatever token is shown', () =>
  withDatabase(async ({ ctx, db, newTenant }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, scarf(shop));
    const other = newTenant();
    const theirs = await openShop(other, db);

    await expect(pay(other, { ...theirs, gateway: shop.gateway }, cart)).rejects.toMatchObject({ code: 'checkout.cart_not_found' });

    const answer = await pay(ctx, shop, cart);
    const id = answer.outcome === 'placed' ? answer.group.id : null;
    await expect(other.inRead((tx) => getOrderGroup(tx, id!))).rejects.toMatchObject({ code: 'orders.order_group_not_found' });
  }));
