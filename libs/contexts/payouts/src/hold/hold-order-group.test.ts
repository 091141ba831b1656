import { boughtGroup, openShop, type Shop } from '@stoa/checkout/testing';
import type { OrderGroupId } from '@stoa/events/orders';
import { balancesOf, checks as ledgerChecks, getJournal } from '@stoa/ledger';
import { deliverConsignment, getOrderGroup, shipConsignment } from '@stoa/orders';
import { getAttempt, readPayment } from '@stoa/payments';
import type { AttemptId } from '@stoa/events/payments';
import type { Ctx } from '@stoa/platform/context';
import { announced, at, deliverAll, withDatabase, type TestEnvironment } from '@stoa/platform/testing';
import { readVendorBalance } from '../balance/vendor-balance.query.js';
import { checks } from '../checks.js';
import { readMoneyFacts } from '../money/money-facts.js';
import { moneyPage } from '../money/money-page.js';
import { subscriptions } from '../subscribers.js';
import { payoutsDeps } from '../testing.js';
import { holdWords } from './hold.js';
import { listHoldsOfGroup } from './hold.repository.js';
import { releaseHolds } from './release-holds.js';

type Sale = { shop: Shop; groupId: OrderGroupId; hear: () => Promise<unknown> };
const aSale = async ({ ctx, db }: TestEnvironment): Promise<Sale> => {
  const shop = await openShop(ctx, db);
  const groupId = await boughtGroup(ctx, shop);
  return { shop, groupId, hear: () => deliverAll(db, subscriptions(payoutsDeps())) };
};
const holdsOf = (ctx: Ctx, groupId: OrderGroupId) => ctx.inRead((tx) => listHoldsOfGroup(tx, groupId));
const balanceOf = (ctx: Ctx, vendorId: Shop['potter']['vendor']['id']) => ctx.inRead((tx) => readVendorBalance(tx, vendorId, null));
const consignmentsOf = async (ctx: Ctx, groupId: OrderGroupId, shop: Shop) => {
  const group = await ctx.inRead((tx) => getOrderGroup(tx, groupId));
  return group.orders.find((order) => order.vendorId === shop.potter.vendor.id)!.consignments;
};
const noBreaks = (ctx: Ctx) => ctx.inRead(async (tx) => {
  for (const check of [...checks, ...ledgerChecks]) expect([check.code, (await check.run(tx)).breaks]).toEqual([check.code, []]);
});

test('when an order group is placed, each vendor’s share is held: what the books say, no clock yet', () =>
  withDatabase(async (env) => {
    const { ctx } = env;
    const { shop, groupId, hear } = await aSale(env);
    await hear();
    await hear();

    const holds = await holdsOf(ctx, groupId);
    const held = await ctx.inRead((tx) => balancesOf(tx, { kinds: ['vendor.held'] }));
    expect(holds).toHaveLength(3);
    expect(Object.fromEntries(holds.map((hold) => [hold.vendorId, hold.amount.minor]))).toEqual(Object.fromEntries(held.map((b) => [b.account.owner, b.balanceMinor])));
    for (const hold of holds) expect(hold).toMatchObject({ state: 'held', holdDays: 14, until: null, deliveredAt: null });
    const balance = await balanceOf(ctx, shop.potter.vendor.id);
    expect(balance).toMatchObject({ currency: 'EUR', readyMinor: 0n, inTransferMinor: 0n });
    expect(balance.heldMinor).toBe(balance.holds[0]!.amount.minor);
    expect(balance.holds.map(holdWords)).toEqual(['Not shipped yet. The clock of 14 days starts at delivery.']);
    await noBreaks(ctx);
  }));

test('the clock starts at delivery, and fourteen days later the money is free, once', () =>
  withDatabase(async (env) => {
    const { ctx, as } = env;
    const { shop, groupId, hear } = await aSale(env);
    await hear();
    const [parcel] = await consignmentsOf(ctx, groupId, shop);
    await ctx.inTx((tx) => shipConsignment(tx, parcel!.id, { carrier: 'DHL', trackingNumber: '00340434161094042557' }));
    await hear();
    expect((await balanceOf(ctx, shop.potter.vendor.id)).holds.map(holdWords)).toEqual(['On its way. The clock of 14 days starts at delivery.']);

    const delivered = at('2026-03-04T15:30:00Z');
    await as(ctx.actor, delivered).inTx((tx) => deliverConsignment(tx, parcel!.id));
    await hear();
    const before = await balanceOf(ctx, shop.potter.vendor.id);
    expect(before.holds).toMatchObject([{ deliveredAt: delivered, until: at('2026-03-18T15:30:00Z'), state: 'held' }]);

    expect(await releaseHolds(as(ctx.actor, at('2026-03-18T15:29:59Z')))).toBe(0);
    expect(await releaseHolds(as(ctx.actor, at('2026-03-18T15:30:00Z')))).toBe(1);
    expect(await releaseHolds(as(ctx.actor, at('2026-03-19T15:30:00Z')))).toBe(0);

    expect(await balanceOf(ctx, shop.potter.vendor.id)).toMatchObject({ heldMinor: 0n, readyMinor: before.heldMinor, holds: [] });
    expect((await announced(ctx)).filter((event) => event.name.startsWith('payouts.hold')).map((event) => event.name)).toEqual(['payouts.hold_started', 'payouts.hold_released']);
    await noBreaks(ctx);
    const page = await ctx.inRead(async (tx) => moneyPage(await readMoneyFacts(tx, groupId)));
    expect(page.differenceMinor).toBe(0n);
    expect(page.checks.every((check) => check.isOk)).toBe(true);
  }));

