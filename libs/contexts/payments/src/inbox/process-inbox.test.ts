import type { CheckoutId } from '@stoa/events/checkout';
import { balancesOf } from '@stoa/ledger';
import { createOperatorContext, systemActor, type Ctx } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { newId } from '@stoa/platform/ids';
import { silentLog } from '@stoa/platform/log';
import { money } from '@stoa/platform/money';
import { actor, announced, at, withDatabase } from '@stoa/platform/testing';
import { getAttempt } from '../attempt/attempt.repository.js';
import { performPayment, readPayment } from '../attempt/perform-payment.js';
import { startPayment } from '../attempt/start-payment.js';
import { checks } from '../checks.js';
import { fakeGateway, paymentsDeps, savedGatewayAccount, startedPayment } from '../testing.js';
import { processInbox } from './process-inbox.js';
import { receiveWebhook } from './receive-webhook.js';

const NOW = at('2026-03-01T09:00:00Z');
const control = (db: Database, now = NOW) => createOperatorContext(db, { actor: systemActor, now, log: silentLog, requestId: null });
const later = (as: (who: Ctx['actor'], now?: Date) => Ctx, seconds: number) => as(actor.staff(), new Date(NOW.getTime() + seconds * 1000));
const inbox = (ctx: Ctx) => ctx.inRead((tx) => tx.tx('payments.webhook_inbox').where({ tenant_id: tx.tenantId }).select('state', 'tries', 'last_error', 'due_at'));
const clearing = (ctx: Ctx) => ctx.inRead(async (tx) => (await balancesOf(tx, { kinds: ['order.clearing'] })).map((b) => b.balanceMinor));

const setUp = async (ctx: Ctx) => {
  const gateway = fakeGateway();
  const deps = paymentsDeps(gateway);
  const attempt = await startedPayment(ctx, deps);
  const pay = async () => performPayment(deps, ctx, attempt.id, { confirmationToken: await gateway.tokenFor('ok'), returnUrl: 'http://x' });
  const paidUnheard = async () => {
    gateway.loseAnswer('create');
    await pay();
    return gateway.intents()[0]!.intentRef;
  };
  return { gateway, deps, attempt, pay, paidUnheard };
};

test('a webhook is kept at once and worked off by the worker: the object is read again and the capture booked', () =>
  withDatabase(async ({ ctx, db }) => {
    const { deps, gateway, attempt, paidUnheard } = await setUp(ctx);
    const hook = gateway.webhook(await paidUnheard());

    expect(await receiveWebhook(deps, control(db), { endpointId: attempt.gatewayAccountId, ...hook })).toBe('stored');
    expect(await clearing(ctx)).toEqual([]);
    expect(await processInbox(deps, ctx)).toBe(1);

    expect(await clearing(ctx)).toEqual([19_300n]);
    expect(await inbox(ctx)).toEqual([{ state: 'done', tries: 1, last_error: null, due_at: null }]);
    expect((await announced(ctx)).map((e) => e.name)).toEqual(['payments.payment_captured']);
  }));

test('the same webhook twice, and two webhooks about the same payment, book one capture', () =>
  withDatabase(async ({ ctx, db }) => {
    const { deps, gateway, attempt, paidUnheard } = await setUp(ctx);
    const ref = await paidUnheard();
    const [first, second] = [gateway.webhook(ref), gateway.webhook(ref)];

    const receptions = [];
    for (const hook of [first, first, second]) receptions.push(await receiveWebhook(deps, control(db), { endpointId: attempt.gatewayAccountId, ...hook }));
    await processInbox(deps, ctx);

    expect(receptions).toEqual(['stored', 'repeated', 'stored']);
    expect(await clearing(ctx)).toEqual([19_300n]);
  }));

test('a webhook that comes before our own answer is the one that captures, and the answer changes nothing', () =>
  withDatabase(async ({ ctx, db }) => {
    const { deps, gateway, attempt, paidUnheard, pay } = await setUp(ctx);
    await receiveWebhook(deps, control(db), { endpointId: attempt.gatewayAccountId, ...gateway.webhook(await paidUnheard()) });
    await processInbox(deps, ctx);

    expect(await pay()).toEqual({ outcome: 'captured' });

    expect(await clearing(ctx)).toEqual([19_300n]);
    expect((await announced(ctx)).map((e) => e.name)).toEqual(['payments.payment_captured']);
  }));

