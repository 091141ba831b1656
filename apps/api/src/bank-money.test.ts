import { subscriptions as checkoutHears } from '@stoa/checkout/subscribers';
import { filledCart, offerBankTransfer, openShop, pay, type Shop } from '@stoa/checkout/testing';
import type { OrderGroupId } from '@stoa/events/orders';
import { balancesOf, checks as ledgerChecks } from '@stoa/ledger';
import { deliverConsignment, getOrderGroup, shipConsignment } from '@stoa/orders';
import { checks as paymentChecks, type Refund } from '@stoa/payments';
import { callOffRefund, decideRefund, listRefundsToSend, performRefunds, receiveTransfer, recordSentBack, saveRefundPolicy } from '@stoa/payments/testing';
import { checks as payoutChecks, listTransfersOfGroup, moneyPage, payByBank, readMoneyFacts, readVendorBalance, releaseHolds, retryTransfer, reverseTransfer, sendReversals, sendTransfers, type BankPayout } from '@stoa/payouts';
import { subscriptions as payoutsHear } from '@stoa/payouts/subscribers';
import { payoutsDeps } from '@stoa/payouts/testing';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import { announced, audited, deliverAll, untilWaiting, withDatabase, type TestEnvironment } from '@stoa/platform/testing';

/** A mug for 34.00 and its parcel for 4.90, the shopper's bank transfer is in the marketplace's account. The potter files its own tax and pays 15 % of the net goods: 4.29. */
async function aSale(env: TestEnvironment) {
  const { ctx, db, as } = env;
  const shop = await openShop(ctx, db);
  await offerBankTransfer(ctx);
  const deps = payoutsDeps();
  const later = (days: number): Ctx => as(ctx.actor, new Date(ctx.now.getTime() + days * 86_400_000));
  const hear = (days = 0) => deliverAll(db, [...checkoutHears(shop.deps), ...payoutsHear(deps)], later(days).now);
  const sale = { ...env, shop, deps, later, hear, potter: shop.potter.vendor.id };
  return { ...sale, groupId: await paidByTransfer(sale) };
}
type Sale = TestEnvironment & { shop: Shop; deps: ReturnType<typeof payoutsDeps>; later: (days: number) => Ctx; hear: (days?: number) => Promise<unknown>; potter: Shop['potter']['vendor']['id']; groupId: OrderGroupId };

async function paidByTransfer({ ctx, shop, hear }: Omit<Sale, 'groupId'>): Promise<OrderGroupId> {
  const answer = await pay(ctx, shop, await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]), { method: 'bank_transfer', confirmationToken: '' });
  if (answer.outcome !== 'placed') throw new Error(`The purchase is ${answer.outcome}.`);
  await ctx.inTx((tx) => receiveTransfer(tx, answer.group.id, { amount: eur(3_890n), receivedOn: '2026-03-01', note: null }));
  await hear();
  return answer.group.id;
}
/** Delivered, held for fourteen days, and looked at by the worker. */
async function dueOn({ ctx, deps, later, hear }: Sale, groupId: OrderGroupId, day = 15): Promise<void> {
  for (const { id } of (await ctx.inRead((tx) => getOrderGroup(tx, groupId))).orders.flatMap((order) => order.consignments)) {
    await ctx.inTx((tx) => shipConsignment(tx, id, { carrier: 'DHL', trackingNumber: '1' }));
    await ctx.inTx((tx) => deliverConsignment(tx, id));
  }
  await hear();
  await releaseHolds(later(day));
  await sendTransfers(deps, later(day));
}

const eur = (minor: bigint) => money(minor, 'EUR');
/** The mug comes back: 34.00 for the shopper, of which the potter gives 29.71 and the marketplace its 4.29. */
const refundMug = async ({ ctx, later, hear, shop }: Sale, groupId: OrderGroupId, day = 0): Promise<Refund> => {
  const { orders: [order] } = await ctx.inRead((tx) => getOrderGroup(tx, groupId));
  const wish = { lines: [{ lineId: order!.lines[0]!.id, quantity: 1, restock: false }], shipping: [], goodwill: null };
  const refund = await later(day).inTx((tx) => decideRefund(tx, groupId, { wish, reason: 'returned', note: null, expectedMinor: 3_400n }));
  await hear(day);
  expect(await performRefunds(shop.deps.payments, later(day + 1))).toBe(0); // nobody is asked to send it in our place
  return refund;
};
const sendBack = ({ ctx }: Sale, refund: Refund, more: { minor?: bigint; on?: string; of?: OrderGroupId } = {}) =>
  ctx.inTx((tx) => recordSentBack(tx, { orderGroupId: more.of ?? refund.orderGroupId, refundId: refund.id }, { amount: eur(more.minor ?? 3_400n), on: more.on ?? '2026-03-01', reference: 'Refund of a mug' }));
