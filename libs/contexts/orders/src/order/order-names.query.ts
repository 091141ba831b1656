import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';

export type OrderName = { readonly number: string; readonly orderGroupId: OrderGroupId };

/** What orders are called, and to which group they belong. An id that nobody has is left out. */
export async function namesOfOrders(ctx: TxCtx, ids: readonly OrderId[]): Promise<Map<OrderId, OrderName>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx<{ id: OrderId; number: string; group_id: OrderGroupId }>('orders.orders').where('tenant_id', ctx.tenantId).whereIn('id', [...new Set(ids)]).select('id', 'number', 'group_id');
  return new Map(rows.map((row) => [row.id, { number: row.number, orderGroupId: row.group_id }]));
}
