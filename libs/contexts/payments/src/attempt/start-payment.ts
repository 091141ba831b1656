import type { CheckoutId } from '@stoa/events/checkout';
import type { AttemptId } from '@stoa/events/payments';
import type { PaymentMethod } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { currencyOf, toStripeMinor, type Money } from '@stoa/platform/money';
import type { GatewayAccount } from '../gateway-account/gateway-account.js';
import { getAccountForMethod } from '../gateway-account/gateway-account.repository.js';
import { methodNotOffered } from '../method/method.errors.js';
import { type Attempt, FIRST_LOOK_MS } from './attempt.js';
import { amountNotChargeable } from './attempt.errors.js';
import { insertAttempt } from './attempt.repository.js';
import { recordCall } from './call.repository.js';
import type { FirstCall } from './perform-payment.js';

type Wanted = { readonly checkoutId: CheckoutId; readonly amount: Money; readonly method?: PaymentMethod };
type Called = Wanted & { readonly confirmationToken: string; readonly returnUrl: string };

/** Writes down that this checkout is about to be paid, before anything is asked of the gateway. Refuses a second open attempt for the same checkout, and a way of paying
 *  that the marketplace does not offer. */
export const startPayment = async (ctx: TxCtx, wanted: Wanted): Promise<Attempt> => (await start(ctx, wanted, { state: 'started', dueAt: null })).attempt;

/** The same, with the call of the gateway written down too: `performPayment` makes it without asking again what is to be done. Should whoever makes it die before its
 *  answer, somebody asks what became of it. */
export async function startPaymentCall(ctx: TxCtx, { confirmationToken, returnUrl, ...wanted }: Called): Promise<{ attempt: Attempt; firstCall: FirstCall }> {
  const { attempt, account } = await start(ctx, wanted, { state: 'confirming', dueAt: new Date(ctx.now.getTime() + FIRST_LOOK_MS) });
  const call = await recordCall(ctx, { attemptId: attempt.id, operation: 'create', request: { confirmationToken, returnUrl } });
  return { attempt, firstCall: { do: 'call', attempt, call, gateway: { provider: account.provider, secretRef: account.secretRef } } };
}

async function start(ctx: TxCtx, { checkoutId, amount, method = 'card' }: Wanted, begun: Pick<Attempt, 'state' | 'dueAt'>): Promise<{ attempt: Attempt; account: GatewayAccount }> {
  if (amount.minor <= 0n || toStripeMinor(amount) % currencyOf(amount.currency).chargeStep !== 0n) throw amountNotChargeable(amount);
  const { account, isOffered } = await getAccountForMethod(ctx, method === 'bank_transfer' ? 'manual' : 'stripe', method);
  if (!isOffered || (method === 'sepa_debit' && amount.currency !== 'EUR')) throw methodNotOffered(method);
  const attempt: Attempt = {
    id: newId<AttemptId>(), checkoutId, orderGroupId: null, gatewayAccountId: account.id, amount, ...begun, method: null, intentRef: null, chargeRef: null, settlementRef: null,
    nextActionUrl: null, declineReason: null, declineCode: null, card: null, fee: null, net: null, createdAt: ctx.now, capturedAt: null, closedAt: null, polls: 0,
  };
  await insertAttempt(ctx, attempt);
  return { attempt, account };
}
