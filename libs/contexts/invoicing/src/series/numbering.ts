import { type DocumentType, documentTypes, type Series } from '../document/document.js';

/** When a series begins at 1 again. */
export const resets = ['year', 'month', 'never'] as const;
/** How a marketplace's documents are numbered: what follows the prefix of whoever issues them, when a series begins anew, and with how many digits at least. */
export type Numbering = {
  readonly resets: (typeof resets)[number];
  /** The month that the fiscal year begins in, 1 to 12: 4 in India. */
  readonly yearStartsIn: number;
  readonly digits: number;
  /** What a series of each type adds to the prefix: no two documents of one issuer may bear the same number (VAT Directive art. 226(2)). */
  readonly endings: Readonly<Record<DocumentType, string>>;
  /** Whether orders that are paid by bank transfer get a proforma to pay by. */
  readonly proformas: boolean;
  /** Counts the changes; 0 where nobody has chosen anything. */
  readonly version: number;
};

/** Whoever chose nothing numbers by calendar year: TB-2026-00418. */
export const usualNumbering: Numbering = {
  resets: 'year', yearStartsIn: 1, digits: 5, proformas: false, version: 0,
  endings: { invoice: '', receipt: '-R', credit_note: '-C', refund_receipt: '-CR', commission_invoice: '-F', commission_credit_note: '-FC', self_billed_invoice: '', self_billed_credit_note: '-C', proforma: '-P' },
};

/** Nothing, or a dash, a letter and up to three more: with a letter first, an ending is never taken for a year. */
export const ENDING = /^(?:-[A-Z][A-Z0-9]{0,3})?$/;

type Issuer = Pick<Series, 'issuerKind' | 'issuerId'> & { readonly prefix: string };

/** The series that a document of an issuer is numbered in. `issuedOn` is the calendar day where it is issued. */
export const seriesFor = (numbering: Numbering, issuer: Issuer, documentType: DocumentType, issuedOn: string): Series =>
  ({ issuerKind: issuer.issuerKind, issuerId: issuer.issuerId, documentType, prefix: `${issuer.prefix}${numbering.endings[documentType]}`, fiscalPeriod: periodOf(numbering, issuedOn) });

/** A number such as TB-2026-00418. */
export const documentNumber = ({ digits }: Pick<Numbering, 'digits'>, { prefix, fiscalPeriod }: Pick<Series, 'prefix' | 'fiscalPeriod'>, sequence: bigint): string =>
  [prefix, ...(fiscalPeriod === '' ? [] : [fiscalPeriod]), sequence.toString().padStart(digits, '0')].join('-');

/** The longest number that a series has before it needs a further digit. */
export const draftNumber = (numbering: Pick<Numbering, 'digits'>, series: Pick<Series, 'prefix' | 'fiscalPeriod'>): string => documentNumber(numbering, series, 10n ** BigInt(numbering.digits) - 1n);

/** 2026, 2026-11, 2026-27 for a fiscal year that two calendar years share, or nothing where a series never ends. */
function periodOf({ resets: when, yearStartsIn }: Numbering, issuedOn: string): string {
  if (when === 'never') return '';
  if (when === 'month') return issuedOn.slice(0, 7);
  const [year, month] = [Number(issuedOn.slice(0, 4)), Number(issuedOn.slice(5, 7))];
  if (yearStartsIn === 1) return String(year);
  const first = month >= yearStartsIn ? year : year - 1;
  return `${first}-${String((first + 1) % 100).padStart(2, '0')}`;
}

/** What the marketplace writes in a vendor's name to itself stands apart from what the vendor's shoppers get: the prefix of the vendor with this before it. */
export const SELF_BILLED_PREFIX = 'MP-';
const isSelfBilled = (type: DocumentType): boolean => type.startsWith('self_billed');
/** Whether two types are numbered under the same prefix, and so need endings of their own. */
export const sharePrefix = (one: DocumentType, other: DocumentType): boolean => isSelfBilled(one) === isSelfBilled(other);

/** Types whose endings are those of another under the same prefix. */
export const doubledEndings = ({ endings }: Pick<Numbering, 'endings'>): DocumentType[] =>
  documentTypes.filter((type) => documentTypes.some((other) => other !== type && sharePrefix(type, other) && endings[other] === endings[type]));

/** The ending in the prefix of a series: prefixes of issuers have no dash. */
export function endingOf(prefix: string): string {
  const own = prefix.startsWith(SELF_BILLED_PREFIX) ? prefix.slice(SELF_BILLED_PREFIX.length) : prefix;
  return own.includes('-') ? own.slice(own.indexOf('-')) : '';
}
