import { orderCancelled, orderGroupPlaced, orderGroupUnpaid, type OrderGroupId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';
import { announce, announceAll } from '@stoa/platform/events';
import { invariant } from '@stoa/platform/errors';
import { addToTimeline } from '../timeline/timeline.repository.js';
import type { Card, OrderGroup } from './order.js';
import { orderGroupNotFound } from './order.errors.js';
import { lockOrderGroup, saveGroupPayment } from './order.repository.js';
import { placedFact } from './place-order-group.js';

/** The money of a group that waited for it is there: from now on it is to be shipped. A group that was given up comes back: whoever calls holds its goods. */
export async function receivePayment(ctx: TxCtx, id: OrderGroupId, card: Card | null): Promise<OrderGroup> {
  const group = await lock(ctx, id);
  if (group.payment.paidAt !== null) return group;
  const paid = withStatus({ ...group, paymentState: 'paid', card: card ?? group.card, payment: { ...group.payment, paidAt: ctx.now } }, 'to_ship');
  await saveGroupPayment(ctx, paid);
  await addToTimeline(ctx, { groupId: id, orderId: null, kind: 'payment_received', note: null, details: { method: group.payment.method } });
  await announce(ctx, orderGroupPlaced, placedFact(paid));
  return paid;
}

/** The money of a group will not come: it is cancelled, and so are its orders. Said twice it stays as it was; a group that was paid is left alone. */
export async function missPayment(ctx: TxCtx, id: OrderGroupId, because: 'declined' | 'lapsed'): Promise<OrderGroup> {
  const group = await lock(ctx, id);
  if (group.paymentState !== 'awaiting') return group;
  const missed = withStatus({ ...group, paymentState: 'unpaid' }, 'cancelled');
  await saveGroupPayment(ctx, missed);
  await addToTimeline(ctx, { groupId: id, orderId: null, kind: 'payment_missed', note: null, details: { because, method: group.payment.method } });
  await announceAll(ctx, orderCancelled, missed.orders.map((order) => ({ orderId: order.id, orderGroupId: id, vendorId: order.vendorId })));
  await announce(ctx, orderGroupUnpaid, { orderGroupId: id, because });
  return missed;
}

async function lock(ctx: TxCtx, id: OrderGroupId): Promise<OrderGroup> {
  const group = await lockOrderGroup(ctx, id);
  if (!group) throw orderGroupNotFound();
  invariant(group.orders.length > 0, 'an order group has orders');
  return group;
}

/** All parts of a group wait for the same money, so they move together. */
const withStatus = (group: OrderGroup, status: 'to_ship' | 'cancelled'): OrderGroup => ({
  ...group, status, orders: group.orders.map((order) => ({ ...order, status, consignments: order.consignments.map((one) => ({ ...one, status })) })),
});
