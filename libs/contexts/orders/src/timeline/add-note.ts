import type { OrderGroupId } from '@stoa/events/orders';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { getOrderGroup } from '../order/order.repository.js';
import { addToTimeline } from './timeline.repository.js';
import type { TimelineEntry } from './timeline.js';

/** A note of the staff about an order group, for the staff. It cannot be changed afterwards. */
export async function addNote(ctx: TxCtx, groupId: OrderGroupId, text: string): Promise<TimelineEntry> {
  await getOrderGroup(ctx, groupId);
  const entry = await addToTimeline(ctx, { groupId, orderId: null, kind: 'note_added', note: text, details: {} });
  await audit(ctx, { action: 'orders.note_added', subject: { kind: 'order_group', id: groupId }, before: null, after: { entryId: entry.id } });
  return entry;
}
