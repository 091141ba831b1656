import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CheckoutId } from '@stoa/events/checkout';
import { provisioningPartRequested, type MarketId } from '@stoa/events/tenancy';
import { balancesOf, checks as ledgerChecks } from '@stoa/ledger';
import { cancelPayment, checks as paymentChecks, getActiveGatewayAccount, getAttempt, performPayment, receiveWebhook, stripePayments, type Attempt, type PaymentsDeps } from '@stoa/payments';
import { schedules } from '@stoa/payments/jobs';
import { startPayment } from '@stoa/payments/testing';
import { subscriptions } from '@stoa/payments/subscribers';
import { findAccountOfVendor, onboardPayoutAccount, readPayoutAccount, stripePayouts } from '@stoa/payouts';
import { subscriptions as payoutSubscriptions } from '@stoa/payouts/subscribers';
import { createOperatorContext, systemActor, type Ctx } from '@stoa/platform/context';
import { newKey } from '@stoa/platform/crypto';
import { DomainError } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { runSchedule } from '@stoa/platform/jobs';
import { silentLog } from '@stoa/platform/log';
import { money } from '@stoa/platform/money';
import { announced, deliverAll, withDatabase, type TestEnvironment } from '@stoa/platform/testing';
import { savedVendor } from '@stoa/vendors/testing';
import { openPaymentSandbox, type PaymentSandbox } from './payments-sandbox.testing.js';

type World = PaymentSandbox & {
  readonly env: TestEnvironment;
  readonly deps: PaymentsDeps;
  readonly statuses: number[];
  start(): Promise<Attempt>;
  pay(attempt: Attempt, card?: 'ok' | 'declined'): ReturnType<typeof performPayment>;
  /** Lets the stand-in deliver, and the worker work off what came, until nothing is left. */
  settle(): Promise<void>;
};

/** The stand-in delivers its signed webhooks over HTTP to a server that keeps them, as the API does; the account is provisioned the way a new marketplace's is. */
async function withWebhooks(work: (world: World) => Promise<void>): Promise<void> {
  const sandbox = await openPaymentSandbox();
  try {
    await withDatabase(async (env) => {
      const statuses: number[] = [];
      const holder: { deps: PaymentsDeps | null } = { deps: null };
      const server = createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', async () => {
          const ctx = createOperatorContext(env.db, { actor: systemActor, now: env.ctx.now, log: silentLog, requestId: null });
          const endpointId = request.url?.split('/').at(-1) ?? '';
          const status = await receiveWebhook(holder.deps!, ctx, { endpointId, rawBody: Buffer.concat(parts), signature: String(request.headers['stripe-signature']) })
            .then(() => 200, (error: unknown) => (error instanceof DomainError ? 400 : 500));
          statuses.push(status);
          response.writeHead(status).end();
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const deps: PaymentsDeps = {
        provider: stripePayments(() => sandbox.stripe), sealingKey: newKey(), webhookBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, publishableKey: 'pk_test_stoa', browserApiUrl: sandbox.sandbox.url,
      };
      holder.deps = deps;
      try {
        await provision(env, deps);
        await work({ ...sandbox, env, deps, statuses, ...actions(env, deps, sandbox) });
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    });
  } finally {
    await sandbox.close();
  }
}

async function provision({ ctx, db }: TestEnvironment, deps: PaymentsDeps): Promise<void> {
  await ctx.inTx((tx) => announce(tx, provisioningPartRequested, {
    name: 'Oma', slug: 'oma', homeCountry: 'DE', currency: 'EUR', locale: 'de', preset: 'craft', part: 'payments.gateway_account',
    markets: [{ marketId: newId<MarketId>(), code: 'de', countries: ['DE'], regions: [], currency: 'EUR', locales: ['de'], defaultLocale: 'de', priceMode: 'incl', rulePacks: ['EU', 'DE'] }],
  }));
  await deliverAll(db, subscriptions(deps));
}

function actions(env: TestEnvironment, deps: PaymentsDeps, sandbox: PaymentSandbox) {
  const { ctx, db } = env;
  const jobs = schedules(deps);
  let beats = 0;
  return {
    start: () => ctx.inTx((tx) => startPayment(tx, { checkoutId: newId<CheckoutId>(), amount: money(19_300n, 'EUR') })),
    pay: async (attempt: Attempt, card: 'ok' | 'declined' = 'ok') => performPayment(deps, ctx, attempt.id, { confirmationToken: await sandbox.tokenFor(card), returnUrl: 'http://127.0.0.1/back' }),
    settle: async () => {
      sandbox.sandbox.stripe.advanceClock(10_000);
      await sandbox.sandbox.stripe.idle();
      // Each beat a few seconds later, so that what was put off comes up again.
      for (let i = 0; i < 4; i += 1) {
        const now = new Date(ctx.now.getTime() + (beats += 5) * 1000);
        for (const job of jobs) await runSchedule({ db, clock: { now: () => now }, log: silentLog, listTenants: async () => [ctx.tenantId] }, job);
      }
    },
  };
}

const books = (ctx: Ctx) => ctx.inRead(async (tx) => Object.fromEntries((await balancesOf(tx, { kinds: ['gateway.pending', 'order.clearing', 'exp.gateway_fee'] })).map((b) => [b.account.kind, b.balanceMinor])));
const facts = async (ctx: Ctx) => (await announced(ctx)).map((event) => event.name).filter((name) => name.startsWith('payments.'));
const SETTLED = { 'gateway.pending': 18_985n, 'order.clearing': 19_300n, 'exp.gateway_fee': 315n };

test('a new marketplace gets its gateway account with both webhook endpoints, and no secret of theirs is in an event or a task', () =>
  withWebhooks(async ({ env: { ctx }, stripe }) => {
    expect(await ctx.inRead((tx) => getActiveGatewayAccount(tx))).toMatchObject({ state: 'active', provider: 'stripe', publishableKey: 'pk_test_stoa' });
    expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1);
    const told = await announced(ctx);
    expect(told.at(-1)).toMatchObject({ name: 'tenancy.part_done', payload: { part: 'payments.gateway_account' } });
    const tasks = await ctx.inRead((tx) => tx.tx('platform.tasks').where({ tenant_id: tx.tenantId }));
    expect(JSON.stringify([told, tasks], (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))).not.toContain('whsec_');
  }));