const toSend = ({ ctx }: Sale) => ctx.inRead((tx) => listRefundsToSend(tx, { limit: 10, after: null }));
const payPotter = ({ later, potter }: Sale, minor: bigint, more: { on?: string; currency?: string; day?: number } = {}): Promise<BankPayout> =>
  later(more.day ?? 15).inTx((tx) => payByBank(tx, potter, { amount: money(minor, more.currency ?? 'EUR'), on: more.on ?? '2026-03-14', reference: 'Sales of March' }));
const balanceOf = ({ ctx, potter }: Sale) => ctx.inRead((tx) => readVendorBalance(tx, potter, null));
const transferOf = async ({ ctx }: Sale, groupId: OrderGroupId) => (await ctx.inRead((tx) => listTransfersOfGroup(tx, groupId)))[0]!;
/** Every account that is not empty. */
const books = async ({ ctx }: Sale): Promise<Record<string, bigint>> => {
  const balances = await ctx.inRead((tx) => balancesOf(tx, { kinds: ['tenant.bank', 'gateway.pending', 'order.clearing', 'vendor.held', 'vendor.payable', 'vendor.in_transfer', 'vendor.receivable', 'tenant.payable', 'customer.refund_payable', 'rev.platform_fee'] }));
  return Object.fromEntries(balances.filter((one) => one.balanceMinor !== 0n).map((one) => [one.account.kind, one.balanceMinor]));
};
const closes = async ({ ctx }: Sale, groupId: OrderGroupId) => {
  const page = await ctx.inRead(async (tx) => moneyPage(await readMoneyFacts(tx, groupId)));
  expect([page.differenceMinor, page.checks.filter((check) => !check.isOk), page.checks.map((check) => check.code).includes('bank_balance'), page.parts.map((part) => part.role).includes('gateway')]).toEqual([0n, [], true, false]);
};
const noBreaks = ({ ctx }: Sale) => ctx.inRead(async (tx) => {
  for (const check of [...payoutChecks, ...paymentChecks, ...ledgerChecks]) expect([check.code, (await check.run(tx)).breaks]).toEqual([check.code, []]);
});
const trail = async ({ ctx }: Sale, prefix: string) => (await audited(ctx)).map((entry) => entry.action).filter((action) => action.startsWith(prefix));

test('a refund of a bank transfer is owed from its decision on, and waits until somebody has sent it; then the books are as after any refund', () =>
  withDatabase(async (env) => {
    const sale = await aSale(env);
    const before = await books(sale);
    expect(before).toEqual({ 'tenant.bank': 3_890n, 'vendor.held': 3_461n, 'tenant.payable': before['tenant.payable'], 'rev.platform_fee': before['rev.platform_fee'] });
    await closes(sale, sale.groupId);

    const refund = await refundMug(sale, sale.groupId);
    expect((await toSend(sale)).map((one) => one.id)).toEqual([refund.id]);
    expect(refund).toMatchObject({ way: 'bank_transfer', state: 'decided', dueAt: null, sent: null });
    expect(await books(sale)).toEqual({ ...before, 'vendor.held': 490n, 'tenant.payable': before['tenant.payable']! - 429n, 'customer.refund_payable': 3_400n });

    const sent = await sendBack(sale, refund);

    expect(sent).toMatchObject({ state: 'succeeded', sent: { on: '2026-03-01', reference: 'Refund of a mug' } });
    expect(await toSend(sale)).toEqual([]);
    await sale.hear();
    expect(await books(sale)).toEqual({ ...before, 'tenant.bank': 490n, 'vendor.held': 490n, 'tenant.payable': before['tenant.payable']! - 429n });
    expect((await announced(sale.ctx)).filter((event) => event.name === 'payments.refund_succeeded')).toHaveLength(1);
    expect(await trail(sale, 'payments.refund')).toEqual(['payments.refund_decided', 'payments.refund_sent']);
    await closes(sale, sale.groupId);
    await noBreaks(sale);
  }));

test('it is sent once, to the cent, on a day that was, for its own order; all else changes nothing', () =>
  withDatabase(async (env) => {
    const sale = await aSale(env);
    const other = await paidByTransfer(sale);
    const refund = await refundMug(sale, sale.groupId);
    const owed = await books(sale);
    for (const [more, code] of [[{ minor: 3_401n }, 'payments.refund_other_amount'], [{ minor: 3_399n }, 'payments.refund_other_amount'], [{ on: '2026-03-03' }, 'payments.refund_sent_in_future'], [{ of: other }, 'payments.refund_not_found']] as const) {
      await expect(sendBack(sale, refund, more)).rejects.toMatchObject({ code });
    }
    expect(await books(sale)).toEqual(owed);

    const both = await Promise.allSettled([sendBack(sale, refund), sendBack(sale, refund)]);

    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(sendBack(sale, refund)).rejects.toMatchObject({ code: 'payments.refund_sent_already', details: { sent_on: '2026-03-01' } });
    expect((await books(sale))['tenant.bank']).toBe(2n * 3_890n - 3_400n);
    await noBreaks(sale);
  }));

