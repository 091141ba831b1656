import type { CreditDocumentType, SaleDocumentType, Series } from './document.js';

/** What a series adds to the prefix of its issuer, so that no two documents of one issuer bear the same number (VAT Directive art. 226(2)). */
const SUFFIX: Readonly<Record<SaleDocumentType | CreditDocumentType, string>> = { invoice: '', receipt: '-R', credit_note: '-C', refund_receipt: '-CR' };

/** The series that a document of an issuer is numbered in; the period is the calendar year of its day. */
export function seriesFor(issuer: Pick<Series, 'issuerKind' | 'issuerId'> & { readonly prefix: string }, documentType: Series['documentType'], issuedOn: string): Series {
  return { issuerKind: issuer.issuerKind, issuerId: issuer.issuerId, documentType, prefix: `${issuer.prefix}${SUFFIX[documentType]}`, fiscalPeriod: issuedOn.slice(0, 4) };
}
