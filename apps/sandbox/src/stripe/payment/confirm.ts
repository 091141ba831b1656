import type Stripe from 'stripe';
import type { z } from 'zod';
import { ApiError, invalid } from '../api/errors.js';
import type { CardBehaviour } from '../card/cards.js';
import { useToken } from '../card/confirmation-token.js';
import { methodOfCard, methodOfId, testCardOf } from '../card/payment-method.js';
import { tell } from '../event/tell.js';
import { newId } from '../ids.js';
import type { Tables } from '../tables.js';
import { plan } from '../timeline.js';
import { DAY_MS, own, save, type Scope } from '../world.js';
import { AUTHORISATION_MS, chargeOf, settle } from './charge.js';
import { mustBe, shippingOf, unexpectedState, type confirmParams, type createParams, type IntentRow } from './payment-intent.js';

export type ConfirmParams = Partial<z.output<typeof confirmParams> & z.output<typeof createParams>>;
type Method = Tables['payment_methods'];
type Decline = Extract<CardBehaviour, { kind: 'decline' }>;
/** A decline is an outcome, not a fault: what it changed stays, and the answer is a 402. */
export type Confirmed = { intent: IntentRow; declined: ApiError | null };

const GENERIC: Decline = { kind: 'decline', code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' };
const AUTHENTICATION_REQUIRED: Decline = {
  kind: 'decline',
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

/** Charges the shopper's card, or asks the shopper to authenticate first. */
export function confirmIntent(scope: Scope, row: IntentRow, given: ConfirmParams): Confirmed {
  mustBe(row, 'confirm', 'confirmed');
  const { method, returnUrl, shipping } = methodFor(scope, row, given);
  const pi = row.object;
  if (!pi.payment_method_types.includes(method.object.type)) {
    throw invalid('payment_intent_invalid_parameter', `The PaymentMethod provided (${method.object.type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${pi.payment_method_types.join(', ')}.`, 'payment_method');
  }
  if (!returnUrl && needsReturnUrl(pi, given)) {
    throw invalid(
      'parameter_missing',
      "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never`.",
      'return_url',
    );
  }
  const object: Stripe.PaymentIntent = {
    ...pi,
    payment_method: method.id,
    last_payment_error: null,
    next_action: null,
    capture_method: given.capture_method ?? pi.capture_method,
    receipt_email: given.receipt_email === undefined ? pi.receipt_email : given.receipt_email,
    shipping: given.shipping === undefined ? (pi.shipping ?? shipping) : shippingOf(given.shipping),
    setup_future_usage: given.setup_future_usage === undefined ? pi.setup_future_usage : given.setup_future_usage || null,
  };
  const next: IntentRow = { ...row, object, hidden: { card: method.hidden.card, awaiting: null, offSession: given.off_session === true, returnUrl } };
  const { behaviour } = testCardOf(method.hidden.card);
  if (behaviour.kind === 'decline') return decline(scope, next, method, behaviour, false);
  if (behaviour.kind === 'approve') return { intent: charge(scope, next, method, false), declined: null };
  if (behaviour.kind === 'debit') return { intent: askForDebit(scope, next, method), declined: null };
  if (next.hidden.offSession) {
    return behaviour.isOffSessionFree
      ? { intent: charge(scope, next, method, false), declined: null }
      : decline(scope, next, method, AUTHENTICATION_REQUIRED, false);
  }
  if (given.error_on_requires_action) return decline(scope, next, method, AUTHENTICATION_REQUIRED, false);
  return { intent: askToAuthenticate(scope, next), declined: null };
}

/** The shopper came back from the bank's page. */
export function authenticated(scope: Scope, row: IntentRow, outcome: 'complete' | 'fail'): Confirmed {
  if (row.object.status !== 'requires_action')
    throw unexpectedState(row, `This PaymentIntent has a status of ${row.object.status}: there is nothing to authenticate.`);
  const method = own(scope, 'payment_methods', row.object.payment_method as string);
  const next: IntentRow = { ...row, object: { ...row.object, next_action: null }, hidden: { ...row.hidden, awaiting: null } };
  if (outcome === 'fail') {
    const message = 'We are unable to authenticate your payment method. Please choose a different payment method and try again.';
    return fail(scope, next, method, { type: 'invalid_request_error', code: 'payment_intent_authentication_failure', message }, null);
  }
  const { behaviour } = testCardOf(method.hidden.card);
  return behaviour.kind === 'authenticate' && behaviour.then === 'decline'
    ? decline(scope, next, method, GENERIC, true)
    : { intent: charge(scope, next, method, true), declined: null };
}

function methodFor(
  scope: Scope,
  row: IntentRow,
  given: ConfirmParams,
): { method: Method; returnUrl: string | null; shipping: Stripe.PaymentIntent.Shipping | null } {
  const returnUrl = given.return_url ?? row.hidden.returnUrl;
  if (given.confirmation_token) {
    if (given.payment_method || given.payment_method_data)
      throw invalid('parameter_unknown', 'You cannot give confirmation_token together with payment_method or payment_method_data.', 'confirmation_token');
    const { token, method } = useToken(scope, given.confirmation_token, row.id);
    const shipping = token.object.shipping ? { ...token.object.shipping, address: token.object.shipping.address, carrier: null, tracking_number: null } : null;
    return { method, returnUrl: given.return_url ?? token.object.return_url ?? row.hidden.returnUrl, shipping };
  }
  if (given.payment_method_data) return { method: methodOfCard(scope, given.payment_method_data), returnUrl, shipping: null };
  if (given.payment_method) return { method: methodOfId(scope, given.payment_method, 'payment_method'), returnUrl, shipping: null };
  if (typeof row.object.payment_method === 'string') return { method: own(scope, 'payment_methods', row.object.payment_method), returnUrl, shipping: null };
  throw unexpectedState(
    row,
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
  );
}

function needsReturnUrl(pi: Stripe.PaymentIntent, given: ConfirmParams): boolean {
  return (
    pi.automatic_payment_methods?.enabled === true &&
    pi.automatic_payment_methods.allow_redirects !== 'never' &&
    !given.use_stripe_sdk &&
    !given.error_on_requires_action &&
    !given.off_session
  );
}

function charge(scope: Scope, row: IntentRow, method: Method, wasAuthenticated: boolean): IntentRow {
  const isManual = row.object.capture_method === 'manual';
  const made = chargeOf(scope, row, method, { decline: null, isCaptured: !isManual, wasAuthenticated });
  const paid = row.object.capture_method === 'automatic' ? settle(scope, made) : made;
  const { amount } = row.object;
  const object: Stripe.PaymentIntent = isManual
    ? { ...row.object, status: 'requires_capture', amount_capturable: amount, latest_charge: paid.id }
    : { ...row.object, status: 'succeeded', amount_received: amount, latest_charge: paid.id };
  const saved = save(scope, 'payment_intents', { ...row, object });
  tell(scope, 'charge.succeeded', paid.object);
  tell(scope, isManual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', object);
  if (isManual) plan(scope, 'expire_authorisation', scope.world.clock.now() + AUTHORISATION_MS, row.id);
  if (object.capture_method === 'automatic_async') plan(scope, 'settle_charge', scope.world.clock.now() + scope.world.options.asyncCaptureMs, paid.id);
  return saved;
}

function decline(scope: Scope, row: IntentRow, method: Method, how: Decline, wasAuthenticated: boolean): Confirmed {
  const made = chargeOf(scope, row, method, { decline: how, isCaptured: false, wasAuthenticated });
  tell(scope, 'charge.failed', made.object);
  const advice = how.declineCode === 'generic_decline' ? { advice_code: 'try_again_later' } : {};
  const error = {
    type: 'card_error' as const,
    code: how.code,
    ...(how.declineCode ? { decline_code: how.declineCode } : {}),
    ...advice,
    charge: made.id,
    message: how.message,
    doc_url: `https://stripe.com/docs/error-codes/${how.code.replaceAll('_', '-')}`,
  };
  return fail(scope, row, method, error, made.id);
}

function fail(
  scope: Scope,
  row: IntentRow,
  method: Method,
  error: Stripe.PaymentIntent.LastPaymentError & { message: string; code: string },
  charge: string | null,
): Confirmed {
  const withMethod = { ...error, payment_method: method.object };
  const object: Stripe.PaymentIntent = {
    ...row.object,
    status: 'requires_payment_method',
    payment_method: null,
    last_payment_error: withMethod,
    latest_charge: charge ?? row.object.latest_charge,
  };
  const intent = save(scope, 'payment_intents', { ...row, object });
  tell(scope, 'payment_intent.payment_failed', object);
  return { intent, declined: new ApiError(402, { ...withMethod, payment_intent: object }) };
}

/** A debit is sent to the shopper's bank, which takes about three working days to say whether it was paid. */
function askForDebit(scope: Scope, row: IntentRow, method: Method): IntentRow {
  if (row.object.currency !== 'eur') throw invalid('payment_intent_invalid_currency', 'The currency provided is not supported by sepa_debit: it moves euros only.', 'currency');
  const made = chargeOf(scope, row, method, { decline: null, isCaptured: false, wasAuthenticated: false });
  const pending = save(scope, 'charges', { ...made, object: { ...made.object, status: 'pending', paid: false, captured: true, amount_captured: row.object.amount } });
  const object: Stripe.PaymentIntent = { ...row.object, status: 'processing', latest_charge: pending.id };
  const saved = save(scope, 'payment_intents', { ...row, object });
  tell(scope, 'charge.pending', pending.object);
  tell(scope, 'payment_intent.processing', object);
  plan(scope, 'conclude_debit', scope.world.clock.now() + DEBIT_MS, row.id);
  return saved;
}
const DEBIT_MS = 3 * DAY_MS;

/** The bank has answered: the money is there, or it is not. */
export function concludeDebit(scope: Scope, intentId: string): void {
  const row = scope.world.store.get('payment_intents', intentId);
  if (row?.object.status !== 'processing') return;
  const pending = own(scope, 'charges', row.object.latest_charge as string);
  const { behaviour } = testCardOf(pending.hidden.card);
  if (behaviour.kind === 'debit' && behaviour.then === 'failed') {
    const message = "The customer's account has insufficient funds to cover this payment.";
    const failed = save(scope, 'charges', { ...pending, object: { ...pending.object, status: 'failed', captured: false, amount_captured: 0, failure_code: 'insufficient_funds', failure_message: message } });
    tell(scope, 'charge.failed', failed.object);
    const method = own(scope, 'payment_methods', row.object.payment_method as string);
    fail(scope, row, method, { type: 'invalid_request_error', code: 'payment_intent_payment_attempt_failed', decline_code: 'insufficient_funds', message, charge: failed.id }, failed.id);
    return;
  }
  const paid = settle(scope, { ...pending, object: { ...pending.object, status: 'succeeded', paid: true } });
  const object: Stripe.PaymentIntent = { ...row.object, status: 'succeeded', amount_received: row.object.amount };
  save(scope, 'payment_intents', { ...row, object });
  tell(scope, 'charge.succeeded', paid.object);
  tell(scope, 'payment_intent.succeeded', object);
}

function askToAuthenticate(scope: Scope, row: IntentRow): IntentRow {
  const awaiting = newId('challenge');
  const url = `${scope.world.publicUrl()}/3ds/${awaiting}`;
  const next_action: Stripe.PaymentIntent.NextAction = { type: 'redirect_to_url', redirect_to_url: { return_url: row.hidden.returnUrl, url } };
  const object: Stripe.PaymentIntent = { ...row.object, status: 'requires_action', next_action };
  const saved = save(scope, 'payment_intents', { ...row, object, hidden: { ...row.hidden, awaiting } });
  tell(scope, 'payment_intent.requires_action', object);
  return saved;
}
