import Stripe from 'stripe';
import { invariant } from '@stoa/platform/errors';
import { fromStripeMinor, toStripeMinor } from '@stoa/platform/money';
import type { Decline, IntentSnapshot, IntentStatus, PaymentProvider, ProviderAnswer, Settlement } from '../provider.js';
import { isDefinitive } from './stripe-errors.js';
import { createStripeRefund, listStripeRefunds } from './stripe-refunds.js';
import { readStripeWebhook } from './stripe-webhook.js';
import { declineReason } from './stripe-declines.js';
import { moveStripeWebhook, openStripeWebhook } from './stripe-endpoints.js';

const EXPAND = ['latest_charge.balance_transaction'];

/** Payments by Stripe: separate charges and transfers, one PaymentIntent per attempt on the platform's account, captured asynchronously. */
export function stripePayments(clientFor: (secretRef: string) => Stripe): PaymentProvider {
  return {
    createIntent: (ctx, request) =>
      answer(() => clientFor(request.gateway.secretRef).paymentIntents.create({
        amount: Number(toStripeMinor(request.amount)),
        currency: request.amount.currency.toLowerCase(),
        capture_method: 'automatic_async',
        automatic_payment_methods: { enabled: true },
        transfer_group: `checkout_${request.checkoutId}`,
        metadata: { tenant_id: ctx.tenantId, attempt_id: request.attemptId, checkout_id: request.checkoutId },
        expand: EXPAND,
      }, { idempotencyKey: request.idempotencyKey })),

    confirmIntent: (_ctx, { gateway, intentRef, confirmationToken, returnUrl, idempotencyKey }) => {
      const { paymentIntents } = clientFor(gateway.secretRef);
      return orRead(paymentIntents, intentRef, () =>
        paymentIntents.confirm(intentRef, { confirmation_token: confirmationToken, return_url: returnUrl, expand: EXPAND }, { idempotencyKey }));
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

/** A decline, and a state that does not allow the call, are both told by the intent itself: it is read again, so that there is one truth. */
async function orRead(intents: Stripe['paymentIntents'], intentRef: string, call: () => Promise<Stripe.PaymentIntent>): Promise<ProviderAnswer> {
  return answer(async () => {
    try {
      return await call();
    } catch (error) {
      if (!isAboutState(error)) throw error;
      return intents.retrieve(intentRef, { expand: EXPAND });
    }
  });
}

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
  const card = charge?.payment_method_details?.card;
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
    card: card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : null,
    settlement: charge && typeof charge.balance_transaction === 'object' && charge.balance_transaction !== null ? toSettlement(charge.balance_transaction) : null,
  };
}

const toDecline = (error: Stripe.PaymentIntent.LastPaymentError): Decline => ({
  reason: declineReason(error), code: error.decline_code ?? error.code ?? 'card_declined', message: error.message ?? 'The payment was declined.',
});

function toSettlement(entry: Stripe.BalanceTransaction): Settlement {
  const [gross, fee, net] = [entry.amount, entry.fee, entry.net].map((minor) => fromStripeMinor(BigInt(minor), entry.currency.toUpperCase()));
  invariant(gross && fee && net, 'a balance transaction has three amounts');
  return { ref: entry.id, gross, fee, net };
}
