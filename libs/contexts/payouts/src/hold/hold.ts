import type { HoldId } from '@stoa/events/payouts';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import type { Money } from '@stoa/platform/money';

/** What a vendor earned with one order, after commission, and until when it is kept back so that a return can be paid from it. */
export type Hold = {
  readonly id: HoldId;
  readonly orderId: OrderId;
  readonly orderGroupId: OrderGroupId;
  readonly vendorId: VendorId;
  readonly orderNumber: string;
  readonly amount: Money;
  readonly reason: 'return_window';
  readonly holdDays: number;
  readonly state: 'held' | 'free';
  readonly since: Date;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly until: Date | null;
  readonly freedAt: Date | null;
};

const DAY_MS = 86_400_000;

/** What a hold becomes by what its order says now. The clock starts at delivery and never starts again. */
export function follow(hold: Hold, order: { isShipped: boolean; deliveredAt: Date | null }, now: Date): Hold {
  const shippedAt = hold.shippedAt ?? (order.isShipped ? now : null);
  if (hold.deliveredAt !== null || order.deliveredAt === null) return { ...hold, shippedAt };
  return { ...hold, shippedAt, deliveredAt: order.deliveredAt, until: new Date(order.deliveredAt.getTime() + hold.holdDays * DAY_MS) };
}

/** Why it is held, for the vendor. Dates come beside it, to be written in the reader's own way. */
export type HoldWhy = 'not_shipped' | 'on_its_way' | 'return_window' | 'free';
export function whyHeld(hold: Hold): HoldWhy {
  if (hold.state === 'free') return 'free';
  if (hold.until !== null) return 'return_window';
  return hold.shippedAt === null ? 'not_shipped' : 'on_its_way';
}

export function holdWords(hold: Hold): string {
  const days = hold.holdDays === 1 ? '1 day' : `${hold.holdDays} days`;
  switch (whyHeld(hold)) {
    case 'free':
      return `Free: ${days} after delivery are over.`;
    case 'return_window':
      return `${days} after delivery, while the shopper may return it.`;
    case 'on_its_way':
      return `On its way. The clock of ${days} starts at delivery.`;
    case 'not_shipped':
      return `Not shipped yet. The clock of ${days} starts at delivery.`;
  }
}
