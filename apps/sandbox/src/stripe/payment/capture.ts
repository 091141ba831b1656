import type Stripe from 'stripe';
import { z } from 'zod';
import { notSimulated, refused } from '../api/errors.js';
import { expand, flag, ignored, int, mergeMetadata, metadata, text } from '../api/params.js';
import { tell } from '../event/tell.js';
import { plan } from '../timeline.js';
import { own, save, type Scope } from '../world.js';
import { settle } from './charge.js';
import { mustBe, unexpectedState, type IntentRow } from './payment-intent.js';

export const captureParams = z.strictObject({
  amount_to_capture: int.optional(),
  final_capture: flag.optional(),
  metadata: metadata.optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
  expand,
  amount_details: ignored,
  hooks: ignored,
  payment_details: ignored,
});
export const cancelParams = z.strictObject({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  expand,
});

/** Takes the authorised money, or part of it; the rest is given back to the card. */
export function captureIntent(scope: Scope, row: IntentRow, given: z.output<typeof captureParams>): IntentRow {
  mustBe(row, 'capture', 'captured');
  if (given.final_capture === false) throw notSimulated('final_capture');
  const amount = given.amount_to_capture ?? row.object.amount_capturable;
  if (amount < 1 || amount > row.object.amount_capturable) {
    throw refused('amount_too_large', `The amount to capture (${amount}) must be between 1 and the capturable amount (${row.object.amount_capturable}).`, {
      param: 'amount_to_capture',
    });
  }
  const authorised = own(scope, 'charges', row.object.latest_charge as string);
  const captured = {
    ...authorised,
    object: { ...authorised.object, captured: true, amount_captured: amount, amount_refunded: authorised.object.amount - amount },
  };
  const isAsync = row.object.capture_method === 'automatic_async';
  const charge = isAsync ? save(scope, 'charges', captured) : settle(scope, captured);
  const object: Stripe.PaymentIntent = {
    ...row.object,
    status: 'succeeded',
    amount_capturable: 0,
    amount_received: amount,
    metadata: mergeMetadata(row.object.metadata, given.metadata),
  };
  const saved = save(scope, 'payment_intents', { ...row, object });
  tell(scope, 'charge.captured', charge.object);
  tell(scope, 'payment_intent.succeeded', object);
  if (isAsync) plan(scope, 'settle_charge', scope.world.clock.now() + scope.world.options.asyncCaptureMs, charge.id);
  return saved;
}

/** Ends a payment that was not captured. Authorised money goes back to the card. */
export function cancelIntent(scope: Scope, row: IntentRow, reason: z.output<typeof cancelParams>['cancellation_reason'] | 'automatic' | null): IntentRow {
  mustBe(row, 'cancel', 'canceled');
  if (row.object.status === 'processing') throw unexpectedState(row, 'You cannot cancel this PaymentIntent because it has a status of processing: the debit has been sent to the bank.');
  const wasAuthorised = row.object.status === 'requires_capture';
  const object: Stripe.PaymentIntent = {
    ...row.object,
    status: 'canceled',
    canceled_at: scope.world.clock.seconds(),
    cancellation_reason: reason ?? null,
    amount_capturable: 0,
    next_action: null,
  };
  const saved = save(scope, 'payment_intents', { ...row, object, hidden: { ...row.hidden, awaiting: null } });
  if (wasAuthorised) {
    const charge = own(scope, 'charges', row.object.latest_charge as string);
    const released = save(scope, 'charges', { ...charge, object: { ...charge.object, refunded: true, amount_refunded: charge.object.amount } });
    tell(scope, reason === 'automatic' ? 'charge.expired' : 'charge.refunded', released.object);
  }
  tell(scope, 'payment_intent.canceled', object);
  return saved;
}

/** Seven days after a manual authorisation: the bank takes it back. */
export function expireAuthorisation(scope: Scope, intentId: string): void {
  const row = scope.world.store.get('payment_intents', intentId);
  if (row?.object.status === 'requires_capture') cancelIntent(scope, row, 'automatic');
}