test('a sale by the SDK over HTTP: captured by the answer, the fee by its webhook; the stand-in’s balance is the books’', () =>
  withWebhooks(async ({ env: { ctx }, start, pay, settle, statuses, stripe }) => {
    const attempt = await start();

    expect(await pay(attempt)).toEqual({ outcome: 'captured' });
    await settle();

    expect(await books(ctx)).toEqual(SETTLED);
    expect(await facts(ctx)).toEqual(['payments.payment_captured', 'payments.fee_booked']);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await stripe.balance.retrieve()).pending).toMatchObject([{ amount: 18_985, currency: 'eur' }]);
    await ctx.inRead(async (tx) => {
      for (const check of [...ledgerChecks, ...paymentChecks]) expect([check.code, (await check.run(tx)).breaks]).toEqual([check.code, []]);
    });
  }));

test.each<[string, Parameters<PaymentSandbox['sandbox']['stripe']['setWebhookMode']>[1]]>([
  ['before our own answer', { before_response: true }], ['three times', { duplicate: 2 }], ['in the wrong order', { reorder: true }],
])('webhooks that come %s book the same: one capture, one fee', (_name, mode) =>
  withWebhooks(async ({ env: { ctx }, start, pay, settle, sandbox }) => {
    sandbox.stripe.setWebhookMode('*', mode);
    const attempt = await start();

    expect(await pay(attempt)).toEqual({ outcome: 'captured' });
    await settle();

    expect(await books(ctx)).toEqual(SETTLED);
    expect(await facts(ctx)).toEqual(['payments.payment_captured', 'payments.fee_booked']);
  }));

test('the answer to the confirmation is lost: the webhook captures', () =>
  withWebhooks(async ({ env: { ctx }, start, pay, settle, sandbox }) => {
    sandbox.stripe.faults.add({ route: 'POST /v1/payment_intents', delay_ms: 700 });
    const attempt = await start();

    expect(await pay(attempt)).toEqual({ outcome: 'processing' });
    await new Promise((resolve) => setTimeout(resolve, 500)); // until the slow call is done over there
    await settle();

    expect(await ctx.inRead((tx) => getAttempt(tx, attempt.id))).toMatchObject({ state: 'captured' });
    expect(await books(ctx)).toEqual(SETTLED);
  }));

