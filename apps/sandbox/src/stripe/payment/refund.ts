import type Stripe from 'stripe';
import { z } from 'zod';
import { invalid, notSimulated, refused } from '../api/errors.js';
import { expand, ignored, int, mergeMetadata, metadata, text } from '../api/params.js';
import { availableOf, balanceOf, move } from '../balance/balance.js';
import { testCardOf } from '../card/payment-method.js';
import { tell } from '../event/tell.js';
import { newId } from '../ids.js';
import type { Tables } from '../tables.js';
import { plan } from '../timeline.js';
import { DAY_MS, own, save, type Scope } from '../world.js';
import { settleLater } from './charge.js';

export type RefundRow = Tables['refunds'];
const unsimulated = (name: string) =>
  z
    .unknown()
    .transform((): never => {
      throw notSimulated(name);
    })
    .optional();
export const refundParams = z.strictObject({
  amount: int.optional(),
  charge: text.optional(),
  payment_intent: text.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.optional(),
  expand,
  instructions_email: ignored,
  reverse_transfer: unsimulated('reverse_transfer'),
  refund_application_fee: unsimulated('refund_application_fee'),
  currency: ignored,
  customer: ignored,
  origin: ignored,
});

/** Gives captured money back to the shopper. */
export function createRefund(scope: Scope, given: z.output<typeof refundParams>): RefundRow {
  const named = chargeFor(scope, given);
  // What an asynchronous capture has not booked yet is booked first: its money may be what the refund is paid from.
  if (named.object.captured) settleLater(scope, named.id);
  const charge = own(scope, 'charges', named.id);
  const { object: ch } = charge;
  if (!ch.captured) throw refused('charge_not_captured', `Charge ${ch.id} has not been captured: cancel its PaymentIntent instead.`);
  if (ch.refunded) throw refused('charge_already_refunded', `Charge ${ch.id} has already been refunded.`);
  const rest = ch.amount - ch.amount_refunded;
  const amount = given.amount ?? rest;
  if (amount < 1) throw invalid('parameter_invalid_integer', 'Invalid positive integer', 'amount');
  if (amount > rest) throw refused('amount_too_large', `Refund amount (${amount}) is greater than unrefunded amount on charge (${rest})`, { param: 'amount' });
  const isFunded = availableOf(scope, ch.currency) + pendingOf(scope, ch.currency) >= amount;
  const plans = testCardOf(charge.hidden.card).refund;
  const id = newId('re');
  const object = {
    id,
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: ch.id,
    created: scope.world.clock.seconds(),
    currency: ch.currency,
    customer: ch.customer,
    customer_account: null,
    destination_details: { card: { type: 'refund' }, type: 'card' },
    metadata: mergeMetadata({}, given.metadata),
    payment_intent: ch.payment_intent,
    payment_method: ch.payment_method,
    ...(isFunded ? {} : { pending_reason: 'insufficient_funds' as const }),
    reason: given.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: isFunded && plans !== 'pending' ? 'succeeded' : 'pending',
    transfer_reversal: null,
  } satisfies Stripe.Refund;
  const row = save(scope, 'refunds', { id, account: scope.account, object, hidden: null });
  const refunded = ch.amount_refunded + amount;
  const updated = save(scope, 'charges', { ...charge, object: { ...ch, amount_refunded: refunded, refunded: refunded === ch.amount } });
  const booked = isFunded ? book(scope, row) : row;
  tell(scope, 'refund.created', booked.object);
  tell(scope, 'charge.refunded', updated.object, { amount_refunded: ch.amount_refunded, refunded: ch.refunded });
  if (!isFunded) waitForMoney(scope, id);
  else if (plans === 'pending') plan(scope, 'finish_refund', scope.world.clock.now() + DAY_MS, id);
  else if (plans === 'fails') plan(scope, 'fail_refund', scope.world.clock.now() + DAY_MS, id);
  return booked;
}

/** A refund that waited for money tries again: when some came in, and each day. */
export function retryRefund(scope: Scope, id: string): void {
  const row = own(scope, 'refunds', id);
  if (row.object.pending_reason !== 'insufficient_funds') return;
  if (availableOf(scope, row.object.currency) + pendingOf(scope, row.object.currency) < row.object.amount) return waitForMoney(scope, id);
  const booked = book(scope, row);
  const { pending_reason: _done, ...rest } = booked.object;
  const saved = save(scope, 'refunds', { ...booked, object: { ...rest, status: 'succeeded' } });
  tell(scope, 'refund.updated', saved.object, { status: 'pending' });
}

function waitForMoney(scope: Scope, id: string): void {
  const isWaiting = scope.world.store.all('tasks').some((task) => task.kind === 'retry_refund' && task.subject === id);
  if (!isWaiting) plan(scope, 'retry_refund', scope.world.clock.now() + DAY_MS, id);
}

export function finishRefund(scope: Scope, id: string): void {
  const row = own(scope, 'refunds', id);
  const saved = save(scope, 'refunds', { ...row, object: { ...row.object, status: 'succeeded' } });
  tell(scope, 'refund.updated', saved.object, { status: row.object.status });
}

/** The bank could not take the money: it comes back to the balance, and the charge counts as not refunded by it. */
export function failRefund(scope: Scope, id: string): void {
  const row = own(scope, 'refunds', id);
  if (row.object.status === 'failed') return;
  const back = move(scope, {
    amount: row.object.amount,
    currency: row.object.currency,
    fee: 0,
    type: 'refund_failure',
    reportingCategory: 'refund_failure',
    source: id,
    description: null,
    availableAt: scope.world.clock.now(),
  });
  const charge = own(scope, 'charges', row.object.charge as string);
  save(scope, 'charges', { ...charge, object: { ...charge.object, amount_refunded: charge.object.amount_refunded - row.object.amount, refunded: false } });
  const saved = save(scope, 'refunds', {
    ...row,
    object: { ...row.object, status: 'failed', failure_reason: 'lost_or_stolen_card', failure_balance_transaction: back.id },
  });
  tell(scope, 'refund.updated', saved.object, { status: row.object.status });
  tell(scope, 'refund.failed', saved.object);
}

function book(scope: Scope, row: RefundRow): RefundRow {
  const transaction = move(scope, {
    amount: -row.object.amount,
    currency: row.object.currency,
    fee: 0,
    type: 'refund',
    reportingCategory: 'refund',
    source: row.id,
    description: 'REFUND FOR CHARGE',
    availableAt: scope.world.clock.now(),
  });
  return save(scope, 'refunds', { ...row, object: { ...row.object, balance_transaction: transaction.id } });
}

const pendingOf = (scope: Scope, currency: string) => balanceOf(scope).pending.find((b) => b.currency === currency)?.amount ?? 0;

function chargeFor(scope: Scope, given: z.output<typeof refundParams>): Tables['charges'] {
  if (given.charge) return own(scope, 'charges', given.charge, 'charge');
  if (!given.payment_intent)
    throw invalid('parameter_missing', 'One of the following params should be provided for this request: payment_intent or charge.', 'payment_intent');
  const intent = own(scope, 'payment_intents', given.payment_intent, 'payment_intent');
  const latest = intent.object.latest_charge;
  if (typeof latest !== 'string' || intent.object.status !== 'succeeded')
    throw refused('charge_not_refundable', `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, { param: 'payment_intent' });
  return own(scope, 'charges', latest);
}
