import { consignmentDelivered, type ConsignmentId } from '@stoa/events/orders';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { recordDelivered } from '@stoa/shipping';
import { maySeeOrder } from '../order/order.js';
import { addToTimeline } from '../timeline/timeline.repository.js';
import { recordProgress } from './record-progress.js';
import { type Consignment, deliver } from './consignment.js';
import { consignmentNotFound } from './consignment.errors.js';
import { getConsignment, saveConsignment } from './consignment.repository.js';

/** A consignment has arrived, as the vendor or staff say. With the last one of its order the vendor's hold begins to run. */
export async function deliverConsignment(ctx: TxCtx, id: ConsignmentId): Promise<Consignment> {
  const found = await getConsignment(ctx, id);
  if (!maySeeOrder(ctx.actor, found)) throw consignmentNotFound();
  const delivered = deliver(found, ctx.now);
  if (delivered === found) return found;

  const saved = await recordProgress(ctx, await saveConsignment(ctx, delivered));
  await recordDelivered(ctx, id);
  await audit(ctx, { action: 'orders.consignment_delivered', subject: { kind: 'consignment', id }, before: { status: found.status }, after: { status: delivered.status } });
  await addToTimeline(ctx, { groupId: found.groupId, orderId: found.orderId, kind: 'consignment_delivered', note: null, details: { carrier: found.shippedWith ?? found.carrier } });
  await announce(ctx, consignmentDelivered, {
    consignmentId: id, orderId: found.orderId, orderGroupId: found.groupId, vendorId: found.vendorId,
    deliveredAt: ctx.now.toISOString(), orderDelivered: saved.order.status === 'delivered',
  });
  return saved.consignment;
}
