import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { OrderGroupId, OrderId } from './orders.js';
import type { RefundId } from './payments.js';
import type { VendorId } from './vendors.js';

export type DocumentId = Id<'DocumentId'>;
export type HeldDocumentId = Id<'HeldDocumentId'>;
export type DeliveryId = Id<'DeliveryId'>;

/** A document has its number and its contents for good; its PDF is still to be drawn. Without an order group it stands between the marketplace and a vendor. */
export const documentFrozen = defineEvent('invoicing.document_frozen', 1, z.object({ documentId: uuid<DocumentId>(), orderGroupId: uuid<OrderGroupId>().nullable() }));

/** An order that waits for its money has its proformas drawn, or needs none: it can be mailed now. */
export const proformasComplete = defineEvent('invoicing.proformas_complete', 1, z.object({ orderGroupId: uuid<OrderGroupId>() }));

/** A document of a sale lacks what the law asks for: it waits without a number until that is supplied. */
export const documentHeld = defineEvent('invoicing.document_held', 1, z.object({ heldDocumentId: uuid<HeldDocumentId>(), orderGroupId: uuid<OrderGroupId>(), vendorId: uuid<VendorId>().nullable() }));

/** Whoever can supply what a held document lacks has changed something: it is looked at again, for itself. */
export const heldDocumentToLookAt = defineEvent('invoicing.held_document_to_look_at', 1, z.object({ heldDocumentId: uuid<HeldDocumentId>() }));

/** A refund was decided while the document that it takes from was held: its credit note is due now. */
export const refundToCredit = defineEvent('invoicing.refund_to_credit', 1, z.object({ refundId: uuid<RefundId>() }));

/** An invoice or receipt of one seller of record has its number, is frozen and its PDF is stored. */
export const invoiceIssued = defineEvent(
  'invoicing.invoice_issued',
  1,
  z.object({
    documentId: uuid<DocumentId>(),
    orderGroupId: uuid<OrderGroupId>(),
    /** Null when the marketplace itself is the seller of record: its document covers all such orders of the group. */
    orderId: uuid<OrderId>().nullable(),
    kind: z.enum(['invoice', 'receipt']),
    number: z.string(),
    issuerName: z.string(),
    totalMinor: z.int(),
    currency: z.string().length(3),
    remaining: z.int().min(0),
  }),
);

/** What a refund gave back stands on a document of each seller of record: a credit note, or a refund receipt where a sale gives a receipt. After a refund that came back it is an invoice or receipt once more. */
export const correctionIssued = defineEvent(
  'invoicing.correction_issued',
  1,
  z.object({
    documentId: uuid<DocumentId>(),
    refundId: uuid<RefundId>(),
    orderGroupId: uuid<OrderGroupId>(),
    orderId: uuid<OrderId>().nullable(),
    kind: z.enum(['credit_note', 'refund_receipt', 'invoice', 'receipt']),
    number: z.string(),
    issuerName: z.string(),
    totalMinor: z.int(),
    currency: z.string().length(3),
  }),
);

/** Every seller of record of the order group has issued its document. */
export const groupDocumentsComplete = defineEvent(
  'invoicing.group_documents_complete',
  1,
  z.object({ orderGroupId: uuid<OrderGroupId>() }),
);

/** What stands between the marketplace and a vendor for a month has its number, is frozen and its PDF is stored: the commission, or what the marketplace billed itself in the vendor's name. */
export const vendorDocumentIssued = defineEvent(
  'invoicing.vendor_document_issued',
  1,
  z.object({
    documentId: uuid<DocumentId>(),
    vendorId: uuid<VendorId>(),
    kind: z.enum(['commission_invoice', 'commission_credit_note', 'self_billed_invoice', 'self_billed_credit_note']),
    number: z.string(),
    issuerName: z.string(),
    totalMinor: z.int(),
    currency: z.string().length(3),
  }),
);

/** Documents that no mail has carried yet, or that somebody wants sent again: one mail for all of them. */
export const documentsToMail = defineEvent('invoicing.documents_to_mail', 1, z.object({ orderGroupId: uuid<OrderGroupId>(), documentIds: z.array(uuid<DocumentId>()).min(1), reason: z.enum(['late', 'correction', 'again']) }));

/** Staff want a document that stands between the marketplace and a vendor sent to the vendor once more. */
export const vendorDocumentToMail = defineEvent('invoicing.vendor_document_to_mail', 1, z.object({ documentId: uuid<DocumentId>(), vendorId: uuid<VendorId>() }));

/** Somebody ends the agreement by which the marketplace writes a vendor's invoices to itself: what is supplied after that day is no longer covered. */
export const selfBillingEnded = defineEvent('invoicing.self_billing_ended', 1, z.object({ vendorId: uuid<VendorId>(), endsOn: z.iso.date(), side: z.enum(['vendor', 'marketplace']) }));

/** The register has changed its mind about the VAT number that a vendor is self-billed under. */
export const vendorVatIdChanged = defineEvent('invoicing.vendor_vat_id_changed', 1, z.object({ vendorId: uuid<VendorId>(), taxId: z.string(), outcome: z.enum(['valid', 'invalid']) }));

/** A document is to be handed to the access point. */
export const deliveryWanted = defineEvent('invoicing.delivery_wanted', 1, z.object({ deliveryId: uuid<DeliveryId>() }));

/** Somebody wants the files of a document drawn once more. */
export const renditionWanted = defineEvent('invoicing.rendition_wanted', 1, z.object({ documentId: uuid<DocumentId>() }));
