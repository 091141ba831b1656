import type { ConsignmentId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';
import { type Row, consignmentFromRow } from '../order/order.rows.js';
import { consignmentChangedMeanwhile, consignmentNotFound } from './consignment.errors.js';
import type { Consignment } from './consignment.js';

const consignments = (ctx: TxCtx) => ctx.tx<Row>('orders.consignments').where('tenant_id', ctx.tenantId);

export async function getConsignment(ctx: TxCtx, id: ConsignmentId): Promise<Consignment> {
  const row = await consignments(ctx).where({ id }).first();
  if (!row) throw consignmentNotFound();
  return consignmentFromRow(row);
}

/** Saves only if nobody saved since it was read. */
export async function saveConsignment(ctx: TxCtx, consignment: Consignment): Promise<Consignment> {
  const { id, version } = consignment;
  const changed = await consignments(ctx).where({ id, version }).update({
    status: consignment.status, shipped_with: consignment.shippedWith, tracking_number: consignment.trackingNumber, tracking_url: consignment.trackingUrl,
    shipped_at: consignment.shippedAt, delivered_at: consignment.deliveredAt, version: version + 1,
  });
  if (changed === 0) throw consignmentChangedMeanwhile();
  return { ...consignment, version: version + 1 };
}
