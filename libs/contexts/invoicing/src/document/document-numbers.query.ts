import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { TxCtx } from '@stoa/platform/context';

/** What a document of a sale or refund is called. `orderId` is null on one of the marketplace itself, which speaks of all its orders of the group. */
export type DocumentNumber = { readonly number: string; readonly orderGroupId: OrderGroupId; readonly orderId: OrderId | null; readonly refundId: RefundId | null };

/** The numbers of all documents of order groups, in the order in which they were written. */
export async function numbersOfDocuments(ctx: TxCtx, orderGroupIds: readonly OrderGroupId[]): Promise<DocumentNumber[]> {
  if (orderGroupIds.length === 0) return [];
  const rows = await ctx.tx<{ number: string; order_group_id: OrderGroupId; order_id: OrderId | null; refund_id: RefundId | null }>('invoicing.documents').where('tenant_id', ctx.tenantId)
    .whereIn('order_group_id', [...new Set(orderGroupIds)]).whereNot('document_type', 'proforma').orderBy(['issued_at', 'id']).select('number', 'order_group_id', 'order_id', 'refund_id');
  return rows.map((row) => ({ number: row.number, orderGroupId: row.order_group_id, orderId: row.order_id, refundId: row.refund_id }));
}
