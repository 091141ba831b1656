import { getOrderGroup } from '@stoa/orders';
import { checks as paymentChecks, findAttemptOfOrderGroup } from '@stoa/payments';
import { decideRefund, performRefunds, readRefunds, saveRefundPolicy } from '@stoa/payments/testing';
import { moneyPage, readMoneyFacts, releaseHolds, sendReversals, sendTransfers } from '@stoa/payouts';
import type { OrderGroupId } from '@stoa/events/orders';
import { withDatabase } from '@stoa/platform/testing';
import type { Vendor } from '@stoa/vendors';
import { openPaymentSandbox, type PaymentSandbox } from './payments-sandbox.testing.js';
import { aDeliveredSale, atStripe, balanceOf, noBreaks, settled, transferOf, type Sale } from './payouts-sale.testing.js';

let stand: PaymentSandbox;
beforeAll(async () => {
  stand = await openPaymentSandbox();
});
afterEach(() => stand.sandbox.stripe.faults.clear());
afterAll(() => stand.close());

const DAY_MS = 86_400_000;
/** Gives back all of a vendor's goods, and lets the payment company do it. */
async function refundGoods(sale: Sale, vendor: Vendor, { day = 15, minor }: { day?: number; minor: bigint }): Promise<void> {
  const group = await sale.ctx.inRead((tx) => getOrderGroup(tx, sale.groupId));
  const order = group.orders.find((one) => one.vendorId === vendor.id)!;
  const wish = { lines: order.lines.map((line) => ({ lineId: line.id, quantity: line.quantity, restock: false })), shipping: [], goodwill: null };
  await sale.later(day).inTx((tx) => decideRefund(tx, sale.groupId, { wish, reason: 'returned', note: null, expectedMinor: minor }));
  await sale.hear(day);
  await performRefunds(sale.shop.deps.payments, sale.later(day));
}

/** Paid out on day 15: the potter's 39.80, less 12 % of its goods. */
async function paidOut(sale: Sale): Promise<string> {
  const account = await sale.account(sale.shop.potter.vendor);
  await settled(sale);
  await releaseHolds(sale.later(15));
  await sendTransfers(sale.deps, sale.later(15));
  stand.sandbox.stripe.advanceClock(8 * DAY_MS);
  await stand.sandbox.stripe.idle();
  return account;
}

const potterOf = (sale: Sale) => balanceOf(sale, sale.shop.potter.vendor);
const closes = async (sale: Sale, groupId: OrderGroupId, netted: bigint) => {
  const page = await sale.ctx.inRead(async (tx) => moneyPage(await readMoneyFacts(tx, groupId)));
  expect(page.rows.find((row) => row.code === 'netted')?.totalMinor ?? 0n).toBe(netted);
  expect([page.differenceMinor, page.checks.filter((check) => !check.isOk)]).toEqual([0n, []]);
};

test('what a vendor’s account cannot give back is taken from its next payout before it goes out, and everybody sees it', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later } = sale;
    const account = await paidOut(sale);
    const earned = (await transferOf(sale, shop.potter.vendor)).amount.minor;
    stand.sandbox.stripe.payOut(account);
    expect(await atStripe(sale, account)).toBe(0);

    await refundGoods(sale, shop.potter.vendor, { minor: 3_400n });
    await sendReversals(deps, later(15));
    const owed = (await potterOf(sale)).owedMinor;
    expect([earned, owed]).toEqual([3_461n, 2_971n]); // 34.00 and 4.90 for the parcel, less 4.29: 15 % of 28.57
    expect(await potterOf(sale)).toMatchObject({ owedMinor: owed, readyMinor: 0n, paidOutMinor: earned, debts: [] }); // asked back, and not to be had today
    await noBreaks(sale, paymentChecks);

    const next = { ...sale, groupId: await sale.buy() };
    await settled(next);
    await releaseHolds(later(40));
    expect(await potterOf(sale)).toMatchObject({ readyMinor: earned, owedMinor: owed });
    await sendTransfers(deps, later(40));

    const transfer = await transferOf(next, shop.potter.vendor);
    expect(transfer).toMatchObject({ state: 'sent', amount: { minor: earned - owed }, nettedMinor: owed });
    expect((await stand.stripe.transfers.retrieve(transfer.transferRef!)).amount).toBe(Number(earned - owed));
    expect(await atStripe(sale, account)).toBe(Number(earned - owed));
    expect(await potterOf(sale)).toMatchObject({ owedMinor: 0n, readyMinor: 0n, paidOutMinor: 2n * earned - owed, debts: [] });
    expect(await sendReversals(deps, later(60))).toBe(0);
    await noBreaks(sale, paymentChecks);
    await closes(sale, sale.groupId, 0n);
    await closes(sale, next.groupId, 2_971n);
  }));

