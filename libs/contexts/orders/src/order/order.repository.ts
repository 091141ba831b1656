import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';
import { write } from '@stoa/platform/events';
import { orderGroupNotFound, orderNotFound } from './order.errors.js';
import type { Order, OrderGroup, OrderStatus } from './order.js';
import { type Row, consignmentFromRow, consignmentToRow, groupFromRow, groupToRow, lineFromRow, lineToRow, orderFromRow, orderToRow } from './order.rows.js';

const groups = (ctx: TxCtx) => ctx.tx<Row>('orders.order_groups').where('tenant_id', ctx.tenantId);
const orders = (ctx: TxCtx) => ctx.tx<Row>('orders.orders').where('tenant_id', ctx.tenantId);

/** Writes a whole group in one statement: what refers to each other is checked at its end. */
export async function insertOrderGroup(ctx: TxCtx, group: OrderGroup): Promise<void> {
  const ours = <T extends object>(rows: T[]) => rows.map((row) => ({ tenant_id: ctx.tenantId, ...row }));
  await write(
    ctx,
    ctx.tx('orders.order_groups').insert(ours([groupToRow(group)])),
    ctx.tx('orders.orders').insert(ours(group.orders.map(orderToRow))),
    ctx.tx('orders.consignments').insert(ours(group.orders.flatMap((order) => order.consignments.map(consignmentToRow)))),
    ctx.tx('orders.order_lines').insert(ours(group.orders.flatMap((order) => order.lines.map((line) => lineToRow({ ...line, groupId: group.id }))))),
  );
}

/** A group with its orders, consignments and lines in the order in which they were placed. */
export async function findOrderGroup(ctx: TxCtx, id: OrderGroupId): Promise<OrderGroup | null> {
  const [found] = await loadGroups(ctx, [id]);
  return found ?? null;
}

export async function getOrderGroup(ctx: TxCtx, id: OrderGroupId): Promise<OrderGroup> {
  const found = await findOrderGroup(ctx, id);
  if (!found) throw orderGroupNotFound();
  return found;
}

/** Several groups, in the order in which they are asked for. */
export async function getOrderGroups(ctx: TxCtx, ids: readonly OrderGroupId[]): Promise<OrderGroup[]> {
  const found = new Map((await loadGroups(ctx, ids)).map((group) => [group.id, group]));
  return ids.map((id) => {
    const group = found.get(id);
    if (!group) throw orderGroupNotFound();
    return group;
  });
}

/** Several groups, the newest first: four statements, however many they are. */
export async function loadGroups(ctx: TxCtx, ids: readonly OrderGroupId[]): Promise<OrderGroup[]> {
  if (ids.length === 0) return [];
  const groupRows = await groups(ctx).whereIn('id', [...ids]).orderBy([{ column: 'placed_at', order: 'desc' }, { column: 'id', order: 'desc' }]);
  const orderRows = await orders(ctx).whereIn('group_id', [...ids]).orderBy(['group_id', 'seq']);
  const parts = await loadParts(ctx, { group_id: ids });
  return groupRows.map((row) =>
    groupFromRow(row, orderRows.filter((order) => order['group_id'] === row['id']).map((order) => assembleOrder(order, parts))));
}

export async function getOrder(ctx: TxCtx, id: OrderId): Promise<Order> {
  const row = await orders(ctx).where({ id }).first();
  if (!row) throw orderNotFound();
  return assembleOrder(row, await loadParts(ctx, { order_id: [id] }));
}

/** Several orders with their consignments and lines, in the order of their numbers: three statements, however many they are. Ids that nobody has are left out. */
export async function listOrders(ctx: TxCtx, ids: readonly OrderId[]): Promise<Order[]> {
  if (ids.length === 0) return [];
  const rows = await orders(ctx).whereIn('id', [...new Set(ids)]).orderBy('number');
  const parts = await loadParts(ctx, { order_id: ids });
  return rows.map((row) => assembleOrder(row, parts));
}

/** Locks the group, so that two consignments shipped at once agree on what the whole has become. Groups are locked before orders, orders before consignments. */
export async function lockOrderOfGroup(ctx: TxCtx, ids: { groupId: OrderGroupId; orderId: OrderId }): Promise<Order> {
  await groups(ctx).where({ id: ids.groupId }).select('id').forUpdate();
  return getOrder(ctx, ids.orderId);
}

/** Keeps what the order and its group have become. */
export async function saveOrderProgress(ctx: TxCtx, order: Pick<Order, 'id' | 'groupId' | 'status' | 'shippedAt' | 'deliveredAt'>): Promise<void> {
  await orders(ctx).where({ id: order.id }).update({
    status: order.status, shipped_at: order.shippedAt, delivered_at: order.deliveredAt, version: ctx.tx.raw('version + 1'),
  });
}

export const listOrderStatuses = async (ctx: TxCtx, groupId: OrderGroupId): Promise<OrderStatus[]> =>
  (await orders(ctx).where({ group_id: groupId }).select('status')).map((row) => row['status'] as OrderStatus);

export async function saveGroupStatus(ctx: TxCtx, groupId: OrderGroupId, status: OrderStatus): Promise<void> {
  await groups(ctx).where({ id: groupId }).update({ status, version: ctx.tx.raw('version + 1') });
}

/** Locks a group before its payment is taken in; null for one that nobody has. */
export async function lockOrderGroup(ctx: TxCtx, id: OrderGroupId): Promise<OrderGroup | null> {
  await groups(ctx).where({ id }).select('id').forUpdate();
  return findOrderGroup(ctx, id);
}

/** Keeps what became of the payment of a locked group, and where that brings all its parts: one statement. */
export async function saveGroupPayment(ctx: TxCtx, group: Pick<OrderGroup, 'id' | 'status' | 'paymentState' | 'payment' | 'card'>): Promise<void> {
  const { id, status } = group;
  const version = ctx.tx.raw('version + 1');
  const parts = [
    groups(ctx).where({ id }).update({ status, payment_state: group.paymentState, paid_at: group.payment.paidAt, card_brand: group.card?.brand ?? null, card_last4: group.card?.last4 ?? null, version }),
    orders(ctx).where({ group_id: id }).update({ status, version }),
    ctx.tx('orders.consignments').where({ tenant_id: ctx.tenantId, group_id: id }).update({ status, version }),
  ];
  await ctx.tx.raw('with its_group as (?), its_orders as (?) ?', parts);
}

/** The name a vendor has now; orders keep it as a column because their lists show it. */
export async function renameVendor(ctx: TxCtx, vendorId: string, name: string): Promise<void> {
  await orders(ctx).where({ vendor_id: vendorId }).whereNot({ vendor_name: name }).update({ vendor_name: name });
}

type Parts = { consignments: Row[]; lines: Row[] };

async function loadParts(ctx: TxCtx, by: { group_id: readonly string[] } | { order_id: readonly string[] }): Promise<Parts> {
  const [column, ids] = Object.entries(by)[0] as [string, readonly string[]];
  const of = (table: string) => ctx.tx<Row>(table).where('tenant_id', ctx.tenantId).whereIn(column, [...ids]).orderBy(['order_id', 'seq']);
  return { consignments: await of('orders.consignments'), lines: await of('orders.order_lines') };
}

const assembleOrder = (row: Row, parts: Parts): Order =>
  orderFromRow(
    row,
    parts.consignments.filter((c) => c['order_id'] === row['id']).map(consignmentFromRow),
    parts.lines.filter((line) => line['order_id'] === row['id']).map(lineFromRow),
  );
