import type { DocumentType } from '../document/document.js';
import type { PhoneCode } from './phone-code.js';

/** A text per language; English is always there. */
export type Texts = Readonly<Record<string, string>> & { readonly en: string };
/** An amount such as `["1000", "AUD"]`, or the name of one in `params`: `$simplified_up_to`. */
export type Limit = readonly [amount: string, currency: string] | string;
/** When a row applies; all that is said must hold. An amount in another currency than the limit's counts as above it: then the law asks for more. */
export type When = {
  readonly buyer?: 'business' | 'consumer'; readonly total_from?: Limit; readonly total_above?: Limit; readonly total_up_to?: Limit; readonly taxed?: boolean;
  readonly treatment?: readonly string[]; readonly rates?: readonly string[]; readonly at_home?: boolean; readonly over_border?: boolean;
};
/** Which documents a row is about: types, or the name of a group of them. */
export const groups = {
  all: ['invoice', 'receipt', 'credit_note', 'refund_receipt', 'commission_invoice', 'commission_credit_note', 'self_billed_invoice', 'self_billed_credit_note', 'proforma'],
  invoices: ['invoice', 'commission_invoice', 'self_billed_invoice'],
  credit_notes: ['credit_note', 'commission_credit_note', 'self_billed_credit_note'],
  receipts: ['receipt', 'refund_receipt'],
  self_billed: ['self_billed_invoice', 'self_billed_credit_note'],
  commission: ['commission_invoice', 'commission_credit_note'],
} as const satisfies Record<string, readonly DocumentType[]>;
export type Types = readonly (DocumentType | keyof typeof groups)[];

/** What can be asked for on a document. */
export const fieldNames = [
  'number', 'issue_date', 'supply_date', 'seller.name', 'seller.address', 'seller.number', 'seller.register', 'seller.script', 'buyer.name', 'buyer.address', 'buyer.number', 'numbers.of_both', 'lines', 'lines.code', 'tax.per_rate', 'why_untaxed',
  'corrects', 'corrects_or_period', 'reason', 'place_of_supply', 'qr',
] as const;
export type FieldName = (typeof fieldNames)[number];

type Row = { readonly id: string; readonly types: Types; readonly when?: When; readonly cite: string };
/** `form` is how it is written, without blanks, dots and dashes. */
export type FieldRow = Row & { readonly field: FieldName; readonly name: string; readonly by: 'seller' | 'buyer' | 'marketplace'; readonly form?: string };
/** Words that must stand on it: in the buyer's language where the pack has it, else the first. `title` rows are what the document calls itself. */
export type WordsRow = Row & { readonly words: Texts };
/** Goods at these rates bear a mark, and the paper says what it means. */
export type MarkRow = Row & { readonly rates: readonly string[]; readonly mark: string; readonly words: Texts };

/** What the law of a country, or of a union, wants on documents: a list of field rules and words, no template. */
export type ContentPack = {
  readonly schema: 'documentpack/1'; readonly id: string; readonly extends?: string | null; readonly version: string;
  readonly params?: Readonly<Record<string, readonly [string, string]>>;
  /** What the seller's number is called on paper: ABN, GSTIN, TRN. */
  readonly number_label?: string;
  readonly titles?: readonly WordsRow[]; readonly says?: readonly WordsRow[]; readonly fields?: readonly FieldRow[]; readonly marks?: readonly MarkRow[];
  /** The code that has to be printed for a phone to read. */
  readonly qr?: readonly (Row & { readonly form: PhoneCode })[];
};