test('the marketplace that keeps its commission keeps it, of bank transfers too', () =>
  withDatabase(async (env) => {
    const sale = await aSale(env);
    await sale.ctx.inTx((tx) => saveRefundPolicy(tx, { commission: 'kept', goodwillBy: 'marketplace' }));
    const before = await books(sale);
    await sendBack(sale, await refundMug(sale, sale.groupId));
    expect(await books(sale)).toEqual({ ...before, 'tenant.bank': 490n, 'vendor.held': 61n });
    await noBreaks(sale);
  }));

test('one that was decided by mistake is called off, one that the bank sent back is undone; neither can be sent any more', () =>
  withDatabase(async (env) => {
    const sale = await aSale(env);
    const before = await books(sale);
    const callOff = (refund: Refund) => sale.ctx.inTx((tx) => callOffRefund(tx, { orderGroupId: sale.groupId, refundId: refund.id }, 'The shopper keeps it.'));
    const mistake = await refundMug(sale, sale.groupId);
    expect(await callOff(mistake)).toMatchObject({ state: 'failed', failure: 'called_off', sent: null });
    await sale.hear();
    expect(await books(sale)).toEqual(before);
    await expect(sendBack(sale, mistake)).rejects.toMatchObject({ code: 'payments.refund_is_over' });
    await expect(callOff(mistake)).rejects.toMatchObject({ code: 'payments.refund_is_over' });

    const second = await refundMug(sale, sale.groupId);
    await sendBack(sale, second);
    expect(await callOff(second)).toMatchObject({ state: 'failed', failure: 'came_back' });
    await sale.hear();
    expect(await books(sale)).toEqual(before);
    expect(await trail(sale, 'payments.refund_called')).toEqual(['payments.refund_called_off', 'payments.refund_called_off']);
    await closes(sale, sale.groupId);
    await noBreaks(sale);
  }));

test('a vendor is paid by bank transfer all that the books say, in one payment, once: booked as transfers that were sent', () =>
  withDatabase(async (env) => {
    const sale = await aSale(env);
    const other = await paidByTransfer(sale);
    await dueOn(sale, sale.groupId);
    await dueOn(sale, other);
    expect(await transferOf(sale, other)).toMatchObject({ state: 'waiting', reason: 'paid_by_bank_transfer', amount: eur(3_461n) });
    await expect(sale.later(15).inTx(async (tx) => retryTransfer(tx, (await listTransfersOfGroup(tx, other))[0]!.id))).rejects.toMatchObject({ code: 'payouts.paid_outside_gateway' });
    const before = await books(sale);
    for (const [minor, more, code] of [
      [3_461n, {}, 'payouts.other_than_due'], [6_921n, {}, 'payouts.other_than_due'], [6_923n, {}, 'payouts.other_than_due'], [6_922n, { currency: 'USD' }, 'payouts.nothing_due'], [6_922n, { on: '2026-03-19' }, 'payouts.paid_in_future'],
    ] as const) await expect(payPotter(sale, minor, more)).rejects.toMatchObject({ code });
    expect(await books(sale)).toEqual(before);

    const both = await Promise.allSettled([payPotter(sale, 6_922n), payPotter(sale, 6_922n)]);

    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(payPotter(sale, 6_922n)).rejects.toMatchObject({ code: 'payouts.nothing_due' });
    const { 'vendor.payable': _paid, ...rest } = before;
    expect(await books(sale)).toEqual({ ...rest, 'tenant.bank': 2n * 3_890n - 6_922n });
    const payout = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))[0]!;
    for (const id of [sale.groupId, other]) expect(await transferOf(sale, id)).toMatchObject({ state: 'sent', reason: null, route: null, transferRef: null, bankPayoutId: payout.id, keyNo: 1, dueAt: null });
    expect(await balanceOf(sale)).toMatchObject({ readyMinor: 0n, inTransferMinor: 0n, owedMinor: 0n, paidOutMinor: 6_922n });
    const told = (await announced(sale.ctx)).filter((event) => ['payouts.bank_payout_recorded', 'payouts.transfer_sent'].includes(event.name));
    expect(told.map((event) => [event.name, event.payload['amountMinor']])).toEqual([['payouts.transfer_sent', 3_461], ['payouts.transfer_sent', 3_461], ['payouts.bank_payout_recorded', 6_922]]);
    expect(await trail(sale, 'payouts.')).toEqual(['payouts.bank_payout_recorded']);
    expect(await sendTransfers(sale.deps, sale.later(40))).toBe(0);
    for (const id of [sale.groupId, other]) await closes(sale, id);
    await noBreaks(sale);
    await sale.ctx.inTx((tx) => tx.tx('payouts.bank_payouts').where('tenant_id', tx.tenantId).update({ amount_minor: 6_923n }));
    const check = payoutChecks.find((one) => one.code === 'payouts.bank_payouts_add_up')!;
    expect((await sale.ctx.inRead(check.run)).breaks).toEqual([{ what: `Bank payout ${payout.id} of 6923 paid for transfers of 6922` }]);
  }));

