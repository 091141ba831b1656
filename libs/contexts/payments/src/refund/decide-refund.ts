import type { OrderGroupId } from '@stoa/events/orders';
import { refundDecided, type RefundId } from '@stoa/events/payments';
import { post } from '@stoa/ledger';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { invariant } from '@stoa/platform/errors';
import { newId } from '@stoa/platform/ids';
import { findAttemptOfOrderGroup, lockAttempt } from '../attempt/attempt.repository.js';
import { noteOnOrder } from './note-on-order.js';
import { readSold } from './read-sold.js';
import { type RefundWish, reckonRefund } from './reckon-refund.js';
import type { Refund, RefundReason } from './refund.js';
import { notPaid, otherThanShown } from './refund.errors.js';
import { decidedJournals } from './refund-journals.js';
import { insertRefund } from './refund.repository.js';

type Decision = { readonly wish: RefundWish; readonly reason: RefundReason; readonly note: string | null; /** What whoever decides was shown; another amount is refused. */ readonly expectedMinor: bigint };

/** Decides that a shopper gets money back, and books who owes it: from here on it is owed. The gateway is asked once this is committed, by whoever finds the
 *  refund due; what was paid by bank transfer somebody of the marketplace sends back. Two decisions at once wait for each other at the attempt, so that together they never give back more than was paid. */
export async function decideRefund(ctx: TxCtx, orderGroupId: OrderGroupId, { wish, reason, note, expectedMinor }: Decision): Promise<Refund> {
  const found = await findAttemptOfOrderGroup(ctx, orderGroupId);
  if (found) await lockAttempt(ctx, found.id);
  const { sold, attempt } = await readSold(ctx, orderGroupId);
  if (found?.id !== attempt.id) throw notPaid();
  const reckoned = reckonRefund(sold, wish);
  if (reckoned.amount.minor !== expectedMinor) throw otherThanShown(reckoned.amount);
  const soFar = sold.before.reduce((total, part) => total + part.grossMinor, 0n);
  invariant(soFar + reckoned.amount.minor <= attempt.amount.minor, 'no more is refunded than was captured');
  const way = attempt.method === 'bank_transfer' ? 'bank_transfer' : 'gateway';
  const refund: Refund = {
    ...reckoned, id: newId<RefundId>(), attemptId: attempt.id, orderGroupId, state: 'decided', origin: 'stoa', way, sent: null, reason, note, refundRef: null, failure: null,
    decidedBy: { kind: ctx.actor.kind, id: ctx.actor.id }, decidedAt: ctx.now, settledAt: null, failedAt: null, tries: 0, dueAt: way === 'gateway' ? ctx.now : null,
  };
  await insertRefund(ctx, refund);
  await noteOnOrder(ctx, refund);
  await post(ctx, decidedJournals(refund));
  await announce(ctx, refundDecided, refundFact(refund));
  await audit(ctx, { action: 'payments.refund_decided', subject: { kind: 'order_group', id: orderGroupId }, before: null, after: { refundId: refund.id, amount_minor: refund.amount.minor.toString(), currency: refund.amount.currency }, reason: note ?? reason });
  return refund;
}

/** What others hear of a refund: which vendor gives back what. */
export const refundFact = (refund: Refund) => ({
  refundId: refund.id, orderGroupId: refund.orderGroupId, currency: refund.amount.currency,
  vendorShares: refund.shares.filter((share) => share.vendorMinor > 0n).map(({ orderId, vendorId, vendorMinor }) => ({ orderId, vendorId, minor: Number(vendorMinor) })),
});
