import type { CheckoutId } from '@stoa/events/checkout';
import { balancesOf, checks as ledgerChecks, journalsOf } from '@stoa/ledger';
import type { Ctx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { money } from '@stoa/platform/money';
import { announced, at, withDatabase } from '@stoa/platform/testing';
import { fakeGateway, paymentsDeps, savedGatewayAccount, startedPayment, type FakeCard } from '../testing.js';
import { applyPaymentState } from './apply-payment-state.js';
import { getAttempt } from './attempt.repository.js';
import { cancelPayment, performPayment, readPayment } from './perform-payment.js';
import { resumeAttempts } from './resume-attempts.js';
import { startPayment } from './start-payment.js';

const setUp = () => {
  const gateway = fakeGateway();
  const deps = paymentsDeps(gateway);
  const pay = async (ctx: Ctx, attemptId: Parameters<typeof performPayment>[2], card: FakeCard = 'ok') =>
    performPayment(deps, ctx, attemptId, { confirmationToken: await gateway.tokenFor(card), returnUrl: 'http://oma.localhost/checkout' });
  return { gateway, deps, pay };
};
const balances = (ctx: Ctx) =>
  ctx.inRead(async (tx) => Object.fromEntries((await balancesOf(tx, { kinds: ['gateway.pending', 'order.clearing', 'exp.gateway_fee', 'rev.fee_recovered', 'tenant.payable'] })).map((b) => [b.account.kind, b.balanceMinor])));
const told = async (ctx: Ctx) => (await announced(ctx)).map((event) => event.name);

test('a payment is captured once and waits in the clearing', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);

    expect(await pay(ctx, attempt.id)).toEqual({ outcome: 'captured' });

    expect(await balances(ctx)).toEqual({ 'gateway.pending': 19_300n, 'order.clearing': 19_300n });
    expect(await ctx.inRead((tx) => getAttempt(tx, attempt.id))).toMatchObject({ state: 'captured', card: { brand: 'visa', last4: '4242' }, fee: null, dueAt: at('2026-03-01T09:10:00Z') });
    expect(await announced(ctx)).toEqual([{ name: 'payments.payment_captured', payload: { attemptId: attempt.id, checkoutId: attempt.checkoutId, amountMinor: 19_300, currency: 'EUR' } }]);
    expect(gateway.intents()).toHaveLength(1);
  }));

test.each<[FakeCard, string, string]>([
  ['declined', 'try_again', 'generic_decline'], ['insufficient_funds', 'customer_fixable', 'insufficient_funds'], ['stolen', 'final', 'stolen_card'],
])('a card that is %s is declined: nothing is booked, and a new payment may begin', (card, reason, code) =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay } = setUp();
    const attempt = await startedPayment(ctx, deps);

    expect(await pay(ctx, attempt.id, card)).toMatchObject({ outcome: 'declined', reason, declineCode: code });

    expect(await balances(ctx)).toEqual({});
    expect(await told(ctx)).toEqual(['payments.payment_declined']);
    expect(await ctx.inTx((tx) => startPayment(tx, { checkoutId: attempt.checkoutId, amount: attempt.amount }))).toMatchObject({ state: 'started' });
  }));

test('a payment that wants the shopper to confirm says where, and is open', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay } = setUp();
    const attempt = await startedPayment(ctx, deps);

    expect(await pay(ctx, attempt.id, 'action')).toEqual({ outcome: 'requires_action', nextAction: { kind: 'redirect', url: 'http://127.0.0.1/3ds' } });

    expect(await told(ctx)).toEqual([]);
    await expect(ctx.inTx((tx) => startPayment(tx, { checkoutId: attempt.checkoutId, amount: attempt.amount }))).rejects.toMatchObject({ code: 'payments.attempt_open' });
  }));

test('the answer is lost: it is processing, and the same payment again is one capture', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);
    gateway.loseAnswer('create');

    expect(await pay(ctx, attempt.id)).toEqual({ outcome: 'processing' });
    expect(await balances(ctx)).toEqual({});
    expect(await pay(ctx, attempt.id)).toEqual({ outcome: 'captured' });

    expect(gateway.intents()).toHaveLength(1);
    expect(await balances(ctx)).toEqual({ 'gateway.pending': 19_300n, 'order.clearing': 19_300n });
    expect(await told(ctx)).toEqual(['payments.payment_captured']);
  }));

test('the answer is lost and nobody asks again: two minutes later we ask what became of it', () =>
  withDatabase(async ({ ctx, as }) => {
    const { deps, pay, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);
    gateway.loseAnswer('create');
    await pay(ctx, attempt.id);

    expect(await resumeAttempts(deps, as(ctx.actor, at('2026-03-01T09:01:59Z')))).toBe(0);
    expect(await resumeAttempts(deps, as(ctx.actor, at('2026-03-01T09:02:00Z')))).toBe(1);

    expect(await ctx.inRead((tx) => getAttempt(tx, attempt.id))).toMatchObject({ state: 'captured' });
  }));

