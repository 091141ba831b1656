import { refundDecided, type AttemptId, type RefundId } from '@stoa/events/payments';
import { post } from '@stoa/ledger';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { invariant } from '@stoa/platform/errors';
import { newId } from '@stoa/platform/ids';
import { lockAttempt } from '../attempt/attempt.repository.js';
import type { RefundSnapshot } from '../provider.js';
import { applyRefundState } from './apply-refund-state.js';
import { refundFact } from './decide-refund.js';
import { noteOnOrder } from './note-on-order.js';
import { readSold } from './read-sold.js';
import { reckonByHand } from './reckon-by-hand.js';
import type { Refund } from './refund.js';
import { decidedJournals } from './refund-journals.js';
import { findRefundByRef, insertRefund } from './refund.repository.js';

/** Takes over a refund that somebody made at the gateway's own pages: the money has gone, so it is booked as one of ours, divided by the same rules and today's policy. Null when it is, else why
 *  not yet. The same refund again changes nothing. */
export async function adoptRefund(ctx: TxCtx, attemptId: AttemptId, seen: RefundSnapshot): Promise<string | null> {
  const attempt = await lockAttempt(ctx, attemptId);
  if (seen.status === 'failed' || (await findRefundByRef(ctx, seen.refundRef))) return null;
  if (attempt.orderGroupId === null) return `The refund ${seen.refundRef} was made by hand, of a payment whose order is not placed.`;
  invariant(seen.amount.currency === attempt.amount.currency, 'a refund is in the currency of its payment');
  const { sold } = await readSold(ctx, attempt.orderGroupId, { evenDisputed: true });
  const reckoned = reckonByHand(sold, seen.amount.minor);
  if (reckoned.amount.minor !== seen.amount.minor) return `The refund ${seen.refundRef} was made by hand, of more than refunds of ours have left: one of them will be refused.`;
  const refund: Refund = {
    ...reckoned, id: newId<RefundId>(), attemptId, orderGroupId: attempt.orderGroupId, state: 'decided', origin: 'gateway', way: 'gateway', sent: null, reason: 'other', note: null, refundRef: seen.refundRef, failure: null,
    decidedBy: { kind: ctx.actor.kind, id: ctx.actor.id }, decidedAt: ctx.now, settledAt: null, failedAt: null, tries: 0, dueAt: ctx.now,
  };
  await insertRefund(ctx, refund);
  await noteOnOrder(ctx, refund);
  await post(ctx, decidedJournals(refund));
  await announce(ctx, refundDecided, refundFact(refund));
  await audit(ctx, {
    action: 'payments.refund_adopted', subject: { kind: 'order_group', id: refund.orderGroupId }, before: null,
    after: { refundId: refund.id, refund_ref: seen.refundRef, amount_minor: refund.amount.minor.toString(), currency: refund.amount.currency }, reason: 'Made by hand at the payment company',
  });
  await applyRefundState(ctx, refund.id, seen);
  return null;
}
