import type { TxCtx } from '@stoa/platform/context';
import { type Order, statusOf } from '../order/order.js';
import { listOrderStatuses, lockOrderOfGroup, saveGroupStatus, saveOrderProgress } from '../order/order.repository.js';
import type { Consignment } from './consignment.js';

/** After a consignment moved: what its order and its group have become. The group's row is locked first, so that two parcels at once agree. */
export async function recordProgress(ctx: TxCtx, consignment: Consignment): Promise<{ consignment: Consignment; order: Order }> {
  const found = await lockOrderOfGroup(ctx, { groupId: consignment.groupId, orderId: consignment.orderId });
  const order = progressed(found, ctx.now);
  await saveOrderProgress(ctx, order);
  await saveGroupStatus(ctx, order.groupId, statusOf(await listOrderStatuses(ctx, order.groupId)));
  return { consignment, order };
}

function progressed(order: Order, now: Date): Order {
  const status = statusOf(order.consignments.map((c) => c.status));
  const hasLeft = status === 'shipped' || status === 'delivered';
  return { ...order, status, shippedAt: hasLeft ? (order.shippedAt ?? now) : null, deliveredAt: status === 'delivered' ? (order.deliveredAt ?? now) : null };
}