test('all webhooks are lost: we ask ourselves, and book the same', () =>
  withWebhooks(async ({ env, start, pay, settle, sandbox, deps }) => {
    sandbox.stripe.setWebhookMode('*', { drop: true });
    const attempt = await start();
    await pay(attempt);
    await settle();
    expect(await books(env.ctx)).toEqual({ 'gateway.pending': 19_300n, 'order.clearing': 19_300n });

    const tenMinutesLater = new Date(env.ctx.now.getTime() + 600_000);
    for (const job of schedules(deps)) await runSchedule({ db: env.db, clock: { now: () => tenMinutesLater }, log: silentLog, listTenants: async () => [] }, job);

    expect(await books(env.ctx)).toEqual(SETTLED);
  }));

test('a declined card books nothing, and its webhook changes nothing', () =>
  withWebhooks(async ({ env: { ctx }, start, pay, settle }) => {
    const attempt = await start();

    expect(await pay(attempt, 'declined')).toMatchObject({ outcome: 'declined', reason: 'try_again', declineCode: 'generic_decline' });
    await settle();

    expect(await books(ctx)).toEqual({});
    expect(await facts(ctx)).toEqual(['payments.payment_declined']);
  }));

test('a payment that nobody confirmed is cancelled at the gateway, and its webhook finds that known', () =>
  withWebhooks(async ({ env: { ctx }, start, settle, deps, sandbox, pay, stripe }) => {
    const attempt = await start();
    sandbox.stripe.faults.add({ route: 'POST /v1/payment_intents', status: 500 });
    expect(await pay(attempt)).toEqual({ outcome: 'processing' });

    expect(await cancelPayment(deps, ctx, attempt.id)).toEqual({ outcome: 'canceled' });
    await settle();

    expect((await stripe.paymentIntents.list()).data.map((intent) => intent.status)).toEqual(['canceled']);
    expect(await facts(ctx)).toEqual(['payments.payment_canceled']);
  }));

test('the API moves to another port: its webhooks move with it', () =>
  withWebhooks(async ({ env: { ctx, db }, deps, stripe }) => {
    const moved: PaymentsDeps = { ...deps, webhookBaseUrl: 'http://127.0.0.1:9' };
    const job = schedules(moved).find((one) => one.name === 'payments.keep_webhooks')!;
    const look = () => runSchedule({ db, clock: { now: () => ctx.now }, log: silentLog, listTenants: async () => [ctx.tenantId] }, job);

    expect(await look()).toBe(2);
    expect(await look()).toBe(0);

    expect((await stripe.webhookEndpoints.list()).data.map((endpoint) => endpoint.url.startsWith('http://127.0.0.1:9/v1/webhooks/stripe/'))).toEqual([true]);
  }));

test('a vendor opens its payout account at the stand-in; its news, a thin event, makes us read the account again', () =>
  withWebhooks(async ({ env: { ctx, db }, stripe, sandbox, settle }) => {
    const payouts = { provider: stripePayouts(() => stripe), adminUrl: 'http://127.0.0.1:4000' };
    const vendor = await ctx.inTx((tx) => savedVendor(tx));
    const opened = await onboardPayoutAccount(payouts, ctx, { vendorId: vendor.id, returnUrl: null });
    expect(opened.account).toMatchObject({ state: 'onboarding', country: 'DE' });
    expect(opened.url).toMatch(new RegExp(`^${sandbox.url}/onboarding/`));
    const stored = () => ctx.inRead((tx) => findAccountOfVendor(tx, vendor.id));

    sandbox.stripe.completeOnboarding(opened.account.accountRef!);
    await settle();
    await deliverAll(db, payoutSubscriptions(payouts));
    expect(await stored()).toMatchObject({ state: 'active', requirements: [] });

    sandbox.stripe.setCapability(opened.account.accountRef!, 'restricted');
    expect(await readPayoutAccount(payouts, { ...ctx, now: new Date(ctx.now.getTime() + 60_000) }, vendor.id)).toMatchObject({ state: 'restricted' });
  }));
