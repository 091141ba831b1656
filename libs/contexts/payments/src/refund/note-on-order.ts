import { noteRefund } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import type { Refund } from './refund.js';

/** Shows on the order how a refund stands. */
export async function noteOnOrder(ctx: TxCtx, refund: Refund): Promise<void> {
  const { id, orderGroupId: groupId, state, amount, reason, decidedAt, settledAt, failedAt } = refund;
  await noteRefund(ctx, {
    id, groupId, state: state === 'decided' ? 'pending' : state, amountMinor: amount.minor, reason, decidedAt, settledAt, failedAt,
    parts: refund.parts.map((part) => ({ orderId: part.orderId, lineId: part.kind === 'goods' ? part.id : null, kind: part.isGoodwill || part.kind === 'rounding' ? 'goodwill' as const : part.kind, title: part.title, quantity: part.quantity, minor: part.grossMinor })),
  });
}
