import type { ConsignmentId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import type { OrderStatus, PaymentState } from './order.js';
import { type ListKey, afterKey } from './list-key.js';

export type VendorOrderRow = {
  readonly id: OrderId; readonly number: string; readonly status: OrderStatus; readonly paymentState: PaymentState; readonly placedAt: Date; readonly subjectId: string;
  readonly shipToCountry: string; readonly pieces: number; readonly parcels: number; readonly parcelsShipped: number; readonly totalMinor: bigint; readonly currency: string;
  readonly nextConsignmentId: ConsignmentId | null;
};

/** A vendor's orders, the newest first. */
export async function listVendorOrders(ctx: TxCtx, vendorId: VendorId, filter: { status: OrderStatus | null; limit: number; after: ListKey | null }): Promise<VendorOrderRow[]> {
  const rows: Record<string, unknown>[] = await ctx.tx('orders.orders as o')
    .join('orders.order_groups as g', (on) => void on.on('g.tenant_id', 'o.tenant_id').andOn('g.id', 'o.group_id'))
    .where({ 'o.tenant_id': ctx.tenantId, 'o.vendor_id': vendorId })
    .modify((query) => void (filter.status && query.where('o.status', filter.status)))
    .modify(afterKey('o', filter.after))
    .orderBy([{ column: 'o.placed_at', order: 'desc' }, { column: 'o.id', order: 'desc' }])
    .limit(filter.limit)
    .select('o.id', 'o.number', 'o.status', 'g.payment_state', 'o.placed_at', 'g.subject_id', 'g.ship_to_country', 'o.total_minor', 'g.currency')
    .select(ctx.tx.raw('(select sum(l.quantity)::int from orders.order_lines l where l.tenant_id = o.tenant_id and l.order_id = o.id) as pieces'))
    .select(ctx.tx.raw('(select count(*)::int from orders.consignments c where c.tenant_id = o.tenant_id and c.order_id = o.id) as parcels'))
    .select(ctx.tx.raw("(select count(*)::int from orders.consignments c where c.tenant_id = o.tenant_id and c.order_id = o.id and c.status in ('shipped', 'delivered')) as parcels_shipped"))
    .select(ctx.tx.raw("(select c.id from orders.consignments c where c.tenant_id = o.tenant_id and c.order_id = o.id and c.status = 'to_ship' order by c.seq limit 1) as next_consignment_id"));
  return rows.map((row) => ({
    id: row['id'] as OrderId, number: row['number'] as string, status: row['status'] as OrderStatus, paymentState: row['payment_state'] as PaymentState, placedAt: row['placed_at'] as Date,
    subjectId: row['subject_id'] as string, shipToCountry: row['ship_to_country'] as string, pieces: row['pieces'] as number, parcels: row['parcels'] as number,
    parcelsShipped: row['parcels_shipped'] as number, totalMinor: row['total_minor'] as bigint, currency: row['currency'] as string,
    nextConsignmentId: row['next_consignment_id'] as ConsignmentId | null,
  }));
}