test('a webhook about a payment whose row is not here yet stays, is tried again later and later, and then finds it', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const { deps, gateway, attempt } = await setUp(ctx);
    // Made at the gateway by a process whose own row is not committed yet.
    const wanted = { ...attempt, id: newId<typeof attempt.id>(), checkoutId: newId<CheckoutId>() };
    const made = await gateway.createIntent(ctx, { gateway: { provider: 'stripe', secretRef: 'platform' }, idempotencyKey: 'k1', amount: wanted.amount, attemptId: wanted.id, checkoutId: wanted.checkoutId, confirmationToken: await gateway.tokenFor('ok'), returnUrl: 'http://x' });
    if (made.outcome !== 'answered') throw new Error('the fake made an intent');
    await receiveWebhook(deps, control(db), { endpointId: attempt.gatewayAccountId, ...gateway.webhook(made.intent.intentRef) });

    await processInbox(deps, ctx);
    expect(await inbox(ctx)).toMatchObject([{ state: 'waiting', tries: 1, last_error: 'No payment of this marketplace is known by that name yet.', due_at: at('2026-03-01T09:00:01Z') }]);
    expect(await processInbox(deps, ctx)).toBe(0);
    await processInbox(deps, later(as, 1));
    expect(await inbox(ctx)).toMatchObject([{ state: 'waiting', tries: 2, due_at: at('2026-03-01T09:00:03Z') }]);

    await ctx.inTx(async (tx) => {
      await tx.tx('payments.attempts').insert({ tenant_id: tx.tenantId, id: wanted.id, checkout_id: wanted.checkoutId, gateway_account_id: wanted.gatewayAccountId, amount_minor: 19_300n, currency: 'EUR', state: 'started', created_at: tx.now });
    });
    await processInbox(deps, later(as, 3));

    expect(await ctx.inRead((tx) => getAttempt(tx, wanted.id))).toMatchObject({ state: 'captured', intentRef: made.intent.intentRef });
    expect(await inbox(ctx)).toMatchObject([{ state: 'done' }]);
  }));

test('what nobody knows for three days is given up, and the check says so', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const { deps, gateway, attempt } = await setUp(ctx);
    const stray = await gateway.createIntent(ctx, { gateway: { provider: 'stripe', secretRef: 'platform' }, idempotencyKey: 'k1', amount: money(1n, 'EUR'), attemptId: newId(), checkoutId: newId(), confirmationToken: await gateway.tokenFor('ok'), returnUrl: 'http://x' });
    if (stray.outcome !== 'answered') throw new Error('the fake made an intent');
    await receiveWebhook(deps, control(db), { endpointId: attempt.gatewayAccountId, ...gateway.webhook(stray.intent.intentRef) });
    await processInbox(deps, ctx);

    const afterThreeDays = later(as, 3 * 24 * 3600);
    await processInbox(deps, afterThreeDays);

    expect(await inbox(ctx)).toMatchObject([{ state: 'dead', due_at: null }]);
    const check = checks.find((c) => c.code === 'payments.webhooks_settled');
    expect(await afterThreeDays.inRead((tx) => check!.run(tx))).toMatchObject({ looked_at: 1, breaks: [{ what: expect.stringContaining('No payment of this marketplace') }] });
  }));

test('the gateway does not answer our question: the webhook waits and is tried again', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const { deps, gateway, attempt, paidUnheard } = await setUp(ctx);
    await receiveWebhook(deps, control(db), { endpointId: attempt.gatewayAccountId, ...gateway.webhook(await paidUnheard()) });
    gateway.loseRequest('read');

    await processInbox(deps, ctx);
    expect(await clearing(ctx)).toEqual([]);
    await processInbox(deps, later(as, 1));

    expect(await clearing(ctx)).toEqual([19_300n]);
  }));

