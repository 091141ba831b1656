import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';

export type OrderName = { readonly number: string; readonly orderGroupId: OrderGroupId };

/** What orders are called, and to which group they belong. An id that nobody has is left out. */
export async function namesOfOrders(ctx: TxCtx, ids: readonly OrderId[]): Promise<Map<OrderId, OrderName>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx<{ id: OrderId; number: string; group_id: OrderGroupId }>('orders.orders').where('tenant_id', ctx.tenantId).whereIn('id', [...new Set(ids)]).select('id', 'number', 'group_id');
  return new Map(rows.map((row) => [row.id, { number: row.number, orderGroupId: row.group_id }]));
}

export type GroupName = { readonly id: OrderGroupId; readonly number: string; readonly attemptId: string };

/** What order groups are called, by their own id or that of the attempt that paid them. */
export async function namesOfGroups(ctx: TxCtx, { ids, attemptIds }: { ids: readonly string[]; attemptIds: readonly string[] }): Promise<GroupName[]> {
  if (ids.length + attemptIds.length === 0) return [];
  const rows = await ctx.tx<{ id: OrderGroupId; number: string; attempt_id: string }>('orders.order_groups').where('tenant_id', ctx.tenantId)
    .where((either) => void either.whereIn('id', [...new Set(ids)] as OrderGroupId[]).orWhereIn('attempt_id', [...new Set(attemptIds)])).select('id', 'number', 'attempt_id');
  return rows.map((row) => ({ id: row.id, number: row.number, attemptId: row.attempt_id }));
}