test('a reversal that is refused for good becomes a debt; a payout smaller than it is not sent at all, and the rest waits for the next', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later } = sale;
    const account = await paidOut(sale);
    const earned = (await transferOf(sale, shop.potter.vendor)).amount.minor;
    stand.sandbox.stripe.faults.add({ route: 'POST /v1/transfers/:id/reversals', times: 1, status: 400, code: 'transfer_already_reversed' });

    await refundGoods(sale, shop.potter.vendor, { minor: 3_400n });
    await sendReversals(deps, later(15));
    const owed = (await potterOf(sale)).owedMinor;
    expect(await potterOf(sale)).toMatchObject({ owedMinor: owed, debts: [{ cause: { kind: 'reversal' }, order: { number: (await transferOf(sale, shop.potter.vendor)).orderNumber }, amount: { minor: owed }, leftMinor: owed }] });
    await noBreaks(sale, paymentChecks);

    const next = { ...sale, groupId: await sale.buy() };
    await settled(next);
    await refundGoods(next, shop.potter.vendor, { day: 16, minor: 3_400n }); // taken from what is held: only the parcel is left of it
    const left = earned - owed;
    await releaseHolds(later(40));
    await sendTransfers(deps, later(40));
    expect(await transferOf(next, shop.potter.vendor)).toMatchObject({ state: 'void', amount: { minor: 0n }, nettedMinor: left, dueAt: null });
    expect(await potterOf(sale)).toMatchObject({ owedMinor: owed - left, readyMinor: 0n, debts: [{ amount: { minor: owed }, leftMinor: owed - left }] });
    await noBreaks(sale, paymentChecks);

    const last = { ...sale, groupId: await sale.buy() };
    await settled(last);
    await releaseHolds(later(60));
    await Promise.all([sendTransfers(deps, later(60)), sendTransfers(deps, later(60))]);
    expect(await transferOf(last, shop.potter.vendor)).toMatchObject({ state: 'sent', amount: { minor: earned - (owed - left) }, nettedMinor: owed - left });
    expect(await potterOf(sale)).toMatchObject({ owedMinor: 0n, debts: [] });
    expect(await atStripe(sale, account)).toBe(Number(earned + earned - (owed - left)));
    await noBreaks(sale, paymentChecks);
  }));

test('more than an order left the vendor, because the marketplace keeps its commission, is owed; when the bank sends the refund back, what payouts paid of it goes out again', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later, ctx } = sale;
    const account = await paidOut(sale);
    const earned = (await transferOf(sale, shop.potter.vendor)).amount.minor;
    await ctx.inTx((tx) => saveRefundPolicy(tx, { commission: 'kept', goodwillBy: 'marketplace' }));
    const group = await ctx.inRead((tx) => getOrderGroup(tx, sale.groupId));
    const order = group.orders.find((one) => one.vendorId === shop.potter.vendor.id)!;
    const commission = order.lines.reduce((total, line) => total + line.commissionMinor, 0n);
    const all = { lines: order.lines.map((line) => ({ lineId: line.id, quantity: line.quantity, restock: false })), shipping: order.consignments.map((one) => ({ consignmentId: one.id, amountMinor: null })), goodwill: null };

    await later(15).inTx((tx) => decideRefund(tx, sale.groupId, { wish: all, reason: 'returned', note: null, expectedMinor: order.totalMinor }));
    await sale.hear(15);
    await performRefunds(shop.deps.payments, later(15));
    await sendReversals(deps, later(15));
    expect(await potterOf(sale)).toMatchObject({ owedMinor: commission, paidOutMinor: 0n, debts: [{ cause: { kind: 'refund' }, leftMinor: commission }] });
    const next = { ...sale, groupId: await sale.buy() };
    await settled(next);
    await releaseHolds(later(40));
    await sendTransfers(deps, later(40));
    expect(await atStripe(sale, account)).toBe(Number(earned - commission));
    await noBreaks(sale, paymentChecks);

    const attempt = (await ctx.inRead((tx) => findAttemptOfOrderGroup(tx, sale.groupId)))!;
    const [refund] = (await stand.stripe.refunds.list({ payment_intent: attempt.intentRef! })).data;
    stand.sandbox.stripe.failRefund(refund!.id);
    await readRefunds(shop.deps.payments, later(41), attempt.id);
    await sale.hear(41);
    expect(await potterOf(sale)).toMatchObject({ owedMinor: 0n, readyMinor: earned + commission, debts: [] });
    await noBreaks(sale, paymentChecks);
    await sendTransfers(deps, later(41));
    expect(await atStripe(sale, account)).toBe(Number(2n * earned));
    expect(await potterOf(sale)).toMatchObject({ owedMinor: 0n, readyMinor: 0n, paidOutMinor: 2n * earned });
    await noBreaks(sale, paymentChecks);
    await closes(sale, sale.groupId, 0n);
    await closes(sale, next.groupId, 429n);
  }));
