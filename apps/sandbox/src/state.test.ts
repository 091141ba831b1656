import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Stripe from 'stripe';
import { createSandbox } from './sandbox.js';
import { openStore } from './store.js';
import { RETURN_URL, withListener, withSandbox } from './testing.js';

type Rows = { things: { id: string; n: number } };

async function inDir(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'stoa-sandbox-'));
  await work(dir).finally(() => rmSync(dir, { recursive: true }));
}

test('a change is kept as a whole or not at all, also on disk', () =>
  inDir(async (dir) => {
    const store = openStore<Rows>(dir);
    store.change(() => store.put('things', { id: 'a', n: 1 }));
    expect(() =>
      store.change(() => {
        store.put('things', { id: 'a', n: 2 });
        store.put('things', { id: 'b', n: 3 });
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(store.all('things')).toEqual([{ id: 'a', n: 1 }]);
    expect(openStore<Rows>(dir).all('things')).toEqual([{ id: 'a', n: 1 }]);
    expect(() => store.put('things', { id: 'c', n: 1 })).toThrow('outside store.change()');
  }));

test('a line cut short by a kill is forgotten; a line damaged otherwise is named', () =>
  inDir(async (dir) => {
    const store = openStore<Rows>(dir);
    store.change(() => store.put('things', { id: 'a', n: 1 }));
    appendFileSync(join(dir, 'state.jsonl'), '[["things","b",{"id":"b"');
    expect(openStore<Rows>(dir).all('things')).toEqual([{ id: 'a', n: 1 }]);
    writeFileSync(join(dir, 'state.jsonl'), 'nonsense\n[]\n');
    expect(() => openStore<Rows>(dir)).toThrow(/damaged at line 1/);
  }));

test('payments, keys, clock and undelivered events survive a restart', () =>
  inDir((dataDir) =>
    withListener(async ({ url, heard, answer }) => {
      const webhooks = [{ url, secret: 'whsec_configured_0003' }];
      const sdk = (port: number) => new Stripe('sk_test_stoa', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
      const order = { amount: 5_000, currency: 'eur', payment_method: 'pm_card_visa', confirm: true, return_url: RETURN_URL } as const;
      answer.status = 500;
      const first = await createSandbox({ dataDir, webhooks, asyncCaptureMs: 0 });
      first.stripe.advanceClock(3 * 24 * 60 * 60 * 1000);
      const paid = await sdk(first.port).paymentIntents.create(order, { idempotencyKey: 'pi:1' });
      await first.stripe.idle();
      const now = first.stripe.now().getTime();
      await first.close();

      answer.status = 200;
      heard.length = 0;
      const second = await createSandbox({ dataDir, webhooks, asyncCaptureMs: 0 });
      const stripe = sdk(second.port);
      expect(Math.abs(second.stripe.now().getTime() - now)).toBeLessThan(5_000);
      expect((await stripe.paymentIntents.create(order, { idempotencyKey: 'pi:1' })).id).toBe(paid.id);
      expect(await stripe.balance.retrieve()).toMatchObject({ pending: [{ amount: 4_900 }] });
      second.stripe.advanceClock(1_000);
      await second.stripe.idle();
      expect(heard.map((h) => stripe.webhooks.constructEvent(h.payload, h.signature, 'whsec_configured_0003').type).sort()).toEqual([
        'charge.succeeded',
        'charge.updated',
        'payment_intent.created',
        'payment_intent.succeeded',
      ]);
      expect(second.stripe.invariants()).toEqual([]);
      await second.close();
    }),
  ));

type Step = {
  kind: 'pay' | 'authorise' | 'capture' | 'cancel' | 'refund' | 'transfer' | 'reverse' | 'settle' | 'wait';
  which: number;
  amount: number;
  card: string;
};
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('pay', 'pay', 'authorise', 'capture', 'cancel', 'refund', 'transfer', 'reverse', 'settle', 'wait'),
  which: fc.nat(5),
  amount: fc.integer({ min: 50, max: 20_000 }),
  card: fc.constantFrom('pm_card_visa', 'pm_card_bypassPending', 'pm_card_jp', 'pm_card_refundFail', 'pm_card_pendingRefund', 'pm_card_visa_chargeDeclined'),
});

test('whatever is paid, refunded, transferred and taken back: every balance is the sum of its transactions', () =>
  withSandbox(({ stripe, sandbox }) =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        sandbox.stripe.reset();
        const vendor = await stripe.v2.core.accounts.create({
          identity: { country: 'DE' },
          configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
          defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
        });
        sandbox.stripe.completeOnboarding(vendor.id);
        const made = { intents: [] as string[], transfers: [] as string[] };
        for (const s of steps) {
          await take(stripe, vendor.id, made, s, sandbox.stripe).catch((error: unknown) => {
            // Refusals and declines are part of the game; a fault of the stand-in is not.
            if (!(error instanceof Stripe.errors.StripeError) || (error.statusCode ?? 500) >= 500) throw error;
          });
          expect(sandbox.stripe.invariants()).toEqual([]);
        }
        const everywhere = [await stripe.balance.retrieve(), await stripe.balance.retrieve({}, { stripeContext: vendor.id })];
        const nets = [
          await stripe.balanceTransactions.list({ limit: 100 }),
          await stripe.balanceTransactions.list({ limit: 100 }, { stripeContext: vendor.id }),
        ];
        const total = (b: Stripe.Balance) => [...b.available, ...b.pending].reduce((sum, part) => sum + part.amount, 0);
        expect(everywhere.map(total)).toEqual(nets.map((list) => list.data.reduce((sum, t) => sum + t.net, 0)));
      }),
      { numRuns: 25 },
    ),
  ));

async function take(
  stripe: Stripe,
  vendor: string,
  made: { intents: string[]; transfers: string[] },
  s: Step,
  controls: { advanceClock(ms: number): void; settleFunds(): void },
): Promise<void> {
  const intent = made.intents[s.which] ?? made.intents.at(-1);
  const transfer = made.transfers[s.which] ?? made.transfers.at(-1);
  if (s.kind === 'settle') return controls.settleFunds();
  if (s.kind === 'wait') return controls.advanceClock(s.amount * 10_000);
  if (s.kind === 'pay' || s.kind === 'authorise') {
    const pi = await stripe.paymentIntents.create({ amount: s.amount, currency: 'eur', capture_method: s.kind === 'pay' ? 'automatic' : 'manual' });
    made.intents.push(pi.id);
    await stripe.paymentIntents.confirm(pi.id, { payment_method: s.card, return_url: RETURN_URL });
  } else if (intent && s.kind === 'capture') await stripe.paymentIntents.capture(intent, { amount_to_capture: s.amount });
  else if (intent && s.kind === 'cancel') await stripe.paymentIntents.cancel(intent);
  else if (intent && s.kind === 'refund') await stripe.refunds.create({ payment_intent: intent, amount: s.amount });
  else if (intent && s.kind === 'transfer') {
    const { latest_charge } = await stripe.paymentIntents.retrieve(intent);
    made.transfers.push(
      (await stripe.transfers.create({ amount: s.amount, currency: 'eur', destination: vendor, source_transaction: latest_charge as string })).id,
    );
  } else if (transfer && s.kind === 'reverse') await stripe.transfers.createReversal(transfer, { amount: s.amount });
}
