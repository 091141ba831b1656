import { getOrderGroup } from '@stoa/orders';
import { checks as paymentChecks, findAttemptOfOrderGroup, getGatewayAccount, listRefundsOfGroup } from '@stoa/payments';
import { readRefunds } from '@stoa/payments/testing';
import { moneyPage, readMoneyFacts, releaseHolds, retryTransfer, sendReversals, sendTransfers } from '@stoa/payouts';
import { gatewayTransferNoticed } from '@stoa/events/payments';
import { announce } from '@stoa/platform/events';
import { audited, withDatabase } from '@stoa/platform/testing';
import { openPaymentSandbox, type PaymentSandbox } from './payments-sandbox.testing.js';
import { aDeliveredSale, atStripe, balanceOf, noBreaks, settled, transferOf, type Sale } from './payouts-sale.testing.js';

let stand: PaymentSandbox;
beforeAll(async () => {
  stand = await openPaymentSandbox();
});
afterAll(() => stand.close());

const attemptOf = async ({ ctx, groupId }: Sale) => (await ctx.inRead((tx) => findAttemptOfOrderGroup(tx, groupId)))!;
const potterOf = (sale: Sale) => balanceOf(sale, sale.shop.potter.vendor);
const refundsOf = ({ ctx, groupId }: Sale) => ctx.inRead((tx) => listRefundsOfGroup(tx, groupId));
/** What a webhook about a transfer sets going. */
const noticed = async (sale: Sale, transferRef: string, day = 16): Promise<void> => {
  const { gatewayAccountId } = await attemptOf(sale);
  await sale.ctx.inTx(async (tx) => announce(tx, gatewayTransferNoticed, { gatewayAccountId: (await getGatewayAccount(tx, gatewayAccountId)).id, transferRef }));
  await sale.hear(day);
};
const closes = async (sale: Sale) => {
  const page = await sale.ctx.inRead(async (tx) => moneyPage(await readMoneyFacts(tx, sale.groupId)));
  expect([page.differenceMinor, page.checks.filter((check) => !check.isOk)]).toEqual([0n, []]);
  await noBreaks(sale, paymentChecks);
};

test('a refund made at Stripe’s own pages is taken over: booked, on the order, borne by the marketplace’s policy, once; and undone when the bank sends it back', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { ctx, shop, later, groupId } = sale;
    await settled(sale);
    const { id, intentRef } = await attemptOf(sale);
    const made = await stand.stripe.refunds.create({ payment_intent: intentRef!, amount: 2_000 });

    expect(await Promise.all([readRefunds(shop.deps.payments, later(1), id), readRefunds(shop.deps.payments, later(1), id)])).toEqual([null, null]);
    await sale.hear(1);

    const [refund, ...more] = await refundsOf(sale);
    expect(more).toEqual([]);
    expect(refund).toMatchObject({ origin: 'gateway', state: 'succeeded', reason: 'other', refundRef: made.id, amount: { minor: 2_000n, currency: 'EUR' } });
    expect(refund!.shares.map((share) => share.vendorMinor)).toEqual([0n, 0n, 0n]); // without goods: the marketplace pays, and has its commission to pay it from
    expect(refund!.shares.reduce((sum, share) => sum + share.goodwillMinor + share.commissionMinor, 0n)).toBe(2_000n);
    expect(await ctx.inRead((tx) => getOrderGroup(tx, groupId))).toMatchObject({ paymentState: 'part_refunded' });
    expect((await audited(ctx)).filter((entry) => entry.action === 'payments.refund_adopted')).toMatchObject([{ after: { refund_ref: made.id, amount_minor: '2000' } }]);
    await closes(sale);

    stand.sandbox.stripe.failRefund(made.id);
    await readRefunds(shop.deps.payments, later(2), id);
    await sale.hear(2);
    expect(await refundsOf(sale)).toMatchObject([{ state: 'failed', failure: 'lost_or_stolen_card' }]);
    expect(await ctx.inRead((tx) => getOrderGroup(tx, groupId))).toMatchObject({ paymentState: 'paid' });
    await closes(sale);
  }));

