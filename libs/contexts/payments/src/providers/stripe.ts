import Stripe from 'stripe';
import { invariant } from '@stoa/platform/errors';
import { fromStripeMinor, toStripeMinor } from '@stoa/platform/money';
import type { PaymentMethod } from '@stoa/orders';
import type { Decline, IntentSnapshot, IntentStatus, NewIntent, PaymentProvider, ProviderAnswer, Settlement } from '../provider.js';
import { isDefinitive } from './stripe-errors.js';
import { createStripeRefund, listStripeRefunds } from './stripe-refunds.js';
import { readStripeWebhook } from './stripe-webhook.js';
import { declineReason } from './stripe-declines.js';
import { moveStripeWebhook, openStripeWebhook } from './stripe-endpoints.js';

const EXPAND = ['latest_charge.balance_transaction'];

/** Payments by Stripe: separate charges and transfers, one PaymentIntent per attempt on the platform's account, captured asynchronously. */
export function stripePayments(clientFor: (secretRef: string) => Stripe): PaymentProvider {
  return {
    createIntent: (ctx, { gateway, idempotencyKey, ...wanted }) => {
      const { paymentIntents } = clientFor(gateway.secretRef);
      return orRead(paymentIntents, null, () => paymentIntents.create({ ...paramsOf(ctx.tenantId, wanted), ...confirmed(wanted) }, { idempotencyKey }));
    },

    // Under the same key without the confirmation: either Stripe says that the key was used otherwise, then the first call did arrive and is repeated for its answer; or it
    // makes an intent that nobody confirms, and the key is used up for whatever of the first call may still be on its way.
    recallIntent: (ctx, { gateway, idempotencyKey, ...wanted }) => {
      const { paymentIntents } = clientFor(gateway.secretRef);
      const params = paramsOf(ctx.tenantId, wanted);
      return orRead(paymentIntents, null, async () => {
        try {
          return await paymentIntents.create(params, { idempotencyKey });
        } catch (error) {
          if (!(error instanceof Stripe.errors.StripeIdempotencyError)) throw error;
          return paymentIntents.create({ ...params, ...confirmed(wanted) }, { idempotencyKey });
        }
      });
    },

    cancelIntent: (_ctx, { gateway, intentRef, idempotencyKey }) => {
      const { paymentIntents } = clientFor(gateway.secretRef);
      return orRead(paymentIntents, intentRef, () => paymentIntents.cancel(intentRef, { cancellation_reason: 'abandoned', expand: EXPAND }, { idempotencyKey }));
    },

    readIntent: (_ctx, { gateway, intentRef }) => answer(() => clientFor(gateway.secretRef).paymentIntents.retrieve(intentRef, { expand: EXPAND })),
    createRefund: (ctx, { gateway, ...request }) => createStripeRefund(clientFor(gateway.secretRef), { ...request, tenantId: ctx.tenantId }),
    listRefunds: (_ctx, { gateway, intentRef }) => listStripeRefunds(clientFor(gateway.secretRef), intentRef),
    openWebhook: (_ctx, { gateway, ...request }) => openStripeWebhook(clientFor(gateway.secretRef), request),
    moveWebhook: (_ctx, { gateway, ...request }) => moveStripeWebhook(clientFor(gateway.secretRef), request),
    readWebhook: readStripeWebhook,
  };
}

/** A token for a bank account that is sent as a card would make an order wait that was meant to be paid at once, and the other way round. */
const OTHERS: Readonly<Partial<Record<PaymentMethod, readonly Stripe.PaymentIntentCreateParams.ExcludedPaymentMethodType[]>>> = { card: ['sepa_debit'], sepa_debit: ['card'] };

const paramsOf = (tenantId: string, wanted: NewIntent): Stripe.PaymentIntentCreateParams => ({
  amount: Number(toStripeMinor(wanted.amount)),
  currency: wanted.amount.currency.toLowerCase(),
  capture_method: 'automatic_async',
  automatic_payment_methods: { enabled: true },
  ...(wanted.method && OTHERS[wanted.method] && { excluded_payment_method_types: [...OTHERS[wanted.method]!] }),
  transfer_group: `checkout_${wanted.checkoutId}`,
  metadata: { tenant_id: tenantId, attempt_id: wanted.attemptId, checkout_id: wanted.checkoutId },
  expand: EXPAND,
});
const confirmed = (wanted: NewIntent) => ({ confirm: true, confirmation_token: wanted.confirmationToken, return_url: wanted.returnUrl });

