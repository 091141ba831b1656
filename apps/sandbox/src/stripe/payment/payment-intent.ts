import type Stripe from 'stripe';
import { z } from 'zod';
import { acceptAmount } from '../balance/currencies.js';
import { notSimulated, refused } from '../api/errors.js';
import { clearable, currency, expand, flag, ignored, int, mergeMetadata, metadata, shipping, text } from '../api/params.js';
import { addressOf, cardData, methodOfCard, methodOfId } from '../card/payment-method.js';
import { tell } from '../event/tell.js';
import { newId } from '../ids.js';
import type { Tables } from '../tables.js';
import { own, save, type Scope } from '../world.js';

export type IntentRow = Tables['payment_intents'];

/** Which moves are legal from which status. */
export const MAY = {
  update: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  capture: ['requires_capture'],
  cancel: ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action', 'processing'],
} as const;

const unsimulated = (name: string) =>
  z
    .unknown()
    .transform((): never => {
      throw notSimulated(name);
    })
    .optional();
const captureMethod = z.enum(['automatic', 'automatic_async', 'manual']);
const methods = z.strictObject({ enabled: flag, allow_redirects: z.enum(['always', 'never']).optional() });
const split = {
  application_fee_amount: unsimulated('application_fee_amount'),
  on_behalf_of: unsimulated('on_behalf_of'),
  transfer_data: unsimulated('transfer_data'),
};
const known = {
  hooks: ignored,
  amount_details: ignored,
  payment_details: ignored,
  payment_method_options: ignored,
  allowed_payment_method_types: ignored,
  customer_account: ignored,
};
export const confirmOnly = {
  confirmation_token: text.optional(),
  error_on_requires_action: flag.optional(),
  mandate: ignored,
  mandate_data: ignored,
  off_session: z.union([flag, z.enum(['one_off', 'recurring']).transform(() => true)]).optional(),
  radar_options: ignored,
  return_url: text.optional(),
  use_stripe_sdk: flag.optional(),
};
const shared = {
  capture_method: captureMethod.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
  payment_method: text.optional(),
  payment_method_data: cardData.optional(),
  receipt_email: clearable.optional(),
  setup_future_usage: z.enum(['off_session', 'on_session', '']).optional(),
  shipping: z.union([z.literal('').transform(() => null), shipping]).optional(),
  expand,
  ...known,
};

export const createParams = z.strictObject({
  ...shared,
  ...split,
  ...confirmOnly,
  amount: int,
  currency,
  automatic_payment_methods: methods.optional(),
  excluded_payment_method_types: z.array(z.enum(['card', 'sepa_debit'])).optional(),
  confirm: flag.optional(),
  confirmation_method: z.enum(['automatic', 'manual']).optional(),
  customer: text.optional(),
  payment_method_configuration: ignored,
  statement_descriptor: text.max(22).optional(),
  statement_descriptor_suffix: text.max(22).optional(),
  transfer_group: text.optional(),
});
export const updateParams = z.strictObject({
  ...shared,
  ...split,
  amount: int.optional(),
  currency: currency.optional(),
  customer: text.optional(),
  payment_method_configuration: ignored,
  statement_descriptor: text.max(22).optional(),
  statement_descriptor_suffix: text.max(22).optional(),
  transfer_group: text.optional(),
});
export const confirmParams = z.strictObject({ ...shared, ...confirmOnly, amount_to_confirm: int.optional(), description: ignored, metadata: ignored });

