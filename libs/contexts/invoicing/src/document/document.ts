import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { VendorId } from '@stoa/events/vendors';

/** What a document is. `invoice` where value added tax law wants one; `receipt` where none is asked for (US); what is given back of either is a `credit_note` or a `refund_receipt`; self-billed ones are written by the buyer in the seller's name. */
export const documentTypes = ['invoice', 'receipt', 'credit_note', 'refund_receipt', 'commission_invoice', 'commission_credit_note', 'self_billed_invoice', 'self_billed_credit_note', 'proforma'] as const;
export type DocumentType = (typeof documentTypes)[number];
/** What a sale to a shopper gives. */
export type SaleDocumentType = Extract<DocumentType, 'invoice' | 'receipt'>;
/** What a refund of a sale gives. */
export type CreditDocumentType = Extract<DocumentType, 'credit_note' | 'refund_receipt'>;
/** What stands between the marketplace and a vendor, for a month. */
export type VendorDocumentType = Extract<DocumentType, 'commission_invoice' | 'commission_credit_note' | 'self_billed_invoice' | 'self_billed_credit_note'>;
const vendorDocumentTypes: readonly DocumentType[] = ['commission_invoice', 'commission_credit_note', 'self_billed_invoice', 'self_billed_credit_note'];
export const isForVendor = (type: DocumentType): type is VendorDocumentType => vendorDocumentTypes.includes(type);
export type IssuerKind = 'vendor' | 'platform';
/** Numbers run without gap or double in each of these: DESIGN.md section 10, line 4. */
export type Series = { readonly issuerKind: IssuerKind; readonly issuerId: string; readonly documentType: DocumentType; readonly prefix: string; readonly fiscalPeriod: string };

/** An address in its parts, beside the lines in which people read it. */
export type PostalAddress = { readonly line1: string; readonly line2: string | null; readonly city: string; readonly region: string | null; readonly postcode: string; readonly country: string };
/** Where a party takes electronic documents: a scheme of the EAS list (`9930` a German VAT number, `EM` a mail address) and the number in it. */
export type ElectronicAddress = { readonly scheme: string; readonly id: string };
/** `address` and `electronicAddress` are null where they were not kept (documents from before) or are not known. `taxNumber` is the national one, where there is no VAT number. */
export type Party = {
  readonly name: string; readonly addressLines: readonly string[]; readonly vatId: string | null; readonly registerNumber: string | null; readonly email: string | null;
  readonly phone: string | null; readonly taxNumber: string | null; readonly address: PostalAddress | null; readonly electronicAddress: ElectronicAddress | null;
};

/** What the tax engine calls the reason of a rate, in the words that EN 16931 knows categories for. */
export const taxTreatments = ['standard', 'zero_rated', 'exempt', 'small_enterprise', 'exempt_with_credit', 'reverse_charge', 'intra_community', 'export', 'out_of_scope', 'igic', 'ipsi'] as const;
export type TaxTreatment = (typeof taxTreatments)[number];
/** One tax on one base: what part of a line, an allowance or a charge it is due on, why, and how much. */
export type TaxShare = { readonly treatment: TaxTreatment; readonly ratePct: string; readonly country: string | null; readonly baseMinor: bigint; readonly taxMinor: bigint };

/** Who pays for a discount: the seller, the marketplace (tenant) or the platform. */
export type Funder = 'vendor' | 'tenant' | 'platform';
/** Off one line, already out of its net. */
export type LineDiscount = { readonly label: string; readonly funder: Funder; readonly netMinor: bigint };
/** Off the whole document: positive amounts that are taken away. */
export type DocumentDiscount = { readonly label: string; readonly funder: Funder; readonly netMinor: bigint; readonly taxMinor: bigint; readonly grossMinor: bigint; readonly shares: readonly TaxShare[] };

