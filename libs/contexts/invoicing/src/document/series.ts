import type { DocumentType, Series } from './document.js';

/** What a series adds to the prefix of its issuer, so that no two documents of one issuer bear the same number (VAT Directive art. 226(2)). */
const SUFFIX: Readonly<Record<DocumentType, string>> = {
  invoice: '', receipt: '-R', credit_note: '-C', refund_receipt: '-CR', commission_invoice: '-F', commission_credit_note: '-FC', self_billed_invoice: '', self_billed_credit_note: '-C', proforma: '-P',
};

/** The series that a document of an issuer is numbered in; the period is the calendar year of its day. */
export function seriesFor(issuer: Pick<Series, 'issuerKind' | 'issuerId'> & { readonly prefix: string }, documentType: Series['documentType'], issuedOn: string): Series {
  return { issuerKind: issuer.issuerKind, issuerId: issuer.issuerId, documentType, prefix: `${issuer.prefix}${SUFFIX[documentType]}`, fiscalPeriod: issuedOn.slice(0, 4) };
}