/** A new payment, not yet confirmed. */
export function createIntent(scope: Scope, given: z.output<typeof createParams>): IntentRow {
  acceptAmount(given.amount, given.currency);
  if (given.customer) own(scope, 'customers', given.customer, 'customer');
  const method = given.payment_method_data
    ? methodOfCard(scope, given.payment_method_data)
    : given.payment_method
      ? methodOfId(scope, given.payment_method, 'payment_method')
      : null;
  const id = newId('pi');
  const object = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: given.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: given.automatic_payment_methods
      ? { allow_redirects: given.automatic_payment_methods.allow_redirects ?? 'always', enabled: given.automatic_payment_methods.enabled }
      : { allow_redirects: 'always', enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: given.capture_method ?? 'automatic_async',
    client_secret: `${id}_${newId('secret')}`,
    confirmation_method: given.confirmation_method ?? 'automatic',
    created: scope.world.clock.seconds(),
    currency: given.currency,
    customer: given.customer ?? null,
    customer_account: null,
    description: given.description ?? null,
    excluded_payment_method_types: given.excluded_payment_method_types ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, given.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: (given.currency === 'eur' ? ['card', 'sepa_debit'] as const : ['card'] as const).filter((type) => !given.excluded_payment_method_types?.includes(type)),
    payment_record: null,
    processing: null,
    receipt_email: given.receipt_email ?? null,
    review: null,
    setup_future_usage: given.setup_future_usage || null,
    shipping: shippingOf(given.shipping),
    source: null,
    statement_descriptor: given.statement_descriptor ?? null,
    statement_descriptor_suffix: given.statement_descriptor_suffix ?? null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: given.transfer_group ?? null,
  } satisfies Stripe.PaymentIntent;
  const row: IntentRow = {
    id,
    account: scope.account,
    object,
    hidden: { card: method?.hidden.card ?? null, awaiting: null, offSession: false, returnUrl: given.return_url ?? null },
  };
  save(scope, 'payment_intents', row);
  tell(scope, 'payment_intent.created', object);
  return row;
}

/** Changes a payment before it is confirmed; afterwards only its description, metadata and transfer group. */
export function updateIntent(scope: Scope, row: IntentRow, given: z.output<typeof updateParams>): IntentRow {
  const isOpen = (MAY.update as readonly string[]).includes(row.object.status);
  const changesMoney =
    given.amount !== undefined ||
    given.currency !== undefined ||
    given.payment_method !== undefined ||
    given.payment_method_data !== undefined ||
    given.capture_method !== undefined ||
    given.customer !== undefined;
  if (!isOpen && changesMoney)
    throw unexpectedState(
      row,
      `This PaymentIntent's amount could not be updated because it has a status of ${row.object.status}. You may only update the amount of a PaymentIntent with one of the following statuses: ${MAY.update.join(', ')}.`,
    );
  const next = given.currency ?? row.object.currency;
  const amount = given.amount ?? row.object.amount;
  acceptAmount(amount, next);
  if (given.customer) own(scope, 'customers', given.customer, 'customer');
  const method = given.payment_method_data
    ? methodOfCard(scope, given.payment_method_data)
    : given.payment_method
      ? methodOfId(scope, given.payment_method, 'payment_method')
      : null;
  const object: Stripe.PaymentIntent = {
    ...row.object,
    amount,
    currency: next,
    capture_method: given.capture_method ?? row.object.capture_method,
    customer: given.customer ?? row.object.customer,
    description: given.description === undefined ? row.object.description : given.description,
    metadata: mergeMetadata(row.object.metadata, given.metadata),
    receipt_email: given.receipt_email === undefined ? row.object.receipt_email : given.receipt_email,
    shipping: given.shipping === undefined ? row.object.shipping : shippingOf(given.shipping),
    statement_descriptor: given.statement_descriptor ?? row.object.statement_descriptor,
    statement_descriptor_suffix: given.statement_descriptor_suffix ?? row.object.statement_descriptor_suffix,
    transfer_group: given.transfer_group ?? row.object.transfer_group,
    ...(method ? { payment_method: method.id, status: 'requires_confirmation' as const, next_action: null } : {}),
  };
  return save(scope, 'payment_intents', { ...row, object, hidden: method ? { ...row.hidden, card: method.hidden.card } : row.hidden });
}

export const shippingOf = (given: z.output<typeof shipping> | null | undefined): Stripe.PaymentIntent.Shipping | null =>
  given
    ? {
        address: addressOf(given.address),
        name: given.name,
        carrier: given.carrier ?? null,
        phone: given.phone ?? null,
        tracking_number: given.tracking_number ?? null,
      }
    : null;

/** The state refuses: Stripe says so with the payment as it is. */
export const unexpectedState = (row: IntentRow, message: string) => refused('payment_intent_unexpected_state', message, { payment_intent: row.object });

export function mustBe(row: IntentRow, verb: keyof typeof MAY, past: string): void {
  const allowed = MAY[verb] as readonly string[];
  if (!allowed.includes(row.object.status))
    throw unexpectedState(
      row,
      `You cannot ${verb} this PaymentIntent because it has a status of ${row.object.status}. Only a PaymentIntent with one of the following statuses may be ${past}: ${allowed.join(', ')}.`,
    );
}
