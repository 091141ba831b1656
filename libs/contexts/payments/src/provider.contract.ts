import type { Ctx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { money } from '@stoa/platform/money';
import type { IntentSnapshot, Notice, PaymentProvider, ProviderAnswer } from './provider.js';
import type { FakeCard } from './testing.js';

/** A payment company under test: the fake in memory, or the company's own stand-in over HTTP. */
export type ProviderWorld = {
  readonly ctx: Ctx;
  readonly provider: PaymentProvider;
  tokenFor(card: FakeCard): Promise<string>;
  /** The next confirmation does its work, and its answer is lost. */
  loseConfirmation(): void;
  /** Brings the gateway to where it names its fee. */
  settle(intentRef: string): Promise<void>;
  /** The newest webhook about an intent, as it arrives. */
  webhookAbout(intentRef: string): Promise<{ rawBody: Buffer; signature: string; secret: string }>;
  close(): Promise<void>;
};

const gateway = { secretRef: 'platform' };
const seen = (answer: ProviderAnswer): IntentSnapshot => {
  if (answer.outcome !== 'answered') throw new Error(`The provider answered ${JSON.stringify(answer)}`);
  return answer.intent;
};

/** What every payment provider must do alike. */
export function providerContract(name: string, open: () => Promise<ProviderWorld>): void {
  describe(`${name} keeps the contract of a payment provider`, () => {
    let world: ProviderWorld;
    beforeAll(async () => void (world = await open()));
    afterAll(() => world.close());

    const amount = money(19_300n, 'EUR');
    const create = async (attemptId: string = newId()) =>
      seen(await world.provider.createIntent(world.ctx, { gateway, idempotencyKey: `create:${attemptId}`, amount, attemptId, checkoutId: newId() }));
    const confirm = async (intentRef: string, confirmationToken: string, idempotencyKey = newId()) =>
      world.provider.confirmIntent(world.ctx, { gateway, idempotencyKey, intentRef, confirmationToken, returnUrl: 'http://127.0.0.1/back' });
    const cancel = async (intentRef: string) => world.provider.cancelIntent(world.ctx, { gateway, idempotencyKey: newId(), intentRef });
    const read = async (intentRef: string) => seen(await world.provider.readIntent(world.ctx, { gateway, intentRef }));

    test('an intent is made unpaid, and carries our attempt', async () => {
      const attemptId = newId();
      expect(await create(attemptId)).toMatchObject({ attemptId, status: 'unpaid', amount, received: money(0n, 'EUR'), decline: null, settlement: null, card: null });
    });

    test('the same key makes the same intent', async () => {
      const attemptId = newId();
      const request = { gateway, idempotencyKey: `create:${attemptId}`, amount, attemptId, checkoutId: newId() };
      const [first, second] = [seen(await world.provider.createIntent(world.ctx, request)), seen(await world.provider.createIntent(world.ctx, request))];
      expect(second.intentRef).toBe(first.intentRef);
    });

    test('the same key with another amount is refused', async () => {
      const request = { gateway, idempotencyKey: newId(), amount, attemptId: newId(), checkoutId: newId() };
      seen(await world.provider.createIntent(world.ctx, request));
      expect(await world.provider.createIntent(world.ctx, { ...request, amount: money(1_000n, 'EUR') })).toMatchObject({ outcome: 'refused' });
    });

    test('a good card is captured at once, in full, with the card’s last digits and without a fee yet', async () => {
      const { intentRef } = await create();
      const paid = seen(await confirm(intentRef, await world.tokenFor('ok')));
      expect(paid).toMatchObject({ status: 'captured', received: amount, card: { brand: 'visa', last4: '4242' }, settlement: null, decline: null });
      expect(paid.chargeRef).toMatch(/^ch_/);
    });

    test('the fee is named later: 1.5 % and 0.25', async () => {
      const { intentRef } = await create();
      await confirm(intentRef, await world.tokenFor('ok'));
      await world.settle(intentRef);
      expect((await read(intentRef)).settlement).toEqual({ ref: expect.stringMatching(/^txn_/), gross: amount, fee: money(315n, 'EUR'), net: money(18_985n, 'EUR') });
    });

    test.each<[FakeCard, string, string]>([['declined', 'try_again', 'generic_decline'], ['insufficient_funds', 'customer_fixable', 'insufficient_funds'], ['stolen', 'final', 'stolen_card']])(
      'a card that is %s is declined with its class', async (card, reason, code) => {
        const { intentRef } = await create();
        expect(seen(await confirm(intentRef, await world.tokenFor(card)))).toMatchObject({ status: 'unpaid', received: money(0n, 'EUR'), decline: { reason, code } });
        expect(await read(intentRef)).toMatchObject({ status: 'unpaid', decline: { reason, code } });
      });

    test('a card that wants the shopper to confirm says where', async () => {
      const { intentRef } = await create();
      expect(seen(await confirm(intentRef, await world.tokenFor('action')))).toMatchObject({ status: 'requires_action', nextActionUrl: expect.stringMatching(/^http/) });
    });

    test('a token nobody made is refused, and nothing is charged', async () => {
      const { intentRef } = await create();
      expect(await confirm(intentRef, 'ctoken_nonsense')).toMatchObject({ outcome: 'refused', code: 'resource_missing' });
      expect(await read(intentRef)).toMatchObject({ status: 'unpaid', received: money(0n, 'EUR') });
    });

    test('a lost answer is unknown, and the same key again tells it', async () => {
      const { intentRef } = await create();
      const [token, key] = [await world.tokenFor('ok'), newId()];
      world.loseConfirmation();
      expect(await confirm(intentRef, token, key)).toMatchObject({ outcome: 'unknown' });
      let again = await confirm(intentRef, token, key);
      // While the first call is still under way over there, nobody knows yet.
      for (let tries = 0; again.outcome === 'unknown' && tries < 20; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        again = await confirm(intentRef, token, key);
      }
      expect(seen(again)).toMatchObject({ status: 'captured', received: amount });
    });

    test('an unpaid intent is canceled, and cannot be paid any more', async () => {
      const { intentRef } = await create();
      expect(seen(await cancel(intentRef))).toMatchObject({ status: 'canceled' });
      expect(seen(await confirm(intentRef, await world.tokenFor('ok')))).toMatchObject({ status: 'canceled', received: money(0n, 'EUR') });
    });

    test('cancelling what was captured answers that it was captured', async () => {
      const { intentRef } = await create();
      await confirm(intentRef, await world.tokenFor('ok'));
      expect(seen(await cancel(intentRef))).toMatchObject({ status: 'captured', received: amount });
    });

    test('confirming again what was captured answers that it was captured', async () => {
      const { intentRef } = await create();
      await confirm(intentRef, await world.tokenFor('ok'));
      expect(seen(await confirm(intentRef, await world.tokenFor('ok')))).toMatchObject({ status: 'captured' });
    });

    test('an intent nobody made is refused', async () => {
      expect(await world.provider.readIntent(world.ctx, { gateway, intentRef: 'pi_nonsense' })).toMatchObject({ outcome: 'refused', code: 'resource_missing' });
    });

    test('a webhook names our tenant and our attempt; with a changed byte or another secret it is none', async () => {
      const attemptId = newId();
      const { intentRef } = await create(attemptId);
      await confirm(intentRef, await world.tokenFor('ok'));
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