test('the call never arrived: two minutes later that is known, and it never will; nothing was charged, and another payment may begin', () =>
  withDatabase(async ({ ctx, as }) => {
    const { deps, pay, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);
    gateway.loseRequest('create');
    expect(await pay(ctx, attempt.id)).toEqual({ outcome: 'processing' });

    expect(await resumeAttempts(deps, as(ctx.actor, at('2026-03-01T09:02:00Z')))).toBe(1);

    expect(await ctx.inRead((tx) => getAttempt(tx, attempt.id))).toMatchObject({ state: 'canceled' });
    expect(await told(ctx)).toEqual(['payments.payment_canceled']);
    expect(gateway.intents()).toMatchObject([{ status: 'canceled', received: money(0n, 'EUR') }]);
    expect(await pay(ctx, attempt.id)).toEqual({ outcome: 'canceled' });
    expect(await balances(ctx)).toEqual({});
  }));

test('a debit is awaited, told of once, and captured or declined when its days are over', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay, gateway } = setUp();
    const [good, bad] = [await startedPayment(ctx, deps), await startedPayment(ctx, deps)];
    for (const attempt of [good, bad]) expect(await pay(ctx, attempt.id, 'debit')).toEqual({ outcome: 'awaited', method: 'sepa_debit' });
    expect(await readPayment(deps, ctx, good.id)).toEqual({ outcome: 'awaited', method: 'sepa_debit' });
    expect(await cancelPayment(deps, ctx, good.id)).toEqual({ outcome: 'awaited', method: 'sepa_debit' }); // its money is on its way
    expect(await told(ctx)).toEqual(['payments.payment_awaited', 'payments.payment_awaited']);
    expect(await balances(ctx)).toEqual({});

    gateway.conclude(gateway.intents()[0]!.intentRef, 'paid');
    gateway.conclude(gateway.intents()[1]!.intentRef, 'failed');

    expect(await readPayment(deps, ctx, good.id)).toEqual({ outcome: 'captured' });
    expect(await readPayment(deps, ctx, bad.id)).toMatchObject({ outcome: 'declined', declineCode: 'insufficient_funds' });
    expect(await balances(ctx)).toEqual({ 'gateway.pending': 19_300n, 'order.clearing': 19_300n });
  }));

test('five completions of the same payment at once are one capture', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);
    const confirmationToken = await gateway.tokenFor('ok');

    const outcomes = await Promise.all(Array.from({ length: 5 }, () => performPayment(deps, ctx, attempt.id, { confirmationToken, returnUrl: 'http://x' })));

    expect(new Set(outcomes.map((o) => o.outcome))).toEqual(new Set(['captured']));
    expect(gateway.intents()).toHaveLength(1);
    expect(await balances(ctx)).toEqual({ 'gateway.pending': 19_300n, 'order.clearing': 19_300n });
    expect(await told(ctx)).toEqual(['payments.payment_captured']);
  }));

test('a payment that the gateway refuses to make is over, and is no fault of the card', () =>
  withDatabase(async ({ ctx }) => {
    const { deps } = setUp();
    const attempt = await startedPayment(ctx, deps);

    expect(await performPayment(deps, ctx, attempt.id, { confirmationToken: 'ctoken_nonsense', returnUrl: 'http://x' })).toMatchObject({ outcome: 'declined', reason: 'ours', declineCode: 'resource_missing' });

    expect(await told(ctx)).toEqual(['payments.payment_declined']);
  }));

test('cancelling before anything was asked of the gateway asks nothing of it, and it can never be paid', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);

    expect(await cancelPayment(deps, ctx, attempt.id)).toEqual({ outcome: 'canceled' });

    expect(await pay(ctx, attempt.id)).toEqual({ outcome: 'canceled' });
    expect(gateway.intents()).toEqual([]);
    expect(await told(ctx)).toEqual(['payments.payment_canceled']);
  }));

test('cancelling what the gateway made and we never heard of finds it by its key, and cancels it', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);
    gateway.loseAnswer('create');
    await pay(ctx, attempt.id, 'action');

    expect(await cancelPayment(deps, ctx, attempt.id)).toEqual({ outcome: 'canceled' });

    expect(gateway.intents()).toMatchObject([{ status: 'canceled' }]);
  }));

test('cancelling what was captured meanwhile says so: the goods are sold', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);
    gateway.loseAnswer('create');
    await pay(ctx, attempt.id);

    expect(await cancelPayment(deps, ctx, attempt.id)).toEqual({ outcome: 'captured' });

    expect(await balances(ctx)).toEqual({ 'gateway.pending': 19_300n, 'order.clearing': 19_300n });
    expect(await told(ctx)).toEqual(['payments.payment_captured']);
  }));

