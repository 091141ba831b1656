import type Stripe from 'stripe';
import { z } from 'zod';
import { invalid, refused } from '../api/errors.js';
import { clearable, currency, expand, ignored, int, mergeMetadata, metadata, text } from '../api/params.js';
import { availableOf, move } from '../balance/balance.js';
import { billingOf } from '../card/payment-method.js';
import { tell } from '../event/tell.js';
import { newId } from '../ids.js';
import type { Tables } from '../tables.js';
import { own, save, type Scope } from '../world.js';

export type TransferRow = Tables['transfers'];
export const transferParams = z.strictObject({
  amount: int,
  currency,
  destination: text,
  description: clearable.optional(),
  metadata: metadata.optional(),
  source_transaction: text.optional(),
  source_type: ignored,
  transfer_group: text.optional(),
  expand,
});
export const reversalParams = z.strictObject({
  amount: int.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
  expand,
  refund_application_fee: ignored,
});

/** Moves money from the platform's balance to a connected account's. */
export function createTransfer(scope: Scope, given: z.output<typeof transferParams>): TransferRow {
  if (given.amount < 1) throw invalid('parameter_invalid_integer', 'Invalid positive integer', 'amount');
  const destination = destinationOf(scope, given.destination);
  const source = given.source_transaction ? sourceOf(scope, given.source_transaction, given) : null;
  if (!source && availableOf(scope, given.currency) < given.amount) {
    throw refused(
      'balance_insufficient',
      'You have insufficient available funds in your Stripe account. One likely reason you have insufficient funds is that your funds are automatically being paid out; try enabling manual payouts by going to https://dashboard.stripe.com/account/payouts.',
    );
  }
  const id = newId('tr');
  const group = given.transfer_group ?? source?.charge.object.transfer_group ?? (source ? `group_${String(source.charge.object.payment_intent)}` : null);
  const availableAt = source?.availableAt ?? scope.world.clock.now();
  const debit = move(scope, {
    amount: -given.amount,
    currency: given.currency,
    fee: 0,
    type: 'transfer',
    reportingCategory: 'transfer',
    source: id,
    description: given.description ?? null,
    availableAt,
  });
  const payment = paymentOf({ ...scope, account: destination.id }, { ...given, availableAt, transfer: id, group });
  const object = {
    id,
    object: 'transfer',
    amount: given.amount,
    amount_reversed: 0,
    balance_transaction: debit.id,
    created: scope.world.clock.seconds(),
    currency: given.currency,
    description: given.description ?? null,
    destination: destination.id,
    destination_payment: payment.id,
    livemode: false,
    metadata: mergeMetadata({}, given.metadata),
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: source?.charge.id ?? null,
    source_type: 'card',
    transfer_group: group,
  } satisfies Stripe.Transfer;
  const row = save(scope, 'transfers', { id, account: scope.account, object, hidden: null });
  if (source)
    save(scope, 'charges', {
      ...source.charge,
      object: { ...source.charge.object, transfer_group: group },
      hidden: { ...source.charge.hidden, transferred: source.charge.hidden.transferred + given.amount },
    });
  tell(scope, 'transfer.created', object);
  return row;
}

/** Takes a transfer back, or part of it; the connected account must have the money. */
export function reverseTransfer(scope: Scope, row: TransferRow, given: z.output<typeof reversalParams>): Tables['transfer_reversals'] {
  const { object: transfer } = row;
  const rest = transfer.amount - transfer.amount_reversed;
  const amount = given.amount ?? rest;
  if (rest === 0) throw refused('transfer_already_reversed', `Transfer ${transfer.id} is already fully reversed.`);
  if (amount < 1 || amount > rest)
    throw refused('amount_too_large', `Reversal amount (${amount}) is greater than unreversed amount on transfer (${rest}).`, { param: 'amount' });
  const vendor: Scope = { ...scope, account: transfer.destination as string };
  const payment = scope.world.store.get('charges', transfer.destination_payment as string)!;
  const pending = pendingUntil(scope, payment);
  if (!pending && availableOf(vendor, transfer.currency) < amount)
    throw refused('balance_insufficient', `The connected account ${vendor.account} has insufficient available funds for this reversal.`);
  const availableAt = pending ?? scope.world.clock.now();
  const id = newId('trr');
  const back = move(scope, {
    amount,
    currency: transfer.currency,
    fee: 0,
    type: 'transfer_refund',
    reportingCategory: 'transfer_reversal',
    source: id,
    description: given.description ?? null,
    availableAt,
  });
  const refund = paymentRefund(vendor, payment, amount, id, availableAt);
  const object = {
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction: back.id,
    created: scope.world.clock.seconds(),
    currency: transfer.currency,
    destination_payment_refund: refund.id,
    metadata: mergeMetadata({}, given.metadata),
    source_refund: null,
    transfer: transfer.id,
  } satisfies Stripe.TransferReversal;
  const reversal = save(scope, 'transfer_reversals', { id, account: scope.account, object, hidden: null });
  const reversed = transfer.amount_reversed + amount;
  const saved = save(scope, 'transfers', {
    ...row,
    object: {
      ...transfer,
      amount_reversed: reversed,
      reversed: reversed === transfer.amount,
      reversals: { ...transfer.reversals, data: [object, ...transfer.reversals.data].slice(0, 10), has_more: transfer.reversals.data.length >= 10 },
    },
  });
  if (typeof transfer.source_transaction === 'string') {
    const charge = own(scope, 'charges', transfer.source_transaction);
    save(scope, 'charges', { ...charge, hidden: { ...charge.hidden, transferred: charge.hidden.transferred - amount } });
  }
  tell(scope, 'transfer.reversed', saved.object, { amount_reversed: transfer.amount_reversed });
  return reversal;
}

