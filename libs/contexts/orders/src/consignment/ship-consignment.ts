import { consignmentShipped, type ConsignmentId } from '@stoa/events/orders';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { createShipment } from '@stoa/shipping';
import { maySeeOrder } from '../order/order.js';
import { addToTimeline } from '../timeline/timeline.repository.js';
import { recordProgress } from './record-progress.js';
import { type Consignment, type Tracking, ship } from './consignment.js';
import { consignmentNotFound } from './consignment.errors.js';
import { getConsignment, saveConsignment } from './consignment.repository.js';

/** A vendor hands a consignment to its carrier. Saying the same twice changes nothing and tells nobody. */
export async function shipConsignment(ctx: TxCtx, id: ConsignmentId, tracking: Tracking): Promise<Consignment> {
  const found = await getConsignment(ctx, id);
  if (!maySeeOrder(ctx.actor, found)) throw consignmentNotFound();
  const shipped = ship(found, tracking, ctx.now);
  if (shipped === found) return found;

  const saved = await recordProgress(ctx, await saveConsignment(ctx, shipped));
  await createShipment(ctx, { consignmentId: id, vendorId: found.vendorId, ...tracking });
  await audit(ctx, {
    action: 'orders.consignment_shipped', subject: { kind: 'consignment', id },
    before: { status: found.status, trackingNumber: found.trackingNumber }, after: { status: shipped.status, carrier: tracking.carrier, trackingNumber: tracking.trackingNumber },
  });
  await addToTimeline(ctx, { groupId: found.groupId, orderId: found.orderId, kind: 'consignment_shipped', note: null, details: { carrier: tracking.carrier, trackingNumber: tracking.trackingNumber } });
  // A corrected number is no second shipment: the mail has gone, and the page behind its link shows the new one.
  if (found.status === 'to_ship') await announce(ctx, consignmentShipped, { ...idsOf(saved.consignment), orderShipped: saved.order.status === 'shipped' || saved.order.status === 'delivered' });
  return saved.consignment;
}

const idsOf = (c: Consignment) => ({ consignmentId: c.id, orderId: c.orderId, orderGroupId: c.groupId, vendorId: c.vendorId });
