import { stripePayments } from '@stoa/payments';
import { providerContract } from '@stoa/payments/testing';
import { createContext } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { silentLog } from '@stoa/platform/log';
import { actor, at, workerDatabase } from '@stoa/platform/testing';
import { openPaymentSandbox } from './payments-sandbox.testing.js';

providerContract('Stripe by its SDK, against the stand-in', async () => {
  const { sandbox, stripe, hooks, hookUrl, tokenFor, close } = await openPaymentSandbox();
  const provider = stripePayments(() => stripe);
  const ctx = createContext(workerDatabase(), { tenantId: newId(), actor: actor.shopper(), now: at('2026-03-01T09:00:00Z'), log: silentLog, requestId: null });
  const { secret } = await provider.openWebhook(ctx, { gateway: { provider: 'stripe', secretRef: 'platform' }, scope: 'payments', idempotencyKey: newId(), url: hookUrl });
  return {
    ctx, gateway: { provider: 'stripe', secretRef: 'platform' }, provider, tokenFor, close,
    waitingToken: () => tokenFor('action'),
    complete: async (intentRef) => sandbox.stripe.authenticate(intentRef, 'complete'),
    // Later than the client waits: the SDK itself repeats a call whose connection was cut, but not one that took too long.
    loseAnswer: () => void sandbox.stripe.faults.add({ route: 'POST /v1/payment_intents', delay_ms: 700 }),
    settle: async () => {
      sandbox.stripe.advanceClock(1_000); // past the moment at which the capture is reckoned
      await sandbox.stripe.idle();
    },
    webhookAbout: async (intentRef) => {
      await sandbox.stripe.idle();
      const hook = hooks.find(({ rawBody }) => rawBody.includes(intentRef));
      if (!hook) throw new Error(`No webhook about ${intentRef} came.`);
      return { ...hook, secret };
    },
  };
});
