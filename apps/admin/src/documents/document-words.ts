import type { DocumentKind } from './document.queries.js';

const KINDS: Readonly<Record<DocumentKind, string>> = {
  invoice: 'Invoice', receipt: 'Receipt', credit_note: 'Credit note', refund_receipt: 'Refund receipt', commission_invoice: 'Commission invoice', commission_credit_note: 'Commission credit note',
  self_billed_invoice: 'Self-billing invoice', self_billed_credit_note: 'Self-billing credit note', proforma: 'Proforma invoice',
};
/** What a document is, as staff and vendors read it. */
export const kindName = (kind: DocumentKind): string => KINDS[kind];
/** All kinds, in the order in which staff know them. */
export const kinds = Object.keys(KINDS) as readonly DocumentKind[];
