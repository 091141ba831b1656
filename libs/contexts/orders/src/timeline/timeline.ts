import type { OrderGroupId, OrderId } from '@stoa/events/orders';

export type TimelineKind = 'note_added' | 'consignment_shipped' | 'consignment_delivered' | 'invoice_issued' | 'mail_sent' | 'refund_decided' | 'refund_made' | 'refund_failed' | 'payment_received' | 'payment_missed';

/** Something that happened to an order group after it was placed. `details` holds ids, numbers and names of companies, no personal data. */
export type TimelineEntry = {
  readonly id: string;
  readonly groupId: OrderGroupId;
  readonly orderId: OrderId | null;
  readonly kind: TimelineKind;
  readonly note: string | null;
  readonly details: Readonly<Record<string, string>>;
  readonly actorKind: string;
  readonly actorId: string;
  readonly happenedAt: Date;
};