test('the fee arrives with its own webhook', () =>
  withDatabase(async ({ ctx, db }) => {
    const { deps, gateway, attempt, pay } = await setUp(ctx);
    await pay();
    const ref = gateway.intents()[0]!.intentRef;
    gateway.settle(ref);
    await receiveWebhook(deps, control(db), { endpointId: attempt.gatewayAccountId, ...gateway.webhook(ref, 'charge.updated') });

    await processInbox(deps, ctx);

    expect(await ctx.inRead((tx) => getAttempt(tx, attempt.id))).toMatchObject({ fee: money(315n, 'EUR'), net: money(18_985n, 'EUR'), dueAt: null });
    expect(await ctx.inRead(async (tx) => (await balancesOf(tx, { kinds: ['exp.gateway_fee'] })).map((b) => b.balanceMinor))).toEqual([315n]);
  }));

test('changed bytes, another secret, an address that nobody has and one that is no id are refused alike, and nothing is kept', () =>
  withDatabase(async ({ ctx, db }) => {
    const { deps, gateway, attempt, paidUnheard } = await setUp(ctx);
    const hook = gateway.webhook(await paidUnheard());
    const changed = { ...hook, rawBody: Buffer.concat([hook.rawBody, Buffer.from(' ')]) };

    for (const request of [
      { endpointId: attempt.gatewayAccountId, ...changed },
      { endpointId: attempt.gatewayAccountId, ...hook, signature: '' },
      { endpointId: newId(), ...hook },
      { endpointId: 'nonsense', ...hook },
    ]) await expect(receiveWebhook(deps, control(db), request)).rejects.toMatchObject({ code: 'payments.webhook_not_verified', kind: 'invalid' });

    expect(await inbox(ctx)).toEqual([]);
  }));

test('news of another marketplace at the same gateway account is taken note of and not kept', () =>
  withDatabase(async ({ ctx, db, newTenant }) => {
    const { deps, gateway, paidUnheard } = await setUp(ctx);
    const neighbour = newTenant();
    const theirs = await neighbour.inTx((tx) => savedGatewayAccount(tx, deps));
    const hook = gateway.webhook(await paidUnheard());

    expect(await receiveWebhook(deps, control(db), { endpointId: theirs.id, ...hook })).toBe('not_for_us');

    expect(await inbox(ctx)).toEqual([]);
    expect(await inbox(neighbour)).toEqual([]);
  }));

test('two workers share the inbox without doing anything twice', () =>
  withDatabase(async ({ ctx, db }) => {
    const { deps, gateway } = await setUp(ctx);
    const attempts = await Promise.all(Array.from({ length: 4 }, () => ctx.inTx((tx) => startPayment(tx, { checkoutId: newId<CheckoutId>(), amount: money(500n, 'EUR') }))));
    for (const a of attempts) {
      gateway.loseAnswer('create');
      await performPayment(deps, ctx, a.id, { confirmationToken: await gateway.tokenFor('ok'), returnUrl: 'http://x' });
      const intent = gateway.intents().find((i) => i.attemptId === a.id)!;
      for (const _ of [1, 2]) await receiveWebhook(deps, control(db), { endpointId: a.gatewayAccountId, ...gateway.webhook(intent.intentRef) });
    }

    const taken = await Promise.all([processInbox(deps, ctx), processInbox(deps, ctx), ...attempts.map((a) => readPayment(deps, ctx, a.id))]);

    expect((taken[0] as number) + (taken[1] as number)).toBe(8);
    expect(await clearing(ctx)).toEqual([2_000n]);
    expect((await announced(ctx)).filter((e) => e.name === 'payments.payment_captured')).toHaveLength(4);
  }));

test('a refund made by hand of a payment whose order is not placed is not lost: it waits, and is named', () =>
  withDatabase(async ({ ctx, db }) => {
    const { deps, gateway, attempt, pay } = await setUp(ctx);
    await pay();
    const { intentRef } = gateway.intents()[0]!;
    const made = gateway.refundByHand(intentRef, money(500n, 'EUR'));
    const hook = gateway.webhook(intentRef, 'refund.created');

    await receiveWebhook(deps, control(db), { endpointId: attempt.gatewayAccountId, ...hook });
    await processInbox(deps, ctx);

    expect(await inbox(ctx)).toMatchObject([{ state: 'waiting', last_error: `The refund ${made.refundRef} was made by hand, of a payment whose order is not placed.` }]);
    expect(await clearing(ctx)).toEqual([19_300n]);
  }));