/** A decline, and a state that does not allow the call, are both told by the intent itself: it is read again, so that there is one truth. `intentRef`: null when the
 *  call itself makes it; a refusal then names what it made. */
async function orRead(intents: Stripe['paymentIntents'], intentRef: string | null, call: () => Promise<Stripe.PaymentIntent>): Promise<ProviderAnswer> {
  return answer(async () => {
    try {
      return await call();
    } catch (error) {
      const about = intentRef ?? intentIn(error);
      if (!isAboutState(error) || about === null) throw error;
      return intents.retrieve(about, { expand: EXPAND });
    }
  });
}

const intentIn = (error: unknown): string | null => (error instanceof Stripe.errors.StripeError && error.payment_intent ? error.payment_intent.id : null);

const isAboutState = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeCardError || (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'payment_intent_unexpected_state');

async function answer(call: () => Promise<Stripe.PaymentIntent>): Promise<ProviderAnswer> {
  try {
    return { outcome: 'answered', intent: toSnapshot(await call()) };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const told = { code: error.code ?? error.type, message: error.message };
    return isDefinitive(error) ? { outcome: 'refused', ...told } : { outcome: 'unknown', message: `${told.code}: ${told.message}` };
  }
}

const STATUS: Readonly<Record<string, IntentStatus>> = {
  requires_payment_method: 'unpaid', requires_confirmation: 'unpaid', requires_action: 'requires_action', processing: 'processing', requires_capture: 'processing', succeeded: 'captured', canceled: 'canceled',
};

function toSnapshot(intent: Stripe.PaymentIntent): IntentSnapshot {
  const status = STATUS[intent.status];
  invariant(status, `Stripe's state ${intent.status} is known`);
  const currency = intent.currency.toUpperCase();
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  return {
    intentRef: intent.id,
    tenantId: intent.metadata['tenant_id'] ?? null,
    attemptId: intent.metadata['attempt_id'] ?? null,
    status,
    amount: fromStripeMinor(BigInt(intent.amount), currency),
    received: fromStripeMinor(BigInt(intent.amount_received), currency),
    chargeRef: typeof intent.latest_charge === 'string' ? intent.latest_charge : (charge?.id ?? null),
    decline: status === 'unpaid' && intent.last_payment_error ? toDecline(intent.last_payment_error) : null,
    nextActionUrl: intent.next_action?.redirect_to_url?.url ?? null,
    method: METHODS[charge?.payment_method_details?.type ?? ''] ?? null,
    card: cardOf(charge?.payment_method_details ?? null),
    settlement: charge && typeof charge.balance_transaction === 'object' && charge.balance_transaction !== null ? toSettlement(charge.balance_transaction) : null,
  };
}

const METHODS: Readonly<Record<string, PaymentMethod>> = { card: 'card', sepa_debit: 'sepa_debit' };

/** What the shopper knows it by: the end of a card's number, or of an account's. */
function cardOf(details: Stripe.Charge.PaymentMethodDetails | null): IntentSnapshot['card'] {
  if (details?.card?.brand && details.card.last4) return { brand: details.card.brand, last4: details.card.last4 };
  return details?.sepa_debit?.last4 ? { brand: 'sepa_debit', last4: details.sepa_debit.last4 } : null;
}

const toDecline = (error: Stripe.PaymentIntent.LastPaymentError): Decline => ({
  reason: declineReason(error), code: error.decline_code ?? error.code ?? 'card_declined', message: error.message ?? 'The payment was declined.',
});

function toSettlement(entry: Stripe.BalanceTransaction): Settlement {
  const [gross, fee, net] = [entry.amount, entry.fee, entry.net].map((minor) => fromStripeMinor(BigInt(minor), entry.currency.toUpperCase()));
  invariant(gross && fee && net, 'a balance transaction has three amounts');
  return { ref: entry.id, gross, fee, net };
}
