import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';

/** `invoice` where value added tax law wants one; `receipt` where none is asked for (US). */
export type DocumentType = 'invoice' | 'receipt';
export type IssuerKind = 'vendor' | 'platform';
/** Numbers run without gap or double in each of these: DESIGN.md section 10, line 4. */
export type Series = { readonly issuerKind: IssuerKind; readonly issuerId: string; readonly documentType: DocumentType; readonly prefix: string; readonly fiscalPeriod: string };

export type Party = { readonly name: string; readonly addressLines: readonly string[]; readonly vatId: string | null; readonly registerNumber: string | null; readonly email: string | null };
/** Amounts in minor units. `ratePct` is null where no tax is due, `mixed` where several rates share a line of shipping. */
export type DocumentLine = {
  readonly kind: 'goods' | 'shipping' | 'fee'; readonly title: string; readonly detail: string; readonly quantity: number; readonly unitNetMinor: bigint;
  readonly netMinor: bigint; readonly ratePct: string | null; readonly taxMinor: bigint; readonly grossMinor: bigint;
};
export type DocumentTax = { readonly label: string; readonly ratePct: string; readonly baseMinor: bigint; readonly taxMinor: bigint };

/** All that stands on a document, for good. What is printed, mailed or exported is made from this and nothing else. */
export type DocumentContents = {
  readonly type: DocumentType;
  readonly number: string;
  readonly locale: string;
  readonly currency: string;
  /** Calendar days where the issuer is. */
  readonly issuedOn: string;
  readonly suppliedOn: string;
  readonly issuer: Party;
  /** The marketplace that writes it in the vendor's name and on the vendor's behalf; null when the marketplace is the seller itself. */
  readonly onBehalfBy: string | null;
  readonly buyer: Party;
  readonly orderNumbers: readonly string[];
  readonly priceMode: 'incl' | 'excl';
  readonly lines: readonly DocumentLine[];
  readonly taxes: readonly DocumentTax[];
  /** Wording the law asks for, such as why no tax is shown. */
  readonly notes: readonly string[];
  readonly totals: { readonly netMinor: bigint; readonly taxMinor: bigint; readonly grossMinor: bigint };
  readonly paid: { readonly on: string; readonly brand: string | null; readonly last4: string | null };
  readonly brand: { readonly name: string; readonly color: string };
};

export type InvoiceDocument = Series & {
  readonly id: DocumentId;
  readonly orderGroupId: OrderGroupId;
  readonly orderId: OrderId | null;
  readonly vendorId: VendorId | null;
  readonly sequence: bigint;
  readonly issuedAt: Date;
  readonly contents: DocumentContents;
};

/** A number such as TB-2026-00418. */
export const documentNumber = (series: Series, sequence: bigint): string => `${series.prefix}-${series.fiscalPeriod}-${sequence.toString().padStart(5, '0')}`;

/** Sorted by this, rows of several series are locked in the same order by everybody. */
export const seriesKey = (series: Series): string => [series.issuerKind, series.issuerId, series.documentType, series.prefix, series.fiscalPeriod].join(' ');