test('what was paid by bank transfer nobody takes back from the vendor’s bank: a refund of it is owed, and the next payout by bank transfer is smaller by it', () =>
  withDatabase(async (env) => {
    const sale = await aSale(env);
    await dueOn(sale, sale.groupId);
    await payPotter(sale, 3_461n);
    const refund = await refundMug(sale, sale.groupId, 15);
    await sendBack(sale, refund);
    await sale.hear(15);
    expect(await balanceOf(sale)).toMatchObject({ readyMinor: 0n, owedMinor: 2_971n, debts: [{ leftMinor: 2_971n }] });
    expect(await sendReversals(sale.deps, sale.later(15))).toBe(0);
    await expect(sale.later(15).inTx(async (tx) => reverseTransfer(tx, { transferId: (await listTransfersOfGroup(tx, sale.groupId))[0]!.id, minor: 1n, cause: { kind: 'test', id: '1' } }))).rejects.toMatchObject({ code: 'payouts.paid_outside_gateway' });

    const next = await paidByTransfer(sale);
    await dueOn(sale, next, 16);

    expect(await transferOf(sale, next)).toMatchObject({ state: 'waiting', amount: eur(490n), nettedMinor: 2_971n });
    await payPotter(sale, 490n, { day: 16 });
    expect(await balanceOf(sale)).toMatchObject({ readyMinor: 0n, owedMinor: 0n, paidOutMinor: 3_951n });
    for (const id of [sale.groupId, next]) await closes(sale, id);
    await noBreaks(sale);
  }));

test('a debt that comes while a payout waits lowers what is due at once, and nothing is recorded of the amount of before', () =>
  withDatabase(async (env) => {
    const sale = await aSale(env);
    const next = await paidByTransfer(sale);
    await dueOn(sale, sale.groupId);
    await payPotter(sale, 3_461n);
    await dueOn(sale, next, 16);
    await refundMug(sale, sale.groupId, 16);
    expect(await transferOf(sale, next)).toMatchObject({ amount: eur(490n), nettedMinor: 2_971n });
    await expect(payPotter(sale, 3_461n, { day: 16 })).rejects.toMatchObject({ code: 'payouts.other_than_due', details: { due: { amount: 490, currency: 'EUR' } } });
    await noBreaks(sale);
  }));

test('a refund takes what lies here of its vendor in the order in which a payout by bank transfer does: neither holds what the other waits for', () =>
  withDatabase(async (env) => {
    const sale = await aSale(env);
    const next = await paidByTransfer(sale);
    await dueOn(sale, sale.groupId);
    await dueOn(sale, next);
    const [first, second] = [await transferOf(sale, sale.groupId), await transferOf(sale, next)];
    const lock = (tx: TxCtx, { id }: { id: string }) => tx.tx('payouts.transfers').where({ tenant_id: tx.tenantId, id }).forUpdate().noWait().first('id');
    const { orders: [order] } = await sale.ctx.inRead((tx) => getOrderGroup(tx, next));
    const wish = { lines: [{ lineId: order!.lines[0]!.id, quantity: 1, restock: false }], shipping: [], goodwill: null };
    await sale.later(15).inTx((tx) => decideRefund(tx, next, { wish, reason: 'returned', note: null, expectedMinor: 3_400n }));

    const refunding = await sale.ctx.inTx(async (tx) => {
      await lock(tx, first); // somebody is half through paying
      const heard = Promise.allSettled([sale.hear(15)]);
      await untilWaiting(sale.ctx, 1);
      await lock(tx, second); // refused, if the refund had it
      return { heard };
    });

    expect((await refunding.heard)[0]).toMatchObject({ status: 'fulfilled' });
    expect(await transferOf(sale, next)).toMatchObject({ amount: eur(490n) });
    expect(await transferOf(sale, sale.groupId)).toMatchObject({ amount: eur(3_461n) });
    await noBreaks(sale);
  }));
