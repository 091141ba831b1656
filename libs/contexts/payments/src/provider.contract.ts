import type { Ctx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { money } from '@stoa/platform/money';
import type { Gateway, IntentSnapshot, Notice, PaymentGateway, PaymentProvider, ProviderAnswer } from './provider.js';
import type { FakeCard } from './testing.js';

/** A gateway under test: the fake in memory, a company's own stand-in over HTTP, or the marketplace's own bank account. */
export type GatewayWorld = {
  readonly ctx: Ctx;
  readonly gateway: Gateway;
  readonly provider: PaymentGateway;
  /** With what a payment begins that waits for somebody: the shopper at their bank, or a transfer. */
  waitingToken(): Promise<string>;
  /** Brings a waiting payment to its end: the money is there. */
  complete(intentRef: string): Promise<void>;
  close(): Promise<void>;
};
/** A payment company under test. */
export type ProviderWorld = GatewayWorld & {
  readonly provider: PaymentProvider;
  tokenFor(card: FakeCard): Promise<string>;
  /** The next payment is made, and its answer is lost. */
  loseAnswer(): void;
  /** Brings the gateway to where it names its fee. */
  settle(intentRef: string): Promise<void>;
  /** The newest webhook about an intent, as it arrives. */
  webhookAbout(intentRef: string): Promise<{ rawBody: Buffer; signature: string; secret: string }>;
};

const seen = (answer: ProviderAnswer): IntentSnapshot => {
  if (answer.outcome !== 'answered') throw new Error(`The provider answered ${JSON.stringify(answer)}`);
  return answer.intent;
};
const amount = money(19_300n, 'EUR');
const wanted = (gateway: Gateway, confirmationToken: string, attemptId: string = newId()) =>
  ({ gateway, idempotencyKey: `create:${attemptId}`, amount, attemptId, checkoutId: newId(), confirmationToken, returnUrl: 'http://127.0.0.1/back' });

/** What whatever takes payments must do alike. */
export function gatewayContract(name: string, open: () => Promise<GatewayWorld>): void {
  describe(`${name} keeps the contract of a gateway`, () => {
    let world: GatewayWorld;
    beforeAll(async () => void (world = await open()));
    afterAll(() => world.close());

    const waiting = async (attemptId?: string) => wanted(world.gateway, await world.waitingToken(), attemptId);
    const create = async () => seen(await world.provider.createIntent(world.ctx, await waiting()));
    const cancel = (intentRef: string) => world.provider.cancelIntent(world.ctx, { gateway: world.gateway, idempotencyKey: newId(), intentRef });
    const read = (intentRef: string) => world.provider.readIntent(world.ctx, { gateway: world.gateway, intentRef });

    test('a payment that waits is over the whole amount, carries our attempt, and no money has come', async () => {
      const request = await waiting();
      const made = seen(await world.provider.createIntent(world.ctx, request));
      expect(made).toMatchObject({ attemptId: request.attemptId, amount, received: money(0n, 'EUR'), decline: null, settlement: null });
      expect(['processing', 'requires_action']).toContain(made.status);
      expect(seen(await read(made.intentRef))).toEqual(made);
    });

    test('the same key makes the same payment, and with another amount it is refused', async () => {
      const request = await waiting();
      const [first, second] = [seen(await world.provider.createIntent(world.ctx, request)), seen(await world.provider.createIntent(world.ctx, request))];
      expect(second.intentRef).toBe(first.intentRef);
      expect(await world.provider.createIntent(world.ctx, { ...request, amount: money(1_000n, 'EUR') })).toMatchObject({ outcome: 'refused' });
    });

    test('the money comes: it is captured in full, and stays so whoever wants to cancel it', async () => {
      const { intentRef } = await create();
      await world.complete(intentRef);
      expect(seen(await read(intentRef))).toMatchObject({ status: 'captured', received: amount });
      expect(seen(await cancel(intentRef))).toMatchObject({ status: 'captured', received: amount });
    });

    test('what waits is cancelled, once and for good', async () => {
      const { intentRef } = await create();
      expect(seen(await cancel(intentRef))).toMatchObject({ status: 'canceled', received: money(0n, 'EUR') });
      expect(seen(await cancel(intentRef))).toMatchObject({ status: 'canceled' });
      expect(seen(await read(intentRef))).toMatchObject({ status: 'canceled', received: money(0n, 'EUR') });
    });

    test('a call whose answer was lost is recalled: it is the payment that was made', async () => {
      const request = await waiting();
      const made = seen(await world.provider.createIntent(world.ctx, request));
      expect(seen(await world.provider.recallIntent(world.ctx, request))).toMatchObject({ intentRef: made.intentRef, status: made.status });
    });

    test('a call that never arrived never will: it is recalled unpaid, and the same call afterwards takes no money', async () => {
      const request = await waiting();
      const recalled = seen(await world.provider.recallIntent(world.ctx, request));
      expect(['unpaid', 'canceled']).toContain(recalled.status);
      expect(recalled).toMatchObject({ received: money(0n, 'EUR'), decline: null });
      expect(seen(await world.provider.recallIntent(world.ctx, request))).toMatchObject({ intentRef: recalled.intentRef });
      const late = await world.provider.createIntent(world.ctx, request);
      if (late.outcome === 'answered') expect(late.intent).toMatchObject({ intentRef: recalled.intentRef, status: 'canceled' });
      else expect(late.outcome).toBe('refused');
    });

    test('a payment nobody made is refused', async () => {
      expect(await read('pi_nonsense')).toMatchObject({ outcome: 'refused', code: 'resource_missing' });
    });
  });
}

/** What every payment company must do alike, beside being a gateway. */
export function providerContract(name: string, open: () => Promise<ProviderWorld>): void {
  gatewayContract(name, open);
  describe(`${name} keeps the contract of a payment provider`, () => {
    let world: ProviderWorld;
    beforeAll(async () => void (world = await open()));
    afterAll(() => world.close());

    const gateway = { provider: 'stripe', secretRef: 'platform' } as const;
    const pay = async (card: FakeCard, attemptId?: string) => world.provider.createIntent(world.ctx, wanted(gateway, await world.tokenFor(card), attemptId));
    const read = async (intentRef: string) => seen(await world.provider.readIntent(world.ctx, { gateway, intentRef }));

    test('a good card is captured at once, in full, with the card’s last digits and without a fee yet', async () => {
      const paid = seen(await pay('ok'));
      expect(paid).toMatchObject({ status: 'captured', received: amount, method: 'card', card: { brand: 'visa', last4: '4242' }, settlement: null, decline: null });
      expect(paid.chargeRef).toMatch(/^ch_/);
    });

    test('the fee is named later: 1.5 % and 0.25', async () => {
      const { intentRef } = seen(await pay('ok'));
      await world.settle(intentRef);
      expect((await read(intentRef)).settlement).toEqual({ ref: expect.stringMatching(/^txn_/), gross: amount, fee: money(315n, 'EUR'), net: money(18_985n, 'EUR') });
    });

    test.each<[FakeCard, string, string]>([['declined', 'try_again', 'generic_decline'], ['insufficient_funds', 'customer_fixable', 'insufficient_funds'], ['stolen', 'final', 'stolen_card']])(
      'a card that is %s is declined with its class', async (card, reason, code) => {
        const declined = seen(await pay(card));
        expect(declined).toMatchObject({ status: 'unpaid', received: money(0n, 'EUR'), decline: { reason, code } });
        expect(await read(declined.intentRef)).toMatchObject({ status: 'unpaid', decline: { reason, code } });
      });

    test('a card that wants the shopper to confirm says where', async () => {
      expect(seen(await pay('action'))).toMatchObject({ status: 'requires_action', nextActionUrl: expect.stringMatching(/^http/) });
    });

    test('a debit is taken and its money is awaited: nobody knows yet', async () => {
      const taken = seen(await pay('debit'));
      expect(taken).toMatchObject({ status: 'processing', received: money(0n, 'EUR'), method: 'sepa_debit', card: { brand: 'sepa_debit', last4: '3000' }, decline: null, nextActionUrl: null });
    });

    test('a debit that is sent as a card is refused, and a card that is sent as a debit', async () => {
      for (const [card, method] of [['debit', 'card'], ['ok', 'sepa_debit']] as const) {
        const request = { ...wanted(world.gateway, await world.tokenFor(card)), method };
        expect(await world.provider.createIntent(world.ctx, request)).toMatchObject({ outcome: 'refused', code: 'payment_intent_invalid_parameter' });
      }
      const fits = { ...wanted(world.gateway, await world.tokenFor('debit')), method: 'sepa_debit' as const };
      expect(seen(await world.provider.createIntent(world.ctx, fits))).toMatchObject({ status: 'processing', method: 'sepa_debit' });
    });

    test('a token nobody made is refused, and nothing is made or charged', async () => {
      expect(await world.provider.createIntent(world.ctx, wanted(gateway, 'ctoken_nonsense'))).toMatchObject({ outcome: 'refused', code: 'resource_missing' });
    });

    test('a lost answer is unknown, and the same key again tells it', async () => {
      const request = wanted(gateway, await world.tokenFor('ok'));
      world.loseAnswer();
      expect(await world.provider.createIntent(world.ctx, request)).toMatchObject({ outcome: 'unknown' });
      let again = await world.provider.createIntent(world.ctx, request);
      // While the first call is still under way over there, nobody knows yet.
      for (let tries = 0; again.outcome === 'unknown' && tries < 20; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        again = await world.provider.createIntent(world.ctx, request);
      }
      expect(seen(again)).toMatchObject({ status: 'captured', received: amount });
    });

    test('a webhook names our tenant and our attempt; with a changed byte or another secret it is none', async () => {
      const attemptId = newId();
      const { intentRef } = seen(await pay('ok', attemptId));
      const hook = await world.webhookAbout(intentRef);
      const expected: Partial<Notice> = { subject: 'payment', tenantId: world.ctx.tenantId, attemptId, intentRef };

      expect(world.provider.readWebhook(hook)).toMatchObject(expected);
      expect(world.provider.readWebhook({ ...hook, rawBody: Buffer.concat([hook.rawBody, Buffer.from(' ')]) })).toBeNull();
      expect(world.provider.readWebhook({ ...hook, secret: 'whsec_another' })).toBeNull();
      expect(world.provider.readWebhook({ ...hook, signature: '' })).toBeNull();
    });

    test('a webhook endpoint is opened with a secret, moved, and known to be gone', async () => {
      for (const scope of ['payments', 'accounts'] as const) {
        const opened = await world.provider.openWebhook(world.ctx, { gateway, scope, idempotencyKey: newId(), url: 'http://127.0.0.1:9/v1/webhooks/stripe/x' });
        expect(opened).toEqual({ endpointRef: expect.any(String), secret: expect.stringMatching(/^whsec_/) });
        expect(await world.provider.moveWebhook(world.ctx, { gateway, scope, endpointRef: opened.endpointRef, url: 'http://127.0.0.1:9/v1/webhooks/stripe/y' })).toBe('moved');
        expect(await world.provider.moveWebhook(world.ctx, { gateway, scope, endpointRef: 'we_nonsense', url: 'http://127.0.0.1:9/' })).toBe('gone');
      }
    });
  });
}
