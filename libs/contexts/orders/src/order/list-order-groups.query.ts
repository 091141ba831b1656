import type { OrderGroupId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';
import { type ListKey, afterKey } from './list-key.js';
import type { OrderStatus, PaymentState } from './order.js';

export type OrderGroupFilter = {
  readonly status: OrderStatus | null; readonly paymentState: PaymentState | null; readonly vendorId: string | null; readonly customerId: string | null;
  readonly number: string | null; readonly limit: number; readonly after: ListKey | null;
};
export type OrderGroupRow = {
  readonly id: OrderGroupId; readonly number: string; readonly status: OrderStatus; readonly paymentState: PaymentState; readonly placedAt: Date; readonly subjectId: string;
  readonly marketCode: string; readonly shipToCountry: string; readonly vendorNames: readonly string[]; readonly totalMinor: bigint; readonly currency: string; readonly trackingVersion: number;
};

/** The marketplace's order groups, the newest first. `number` finds by the beginning of the public number. */
export async function listOrderGroups(ctx: TxCtx, filter: OrderGroupFilter): Promise<OrderGroupRow[]> {
  const rows: Record<string, unknown>[] = await ctx.tx('orders.order_groups as g')
    .where('g.tenant_id', ctx.tenantId)
    .modify((query) => {
      if (filter.status) void query.where('g.status', filter.status);
      if (filter.paymentState) void query.where('g.payment_state', filter.paymentState);
      if (filter.customerId) void query.where('g.customer_id', filter.customerId);
      if (filter.number) void query.whereRaw('starts_with(g.number, ?)', [filter.number.toUpperCase()]);
      if (filter.vendorId) void query.whereExists((inner) => void inner.from('orders.orders as v').whereRaw('v.tenant_id = g.tenant_id and v.group_id = g.id and v.vendor_id = ?', [filter.vendorId]));
    })
    .modify(afterKey('g', filter.after))
    .orderBy([{ column: 'g.placed_at', order: 'desc' }, { column: 'g.id', order: 'desc' }])
    .limit(filter.limit)
    .select('g.id', 'g.number', 'g.status', 'g.payment_state', 'g.placed_at', 'g.subject_id', 'g.market_code', 'g.ship_to_country', 'g.total_minor', 'g.currency', 'g.tracking_version')
    .select(ctx.tx.raw('(select array_agg(o.vendor_name order by o.seq) from orders.orders o where o.tenant_id = g.tenant_id and o.group_id = g.id) as vendor_names'));
  return rows.map((row) => ({
    id: row['id'] as OrderGroupId, number: row['number'] as string, status: row['status'] as OrderStatus, paymentState: row['payment_state'] as PaymentState, placedAt: row['placed_at'] as Date,
    subjectId: row['subject_id'] as string, marketCode: row['market_code'] as string, shipToCountry: row['ship_to_country'] as string, vendorNames: row['vendor_names'] as string[],
    totalMinor: row['total_minor'] as bigint, currency: row['currency'] as string, trackingVersion: row['tracking_version'] as number,
  }));
}
