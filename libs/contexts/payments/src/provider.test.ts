import { createContext } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { silentLog } from '@stoa/platform/log';
import { actor, at, openOwnDatabase, workerDatabase } from '@stoa/platform/testing';
import { closeTransfer, findTransfer } from './bank-transfer/bank-transfer.repository.js';
import { MANUAL } from './gateway-account/gateway-account.js';
import { gatewayContract, providerContract } from './provider.contract.js';
import { manualPayments } from './providers/manual.js';
import { declineReason } from './providers/stripe-declines.js';
import { fakeGateway } from './testing.js';

providerContract('The fake in memory', async () => {
  const provider = fakeGateway();
  return {
    ctx: createContext(workerDatabase(), { tenantId: newId(), actor: actor.shopper(), now: at('2026-03-01T09:00:00Z'), log: silentLog, requestId: null }),
    gateway: { provider: 'stripe', secretRef: 'platform' },
    provider,
    tokenFor: (card) => provider.tokenFor(card),
    waitingToken: () => provider.tokenFor('action'),
    complete: async (intentRef) => provider.conclude(intentRef, 'paid'),
    loseAnswer: () => provider.loseAnswer('create'),
    settle: async (intentRef) => provider.settle(intentRef),
    webhookAbout: async (intentRef) => ({ ...provider.webhook(intentRef), secret: 'whsec_payments' }),
    close: async () => undefined,
  };
});

gatewayContract('The marketplace’s own bank account', async () => {
  const env = await openOwnDatabase();
  return {
    ctx: env.ctx,
    gateway: MANUAL,
    provider: manualPayments,
    waitingToken: async () => '',
    complete: (intentRef) => env.ctx.inTx(async (tx) => void (await closeTransfer(tx, (await findTransfer(tx, intentRef, 'locked'))!, { state: 'received', receivedOn: '2026-03-01', note: null }))),
    close: () => env.close(),
  };
});

test.each([
  [{ code: 'card_declined', decline_code: 'generic_decline' }, 'try_again'],
  [{ code: 'card_declined', decline_code: 'insufficient_funds' }, 'customer_fixable'],
  [{ code: 'expired_card' }, 'customer_fixable'],
  [{ code: 'card_declined', decline_code: 'lost_card' }, 'final'],
  [{ code: 'card_declined', decline_code: 'generic_decline', advice_code: 'do_not_try_again' }, 'final'],
  [{ code: 'card_declined', decline_code: 'authentication_required' }, 'authentication'],
  [{ code: 'payment_intent_authentication_failure' }, 'authentication'],
  [{ code: 'processing_error' }, 'try_again'],
  [{ code: 'a_code_of_next_year' }, 'try_again'],
])('%j is a decline of the class %s', (error, reason) => {
  expect(declineReason(error)).toBe(reason);
});