/** Amounts in minor units. `ratePct` is null where no tax is due, `mixed` where several rates share a line of shipping; `shares` says it per rate. `unit` is a code of UN/ECE Recommendation 20. */
export type DocumentLine = {
  readonly kind: 'goods' | 'shipping' | 'fee'; readonly title: string; readonly detail: string; readonly quantity: number; readonly unit: string; readonly unitNetMinor: bigint;
  readonly netMinor: bigint; readonly ratePct: string | null; readonly taxMinor: bigint; readonly grossMinor: bigint;
  readonly discounts: readonly LineDiscount[]; readonly shares: readonly TaxShare[];
  /** The customs tariff's (HSN) code of goods; null where it is not known. */
  readonly code: string | null;
};
export type DocumentTax = { readonly label: string; readonly ratePct: string; readonly baseMinor: bigint; readonly taxMinor: bigint };
/** How it is or was paid. An account is named where money is still to come. */
export type PaymentBy = { readonly means: 'card' | 'transfer' | 'direct_debit' | 'set_off'; readonly iban: string | null; readonly accountName: string | null; readonly mandate: string | null };

/** All that stands on a document, for good. What is printed, mailed or exported is made from this and nothing else. */
export type DocumentContents = {
  readonly type: DocumentType;
  readonly number: string;
  /** What the law wants it to be called; null where it bears the usual name of its type. */
  readonly title: string | null;
  /** The country whose law it is written under, where the sale is made under a number of another country than the seller's. */
  readonly law: string | null;
  /** What the law calls the seller's number: ABN, GSTIN. Null where it is a VAT number. */
  readonly numberLabel: string | null;
  readonly locale: string;
  readonly currency: string;
  /** Calendar days where the issuer is. */
  readonly issuedOn: string;
  readonly suppliedOn: string;
  /** The moment it was frozen, as ISO 8601; null on documents from before. */
  readonly issuedAt: string | null;
  /** What the code for phones says that the law wants on it; null where it wants none. */
  readonly phoneCode: string | null;
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
  /** Off the whole document, already out of the totals. */
  readonly discounts: readonly DocumentDiscount[];
  readonly totals: { readonly netMinor: bigint; readonly taxMinor: bigint; readonly grossMinor: bigint };
  /** What cash is rounded by, on top of the gross. */
  readonly roundingMinor: bigint;
  /** What was paid before the document was written. */
  readonly prepaidMinor: bigint;
  /** Null where nothing is paid yet. */
  readonly paid: { readonly on: string; readonly brand: string | null; readonly last4: string | null } | null;
  readonly dueOn: string | null;
  readonly paymentBy: PaymentBy;
  /** The documents that this one corrects. */
  readonly corrects: readonly { readonly number: string; readonly issuedOn: string }[];
  /** Why it corrects them, in the buyer's language. */
  readonly reason: string | null;
  /** The days it speaks of, both included: the month of a commission. */
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly deliveredTo: PostalAddress | null;
  /** What the buyer's books call it: a cost centre, a German Leitweg-ID. */
  readonly buyerReference: string | null;
  /** The tax in the money of the state that it is owed to, where the document speaks another (VAT Directive art. 230). */
  readonly taxCurrency: { readonly currency: string; readonly rate: string; readonly taxMinor: bigint } | null;
  readonly brand: { readonly name: string; readonly color: string };
};

/** What is said once the law of a document is looked up, and when it is frozen. */
export const UNSAID = { title: null, law: null, numberLabel: null, issuedAt: null, phoneCode: null, reason: null } as const satisfies Partial<DocumentContents>;

export type InvoiceDocument = Series & {
  readonly id: DocumentId;
  /** Null for what stands between the marketplace and a vendor: that is of a month, and of no sale. */
  readonly orderGroupId: OrderGroupId | null;
  readonly orderId: OrderId | null;
  /** Whom it was issued by, or, where it stands between the marketplace and a vendor, for. */
  readonly vendorId: VendorId | null;
  /** Of a document that corrects another one: the refund that it tells of, and that other document. */
  readonly refundId: RefundId | null;
  readonly correctsId: DocumentId | null;
  readonly sequence: bigint;
  readonly issuedAt: Date;
  readonly contents: DocumentContents;
};

/** Sorted by this, rows of several series are locked in the same order by everybody. */
export const seriesKey = (series: Series): string => [series.issuerKind, series.issuerId, series.documentType, series.prefix, series.fiscalPeriod].join(' ');