test('delivery heard before placing makes the same hold', () =>
  withDatabase(async (env) => {
    const { ctx, as } = env;
    const { shop, groupId, hear } = await aSale(env);
    const [parcel] = await consignmentsOf(ctx, groupId, shop);
    await ctx.inTx((tx) => shipConsignment(tx, parcel!.id, { carrier: 'DHL', trackingNumber: '1' }));
    await as(ctx.actor, at('2026-03-04T15:30:00Z')).inTx((tx) => deliverConsignment(tx, parcel!.id));

    await hear();

    expect(await holdsOf(ctx, groupId)).toContainEqual(expect.objectContaining({ vendorId: shop.potter.vendor.id, until: at('2026-03-18T15:30:00Z') }));
    expect((await announced(ctx)).filter((event) => event.name === 'payouts.hold_started')).toHaveLength(1);
  }));

test('two sweepers free a hold once', () =>
  withDatabase(async (env) => {
    const { ctx, as } = env;
    const { shop, groupId, hear } = await aSale(env);
    const [parcel] = await consignmentsOf(ctx, groupId, shop);
    await ctx.inTx((tx) => shipConsignment(tx, parcel!.id, { carrier: 'DHL', trackingNumber: '1' }));
    await ctx.inTx((tx) => deliverConsignment(tx, parcel!.id));
    await hear();
    const then = as(ctx.actor, at('2026-04-01T00:00:00Z'));

    const freed = await Promise.all([releaseHolds(then), releaseHolds(then), releaseHolds(then)]);

    expect(freed.reduce((a, b) => a + b, 0)).toBe(1);
    await noBreaks(ctx);
  }));

test('where the money went, of a real sale: from the total to each, with its fee, to the cent and in the recipients’ names', () =>
  withDatabase(async (env) => {
    const { ctx } = env;
    const { shop, groupId, hear } = await aSale(env);
    await hear();
    const early = await ctx.inRead(async (tx) => moneyPage(await readMoneyFacts(tx, groupId)));
    expect(early.differenceMinor).toBe(0n);
    const attemptId = early.facts.attempt.id;
    shop.gateway.settle(early.facts.attempt.intentRef!);
    await readPayment(shop.deps.payments, ctx, attemptId);

    const page = await ctx.inRead(async (tx) => moneyPage(await readMoneyFacts(tx, groupId)));

    // Two mugs 68.00, a scarf 129.00, honey 12.90; parcels 4.90, 7.90, 4.90.
    expect(page.booked.capturedMinor).toBe(22_760n);
    expect(page.booked.orders.map((order) => order.grossMinor).sort()).toEqual([13_690n, 1_780n, 7_290n].sort());
    expect(page.parts.find((part) => part.role === 'gateway')?.amountMinor).toBe(366n); // 1.5 % of 227.60 is 3.414, half up 3.41, and 0.25
    expect(page.differenceMinor).toBe(0n);
    expect(page.checks.map((check) => [check.code, check.isOk])).toEqual([['journals_balance', true], ['captured_is_handed_out', true], ['gateway_balance', true], ['recomputed', true]]);
    expect(page.facts.taxes.lookedAt).toBeGreaterThan(0);
    expect(page.facts.shopperName).toBe('Lena Vogt');
    const attempt = await ctx.inRead((tx) => getAttempt(tx, attemptId as AttemptId));
    expect(attempt.orderGroupId).toBe(groupId);
  }));

test("another marketplace's money page, journals and holds do not exist", () =>
  withDatabase(async (env) => {
    const { ctx, newTenant } = env;
    const { groupId, hear } = await aSale(env);
    await hear();
    const stranger = newTenant();
    const journals = await ctx.inRead(async (tx) => (await readMoneyFacts(tx, groupId)).journals);

    await expect(stranger.inRead((tx) => readMoneyFacts(tx, groupId))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(stranger.inRead((tx) => getJournal(tx, journals[0]!.id))).rejects.toMatchObject({ code: 'ledger.journal_not_found' });
    expect(await holdsOf(stranger, groupId)).toEqual([]);
  }));
