import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { PaymentState } from '../order/order.js';

export type RefundState = 'pending' | 'succeeded' | 'failed';
/** What of a refund one order gave back, and which of its lines: `lineId` is null for shipping and fees. Goodwill lowers the price of a line without its goods. */
export type RefundPart = { readonly orderId: OrderId; readonly lineId: string | null; readonly kind: 'goods' | 'goodwill' | 'shipping' | 'fee'; readonly title: string; readonly quantity: number; readonly minor: bigint };

/** A refund as the pages of its order show it. */
export type OrderRefund = {
  readonly id: RefundId;
  readonly groupId: OrderGroupId;
  readonly state: RefundState;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly parts: readonly RefundPart[];
  readonly decidedAt: Date;
  readonly settledAt: Date | null;
  readonly failedAt: Date | null;
};

/** What has reached the shopper so far. */
export const refundedMinor = (refunds: readonly Pick<OrderRefund, 'state' | 'amountMinor'>[]): bigint =>
  refunds.reduce((total, refund) => (refund.state === 'succeeded' ? total + refund.amountMinor : total), 0n);

/** How the payment of a group stands by what of it has been refunded. A dispute is over when its own word says so, not by a refund. */
export function paymentStateBy(now: PaymentState, totalMinor: bigint, refunded: bigint): PaymentState {
  if (now === 'disputed') return now;
  if (refunded === 0n) return 'paid';
  return refunded === totalMinor ? 'refunded' : 'part_refunded';
}