test('everything refunded and taken back by hand, in any order of the news: the vendor owes nothing and has nothing, and nothing is asked of it twice', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later } = sale;
    const account = await sale.account(shop.potter.vendor);
    await settled(sale);
    await releaseHolds(later(15));
    await sendTransfers(deps, later(15));
    const transfer = await transferOf(sale, shop.potter.vendor);
    const { id, intentRef } = await attemptOf(sale);
    await stand.stripe.refunds.create({ payment_intent: intentRef! });
    await stand.stripe.transfers.createReversal(transfer.transferRef!);

    await readRefunds(shop.deps.payments, later(16), id);
    await sale.hear(16);
    expect(await potterOf(sale)).toMatchObject({ owedMinor: transfer.amount.minor }); // our own reversal is on its way
    await noticed(sale, transfer.transferRef!);
    await noticed(sale, transfer.transferRef!, 17);
    await sendReversals(deps, later(17));

    expect(await potterOf(sale)).toMatchObject({ owedMinor: 0n, readyMinor: 0n, paidOutMinor: 0n, debts: [] });
    expect(await atStripe(sale, account)).toBe(0);
    expect((await audited(sale.ctx)).filter((entry) => entry.action === 'payouts.reversal_adopted')).toHaveLength(1);
    await closes(sale);
  }));

test('a transfer taken back by hand stays here until somebody sends it again; one sent by hand is made up for by the next payout', () =>
  withDatabase(async (env) => {
    const sale = await aDeliveredSale(stand, env);
    const { shop, deps, later, ctx } = sale;
    const account = await sale.account(shop.potter.vendor);
    await settled(sale);
    await releaseHolds(later(15));
    await sendTransfers(deps, later(15));
    const transfer = await transferOf(sale, shop.potter.vendor);
    await stand.stripe.transfers.createReversal(transfer.transferRef!, { amount: 1_000 });

    await noticed(sale, transfer.transferRef!);
    expect(await potterOf(sale)).toMatchObject({ readyMinor: 1_000n, paidOutMinor: 2_461n, owedMinor: 0n });
    const [, returned] = await ctx.inRead(async (tx) => (await readMoneyFacts(tx, sale.groupId)).transfers.filter((one) => one.vendorId === shop.potter.vendor.id));
    expect(returned).toMatchObject({ state: 'refused', reason: 'taken_back_by_hand', amount: { minor: 1_000n }, dueAt: null });
    expect(await sendTransfers(deps, later(20))).toBe(2); // the others', who have no account: nobody sends this one by itself
    await closes(sale);

    stand.sandbox.stripe.advanceClock(8 * 86_400_000);
    await stand.sandbox.stripe.idle();
    const byHand = await stand.stripe.transfers.create({ amount: 700, currency: 'eur', destination: account });
    await noticed(sale, byHand.id, 21);
    await noticed(sale, byHand.id, 22);
    // 7.00 of the 10.00 that lie here are paid already.
    expect(await potterOf(sale)).toMatchObject({ readyMinor: 300n, owedMinor: 0n, paidOutMinor: 3_161n, debts: [] });
    await noBreaks(sale, paymentChecks);
    await later(23).inTx((tx) => retryTransfer(tx, returned!.id));
    await sendTransfers(deps, later(23));
    expect(await atStripe(sale, account)).toBe(3_461);
    expect(await potterOf(sale)).toMatchObject({ readyMinor: 0n, owedMinor: 0n, paidOutMinor: 3_461n });

    const another = await stand.stripe.transfers.create({ amount: 500, currency: 'eur', destination: account });
    await noticed(sale, another.id, 24);
    expect(await potterOf(sale)).toMatchObject({ owedMinor: 500n, paidOutMinor: 3_961n, debts: [{ order: null, cause: { kind: 'transfer_by_hand', id: another.id }, leftMinor: 500n }] });
    await stand.stripe.transfers.createReversal(another.id);
    await noticed(sale, another.id, 25);
    expect(await potterOf(sale)).toMatchObject({ owedMinor: 0n, readyMinor: 0n, paidOutMinor: 3_461n, debts: [] });

    await stand.stripe.transfers.createReversal(byHand.id, { amount: 200 });
    await noticed(sale, byHand.id, 26);
    expect(await potterOf(sale)).toMatchObject({ owedMinor: 0n, readyMinor: 200n, paidOutMinor: 3_261n, debts: [] });
    await closes(sale);
  }));
