import type { HeldDocumentId, DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import type { IssuerKind, SaleDocumentType } from '../document/document.js';
import type { MissingContent } from '../document/document-rules.js';

/** A document of a sale that lacks what the law asks for. It has no number: that is drawn when it can be frozen. */
export type HeldDocument = {
  readonly id: HeldDocumentId;
  readonly orderGroupId: OrderGroupId;
  readonly orderId: OrderId | null;
  readonly issuerKind: IssuerKind;
  readonly issuerId: string;
  readonly vendorId: VendorId | null;
  readonly issuerName: string;
  readonly documentType: SaleDocumentType;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly missing: readonly MissingContent[];
  /** The day of the sale where the market is: the supply, whenever its document is written. */
  readonly soldOn: string;
  readonly heldAt: Date;
  readonly lookedAt: Date;
  readonly documentId: DocumentId | null;
  readonly releasedAt: Date | null;
};

/** Whether what was sold by somebody in an order is what this document is about. */
export const isAbout = (document: Pick<HeldDocument, 'vendorId' | 'orderId'>, sold: { readonly bySeller: 'vendor' | 'platform'; readonly orderId: string }): boolean =>
  (sold.bySeller === 'platform' ? document.vendorId === null : document.orderId === sold.orderId);
