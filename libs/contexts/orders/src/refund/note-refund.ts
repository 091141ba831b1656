import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { orderGroupNotFound } from '../order/order.errors.js';
import { addToTimeline } from '../timeline/timeline.repository.js';
import { type OrderRefund, paymentStateBy, refundedMinor } from './refund.js';
import { keepRefund, listRefunds, lockPaymentState, savePaymentState } from './refund.repository.js';

const EVENT = { pending: 'refund_decided', succeeded: 'refund_made', failed: 'refund_failed' } as const;

/** Shows on an order group how one of its refunds stands now: in its list, its timeline, and in what of its payment is left. */
export async function noteRefund(ctx: TxCtx, refund: OrderRefund): Promise<void> {
  const group = await lockPaymentState(ctx, refund.groupId);
  if (!group) throw orderGroupNotFound();
  await keepRefund(ctx, refund);
  const refunded = refundedMinor(await listRefunds(ctx, refund.groupId));
  invariant(refunded <= group.totalMinor, 'no more is refunded than was paid');
  const state = paymentStateBy(group.state, group.totalMinor, refunded);
  if (state !== group.state) await savePaymentState(ctx, refund.groupId, state);
  const orders = [...new Set(refund.parts.map((part) => part.orderId))];
  await addToTimeline(ctx, {
    groupId: refund.groupId, orderId: orders.length === 1 ? orders[0]! : null, kind: EVENT[refund.state], note: null, details: { refund_id: refund.id, amount_minor: refund.amountMinor.toString(), reason: refund.reason },
  });
}
