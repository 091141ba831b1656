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
import { insertAttempt, insertAttemptAndCall } from './attempt.repository.js';
import { newCall } from './call.repository.js';
import type { FirstCall } from './perform-payment.js';

type Wanted = { readonly checkoutId: CheckoutId; readonly amount: Money; readonly method?: PaymentMethod };
type Called = Wanted & { readonly confirmationToken: string; readonly returnUrl: string };

/** Writes down that this checkout is about to be paid, before anything is asked of the gateway. Refuses a second open attempt for the same checkout, and a way of paying
 *  that the marketplace does not offer. */
export async function startPayment(ctx: TxCtx, wanted: Wanted): Promise<Attempt> {
  const found = await getAccountForMethod(ctx, providerOf(wanted), methodOf(wanted));
  const attempt: Attempt = { ...begin(ctx, wanted, { state: 'started', dueAt: null }), gatewayAccountId: accountOffering(wanted, found).id };
  await insertAttempt(ctx, attempt);
  return attempt;
}

/** The same, with the call of the gateway written down too: `performPayment` makes it without asking again what is to be done. Should whoever makes it die before its
 *  answer, somebody asks what became of it. */
export async function startPaymentCall(ctx: TxCtx, { confirmationToken, returnUrl, ...wanted }: Called): Promise<{ attempt: Attempt; firstCall: FirstCall }> {
  const begun = begin(ctx, wanted, { state: 'confirming', dueAt: new Date(ctx.now.getTime() + FIRST_LOOK_MS) });
  const call = newCall({ attemptId: begun.id, operation: 'create', request: { confirmationToken, returnUrl, method: methodOf(wanted) } });
  const account = accountOffering(wanted, await insertAttemptAndCall(ctx, begun, { call, takenBy: { provider: providerOf(wanted), method: methodOf(wanted) } }));
  const attempt: Attempt = { ...begun, gatewayAccountId: account.id };
  return { attempt, firstCall: { do: 'call', attempt, call, gateway: { provider: account.provider, secretRef: account.secretRef } } };
}

const methodOf = ({ method = 'card' }: Wanted): PaymentMethod => method;
const providerOf = (wanted: Wanted): GatewayAccount['provider'] => (methodOf(wanted) === 'bank_transfer' ? 'manual' : 'stripe');

function begin(ctx: TxCtx, { checkoutId, amount }: Wanted, begun: Pick<Attempt, 'state' | 'dueAt'>): Omit<Attempt, 'gatewayAccountId'> {
  if (amount.minor <= 0n || toStripeMinor(amount) % currencyOf(amount.currency).chargeStep !== 0n) throw amountNotChargeable(amount);
  return {
    id: newId<AttemptId>(), checkoutId, orderGroupId: null, amount, ...begun, method: null, intentRef: null, chargeRef: null, settlementRef: null,
    nextActionUrl: null, declineReason: null, declineCode: null, card: null, fee: null, net: null, createdAt: ctx.now, capturedAt: null, closedAt: null, polls: 0,
  };
}

function accountOffering(wanted: Wanted, { account, isOffered }: { account: GatewayAccount; isOffered: boolean }): GatewayAccount {
  if (!isOffered || (methodOf(wanted) === 'sepa_debit' && wanted.amount.currency !== 'EUR')) throw methodNotOffered(methodOf(wanted));
  return account;
}