function destinationOf(scope: Scope, id: string): Tables['accounts'] {
  const account = scope.world.store.get('accounts', id);
  if (!account || account.hidden.platform !== scope.platform) throw refused('resource_missing', `No such destination: '${id}'`, { param: 'destination' });
  const status = account.object.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status;
  if (account.object.closed || status !== 'active') {
    throw refused(
      'insufficient_capabilities_for_transfer',
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      { param: 'destination' },
    );
  }
  return account;
}

function sourceOf(scope: Scope, chargeId: string, given: z.output<typeof transferParams>): { charge: Tables['charges']; availableAt: number } {
  const charge = own(scope, 'charges', chargeId, 'source_transaction');
  const { object: ch } = charge;
  if (ch.status !== 'succeeded' || !ch.captured)
    throw refused('source_transaction_invalid', `The charge ${ch.id} has not been captured and cannot fund a transfer.`, { param: 'source_transaction' });
  if (typeof ch.balance_transaction !== 'string')
    throw refused('source_transaction_invalid', `The charge ${ch.id} has no balance transaction yet. Wait for charge.updated.`, {
      param: 'source_transaction',
    });
  const booked = own(scope, 'balance_transactions', ch.balance_transaction).object;
  if (given.currency !== booked.currency)
    throw refused(
      'parameter_invalid_string_enum',
      `The currency of source_transaction's balance transaction (${booked.currency}) must be the same as the transfer currency (${given.currency})`,
      { param: 'currency' },
    );
  const rest = ch.amount_captured - charge.hidden.transferred;
  if (given.amount > rest)
    throw refused('amount_too_large', `The transfer amount (${given.amount}) is greater than what is left of the charge ${ch.id} (${rest}).`, {
      param: 'amount',
    });
  return { charge, availableAt: booked.status === 'available' ? scope.world.clock.now() : booked.available_on * 1000 };
}

/** The `py_` charge by which a transfer arrives at the connected account. */
function paymentOf(
  vendor: Scope,
  given: { amount: number; currency: string; availableAt: number; transfer: string; group: string | null; description?: string | null | undefined },
): Stripe.Charge {
  const id = newId('py');
  const credit = move(vendor, {
    amount: given.amount,
    currency: given.currency,
    fee: 0,
    type: 'payment',
    reportingCategory: 'charge',
    source: id,
    description: null,
    availableAt: given.availableAt,
  });
  const object = {
    id,
    object: 'charge',
    amount: given.amount,
    amount_captured: given.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: credit.id,
    billing_details: billingOf(undefined),
    calculated_statement_descriptor: null,
    captured: true,
    created: vendor.world.clock.seconds(),
    currency: given.currency,
    customer: null,
    description: given.description ?? null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: null,
    payment_method_details: { stripe_account: {}, type: 'stripe_account' },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: given.transfer,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: given.group,
  } satisfies Stripe.Charge;
  save(vendor, 'charges', { id, account: vendor.account, object, hidden: { card: '', transferred: 0, platform: vendor.platform } });
  return object;
}

function paymentRefund(vendor: Scope, payment: Tables['charges'], amount: number, reversal: string, availableAt: number): Stripe.Refund {
  const id = newId('pyr');
  const debit = move(vendor, {
    amount: -amount,
    currency: payment.object.currency,
    fee: 0,
    type: 'payment_refund',
    reportingCategory: 'refund',
    source: id,
    description: null,
    availableAt,
  });
  const object = {
    id,
    object: 'refund',
    amount,
    balance_transaction: debit.id,
    charge: payment.id,
    created: vendor.world.clock.seconds(),
    currency: payment.object.currency,
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: reversal,
    status: 'succeeded',
    transfer_reversal: null,
  } satisfies Stripe.Refund;
  save(vendor, 'refunds', { id, account: vendor.account, object, hidden: null });
  const refunded = payment.object.amount_refunded + amount;
  save(vendor, 'charges', { ...payment, object: { ...payment.object, amount_refunded: refunded, refunded: refunded === payment.object.amount } });
  return object;
}

/** When the payment's money becomes available, if it has not yet. */
function pendingUntil(scope: Scope, payment: Tables['charges']): number | null {
  const booked = scope.world.store.get('balance_transactions', payment.object.balance_transaction as string)!.object;
  return booked.status === 'pending' ? booked.available_on * 1000 : null;
}
