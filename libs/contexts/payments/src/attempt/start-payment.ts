import type { CheckoutId } from '@stoa/events/checkout';
import type { AttemptId } from '@stoa/events/payments';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { currencyOf, toStripeMinor, type Money } from '@stoa/platform/money';
import { getActiveGatewayAccount } from '../gateway-account/gateway-account.repository.js';
import type { GatewayAccount } from '../gateway-account/gateway-account.js';
import type { Attempt } from './attempt.js';
import { amountNotChargeable } from './attempt.errors.js';
import { insertAttempt } from './attempt.repository.js';
import { recordCall } from './call.repository.js';
import type { FirstCall } from './perform-payment.js';

type Wanted = { checkoutId: CheckoutId; amount: Money };

/** Writes down that this checkout is about to be paid, before anything is asked of the gateway. Refuses a second open attempt for the same checkout. */
export const startPayment = async (ctx: TxCtx, wanted: Wanted): Promise<Attempt> => (await start(ctx, wanted)).attempt;

/** The same, with the first call of the gateway written down too: `performPayment` makes it without asking again what is to be done. */
export async function startPaymentCall(ctx: TxCtx, wanted: Wanted): Promise<{ attempt: Attempt; firstCall: FirstCall }> {
  const { attempt, gateway } = await start(ctx, wanted);
  const call = await recordCall(ctx, { attemptId: attempt.id, operation: 'create', request: {} });
  return { attempt, firstCall: { do: 'call', attempt, call, gateway: { secretRef: gateway.secretRef } } };
}

async function start(ctx: TxCtx, wanted: Wanted): Promise<{ attempt: Attempt; gateway: GatewayAccount }> {
  const { amount, checkoutId } = wanted;
  if (amount.minor <= 0n || toStripeMinor(amount) % currencyOf(amount.currency).chargeStep !== 0n) throw amountNotChargeable(amount);
  const gateway = await getActiveGatewayAccount(ctx);
  const attempt: Attempt = {
    id: newId<AttemptId>(), checkoutId, orderGroupId: null, gatewayAccountId: gateway.id, amount, state: 'started', intentRef: null, chargeRef: null, settlementRef: null,
    nextActionUrl: null, declineReason: null, declineCode: null, card: null, fee: null, net: null, createdAt: ctx.now, capturedAt: null, closedAt: null, polls: 0, dueAt: null,
  };
  await insertAttempt(ctx, attempt);
  return { attempt, gateway };
}