test('while the gateway does not say whether it cancelled, nothing may be released', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);
    await pay(ctx, attempt.id, 'action');
    gateway.loseRequest('cancel');

    expect(await cancelPayment(deps, ctx, attempt.id)).toMatchObject({ outcome: 'requires_action' });
    expect(await told(ctx)).toEqual([]);
    expect(await cancelPayment(deps, ctx, attempt.id)).toEqual({ outcome: 'canceled' });
  }));

test('the fee is booked when the gateway names it, once, and charged on to the marketplace', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);
    await pay(ctx, attempt.id);
    gateway.settle(gateway.intents()[0]!.intentRef);

    await readPayment(deps, ctx, attempt.id);
    await readPayment(deps, ctx, attempt.id);

    // 1.5 % of 193.00 is 2.895, half up 2.90, and 0.25.
    expect(await balances(ctx)).toEqual({ 'gateway.pending': 18_985n, 'order.clearing': 19_300n, 'exp.gateway_fee': 315n, 'rev.fee_recovered': 315n, 'tenant.payable': -315n });
    expect(await told(ctx)).toEqual(['payments.payment_captured', 'payments.fee_booked']);
    expect((await ctx.inRead((tx) => journalsOf(tx, [{ kind: 'payment_attempt', id: attempt.id }]))).map((j) => j.event)).toEqual(['captured', 'fee', 'fee_recharged']);
    await ctx.inRead(async (tx) => {
      for (const check of ledgerChecks) expect((await check.run(tx)).breaks).toEqual([]);
    });
  }));

test('whatever the order in which the gateway’s answers arrive, and however often, one capture and one fee are booked', () =>
  withDatabase(async ({ ctx, newTenant }) => {
    const orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [3, 3, 0, 1], [1, 0, 2, 2], [2, 3, 1, 0]];
    for (const order of orders) {
      const tenant = newTenant();
      const { deps, pay, gateway } = setUp();
      const attempt = await startedPayment(tenant, deps);
      await pay(tenant, attempt.id, 'action');
      const unpaid = { ...gateway.intents()[0]!, status: 'unpaid' as const, nextActionUrl: null };
      const captured = { ...unpaid, status: 'captured' as const, received: unpaid.amount, chargeRef: 'ch_1' };
      const settled = { ...captured, settlement: { ref: 'txn_1', gross: unpaid.amount, fee: money(315n, 'EUR'), net: money(18_985n, 'EUR') } };
      const seen = [unpaid, { ...unpaid, status: 'processing' as const }, captured, settled];

      for (const i of order) await tenant.inTx((tx) => applyPaymentState(tx, attempt.id, seen[i]!));
      await tenant.inTx((tx) => applyPaymentState(tx, attempt.id, settled));

      expect(await balances(tenant)).toEqual({ 'gateway.pending': 18_985n, 'order.clearing': 19_300n, 'exp.gateway_fee': 315n, 'rev.fee_recovered': 315n, 'tenant.payable': -315n });
      expect(await told(tenant)).toEqual(['payments.payment_captured', 'payments.fee_booked']);
    }
    expect(await told(ctx)).toEqual([]);
  }));

test('an intent over another amount than the attempt is a bug, and books nothing', () =>
  withDatabase(async ({ ctx }) => {
    const { deps, pay, gateway } = setUp();
    const attempt = await startedPayment(ctx, deps);
    await pay(ctx, attempt.id, 'action');
    const other = { ...gateway.intents()[0]!, status: 'captured' as const, amount: money(1n, 'EUR'), received: money(1n, 'EUR') };

    await expect(ctx.inTx((tx) => applyPaymentState(tx, attempt.id, other))).rejects.toThrow('asks for what the attempt asks for');

    expect(await balances(ctx)).toEqual({});
  }));

test("a marketplace without a gateway account takes no payment, and another marketplace's payment does not exist", () =>
  withDatabase(async ({ ctx, newTenant }) => {
    const { deps, pay } = setUp();
    const attempt = await startedPayment(ctx, deps);
    const stranger = newTenant();

    await expect(stranger.inTx((tx) => startPayment(tx, { checkoutId: newId<CheckoutId>(), amount: money(1n, 'EUR') }))).rejects.toMatchObject({ code: 'payments.gateway_not_ready' });
    await stranger.inTx((tx) => savedGatewayAccount(tx, deps));
    await expect(pay(stranger, attempt.id)).rejects.toMatchObject({ code: 'payments.attempt_not_found' });
    await expect(cancelPayment(deps, stranger, attempt.id)).rejects.toMatchObject({ code: 'payments.attempt_not_found' });
    expect(await ctx.inRead((tx) => getAttempt(tx, attempt.id))).toMatchObject({ state: 'started' });
  }));

test.each([money(0n, 'EUR'), money(1_001n, 'KWD')])('an amount that cannot be charged is refused: $currency', (amount) =>
  withDatabase(async ({ ctx }) => {
    const { deps } = setUp();
    await expect(startedPayment(ctx, deps, amount)).rejects.toMatchObject({ code: 'payments.amount_not_chargeable' });
  }));
