import { z } from 'zod';
import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { channels, deliveryStates } from '../delivery/delivery.js';
import { documentTypes } from './document.js';
import type { DocumentHead } from './document.repository.js';

export const documentId = wireId<DocumentId, 'doc'>('doc');
export const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
export const orderId = wireId<OrderId, 'ord'>('ord');
export const vendorId = wireId<VendorId, 'ven'>('ven');

/** A document as lists show it. */
export const documentRow = z.object({
  id: documentId.wire, number: z.string(), kind: z.enum(documentTypes), issuer: z.string(), vendor_id: vendorId.wire.nullable(), total: moneySchema, order_group_id: orderGroupId.wire.nullable(), order_id: orderId.wire.nullable(),
  issued_at: z.iso.datetime(), is_ready: z.boolean(), has_xml: z.boolean(),
  retained_until: z.iso.date().nullable(), is_destroyed: z.boolean(),
  ended: z.enum(['replaced', 'void']).nullable().meta({ description: 'Of a proforma that holds no longer: the invoice took its place, or its order was cancelled.' }),
  delivery: z.object({ state: z.enum(deliveryStates), channel: z.enum(channels).nullable(), reason: z.string().nullable() }).nullable(),
}).meta({ id: 'Document' });

export const toRow = (head: DocumentHead): z.input<typeof documentRow> => ({
  id: documentId.toWire(head.id), number: head.number, kind: head.documentType, issuer: head.issuerName, vendor_id: head.vendorId === null ? null : vendorId.toWire(head.vendorId), total: moneyView(money(head.totalMinor, head.currency)),
  order_group_id: head.orderGroupId === null ? null : orderGroupId.toWire(head.orderGroupId), order_id: head.orderId === null ? null : orderId.toWire(head.orderId), issued_at: head.issuedAt.toISOString(), is_ready: head.fileKey !== null, has_xml: head.xmlKey !== null,
  retained_until: head.retainedUntil, is_destroyed: head.isDestroyed, ended: head.ended, delivery: head.delivery,
});
