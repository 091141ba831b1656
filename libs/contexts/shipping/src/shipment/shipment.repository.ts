import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { ConsignmentId } from '@stoa/events/orders';
import type { ShipmentId } from '@stoa/events/shipping';
import type { VendorId } from '@stoa/events/vendors';
import { trackingUrl, type Shipment } from './shipment.js';

type Row = { tenant_id: string; id: ShipmentId; consignment_id: ConsignmentId; vendor_id: VendorId; carrier: string; tracking_number: string; shipped_at: Date; delivered_at: Date | null };

const shipments = (ctx: TxCtx) => ctx.tx<Row>('shipping.shipments').where('tenant_id', ctx.tenantId);

/** Records with whom a consignment travels; said again, the carrier and number are corrected. */
export async function createShipment(ctx: TxCtx, given: { consignmentId: ConsignmentId; vendorId: VendorId; carrier: string; trackingNumber: string }): Promise<Shipment> {
  const [row] = await ctx.tx<Row>('shipping.shipments')
    .insert({
      tenant_id: ctx.tenantId, id: newId<ShipmentId>(), consignment_id: given.consignmentId, vendor_id: given.vendorId, carrier: given.carrier, tracking_number: given.trackingNumber,
      shipped_at: ctx.now, delivered_at: null,
    })
    .onConflict(['tenant_id', 'consignment_id']).merge(['carrier', 'tracking_number'])
    .returning('*');
  return fromRow(row!);
}

/** Records that a consignment arrived. Said again, the first time stands. Nothing when it was never sent. */
export async function recordDelivered(ctx: TxCtx, consignmentId: ConsignmentId): Promise<void> {
  await shipments(ctx).where({ consignment_id: consignmentId }).whereNull('delivered_at').update({ delivered_at: ctx.now });
}

/** The shipments of these consignments; those not sent yet are missing from the map. */
export async function shipmentsOf(ctx: TxCtx, consignmentIds: readonly ConsignmentId[]): Promise<Map<ConsignmentId, Shipment>> {
  if (consignmentIds.length === 0) return new Map();
  const rows = await shipments(ctx).whereIn('consignment_id', [...new Set(consignmentIds)]);
  return new Map(rows.map((row) => [row.consignment_id, fromRow(row)]));
}

const fromRow = (row: Row): Shipment => ({
  id: row.id, consignmentId: row.consignment_id, carrier: row.carrier, trackingNumber: row.tracking_number, trackingUrl: trackingUrl(row.carrier, row.tracking_number),
  shippedAt: row.shipped_at, deliveredAt: row.delivered_at,
});
