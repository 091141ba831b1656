import { DomainError } from '@stoa/platform/errors';
import { isInUnion } from '../einvoice/missing.js';
import type { DocumentContents, DocumentType, Party } from './document.js';

/** Something that the law wants on a document, who says so, and who can supply it. */
export type MissingContent = { readonly field: string; readonly cite: string; readonly by: 'seller' | 'buyer' | 'marketplace' };
type Rule = MissingContent & { holds(contents: DocumentContents): boolean };

const named = (party: Party) => party.name.trim() !== '' && party.addressLines.length > 0;
const CORRECTED: Rule = { field: 'the document that is corrected', cite: 'VAT Directive art. 219', by: 'marketplace', holds: (c) => c.corrects.length > 0 };
// A month that comes to less than nothing may have no invoice before it: then the month itself is what is corrected.
const CORRECTED_MONTH: Rule = { field: 'the document or the month that is corrected', cite: 'VAT Directive art. 219', by: 'marketplace', holds: (c) => c.corrects.length > 0 || c.period !== null };
/** Where a business of another member state owes the tax of a service, both have to be known by their numbers. */
const REVERSED: Rule = {
  field: 'VAT numbers of both, as the customer owes the tax', cite: 'VAT Directive art. 226(3), (4)', by: 'seller',
  holds: (c) => !isInUnion(c.issuer.address?.country ?? '') || c.lines.every((line) => line.shares.every((share) => share.treatment !== 'reverse_charge')) || (c.issuer.vatId !== null && c.buyer.vatId !== null),
};
const isTaxed = (contents: DocumentContents) => contents.totals.taxMinor > 0n;
const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n);

const SHARED: readonly Rule[] = [
  { field: 'issue date', cite: 'VAT Directive art. 226(1)', by: 'marketplace', holds: (c) => /^\d{4}-\d{2}-\d{2}$/.test(c.issuedOn) },
  { field: 'number', cite: 'VAT Directive art. 226(2)', by: 'marketplace', holds: (c) => c.number !== '' },
  { field: 'name of the seller', cite: 'VAT Directive art. 226(5)', by: 'seller', holds: (c) => c.issuer.name.trim() !== '' },
  { field: 'quantity and nature of the goods', cite: 'VAT Directive art. 226(6)', by: 'marketplace', holds: (c) => c.lines.length > 0 && c.lines.every((line) => line.title !== '' && line.quantity > 0) },
  { field: 'sums that add up', cite: 'EN 16931 BR-CO-10 to -15', by: 'marketplace', holds: addsUp },
];

const INVOICE: readonly Rule[] = [
  ...SHARED,
  { field: 'VAT number of the seller', cite: 'VAT Directive art. 226(3)', by: 'seller', holds: (c) => !isTaxed(c) || c.issuer.vatId !== null },
  { field: 'name and address of the seller', cite: 'VAT Directive art. 226(5)', by: 'seller', holds: (c) => named(c.issuer) },
  { field: 'name and address of the buyer', cite: 'VAT Directive art. 226(5)', by: 'buyer', holds: (c) => named(c.buyer) },
  { field: 'date of supply', cite: 'VAT Directive art. 226(7)', by: 'marketplace', holds: (c) => c.suppliedOn !== '' },
  { field: 'taxable amount, rate and tax per rate', cite: 'VAT Directive art. 226(8)-(10)', by: 'marketplace', holds: (c) => !isTaxed(c) || c.taxes.length > 0 },
  { field: 'why no tax is shown', cite: 'VAT Directive art. 226(11)', by: 'marketplace', holds: (c) => isTaxed(c) || c.notes.length > 0 },
];

// No federal law asks for an invoice; the states want the tax stated separately and the seller named.
const RECEIPT: readonly Rule[] = [...SHARED, { field: 'tax stated separately', cite: '18 CCR 1700; Colo. Rev. Stat. 39-26-106', by: 'marketplace', holds: (c) => !isTaxed(c) || c.taxes.length > 0 }];

/** What must stand on a document, as a checklist of field rules and not as a template: one list per kind of law. */
const CHECKLISTS: Record<DocumentType, readonly Rule[]> = {
  invoice: INVOICE, commission_invoice: [...INVOICE, REVERSED], self_billed_invoice: INVOICE, credit_note: [...INVOICE, CORRECTED], commission_credit_note: [...INVOICE, REVERSED, CORRECTED_MONTH], self_billed_credit_note: [...INVOICE, CORRECTED_MONTH],
  proforma: SHARED,
  receipt: RECEIPT, refund_receipt: [...RECEIPT, CORRECTED],
};

/** What a document lacks that the law asks for; nothing where it may be numbered. */
export const missingContents = (contents: DocumentContents): MissingContent[] => CHECKLISTS[contents.type].filter((rule) => !rule.holds(contents)).map(({ field, cite, by }) => ({ field, cite, by }));

/** Refuses contents that lack what the law asks for: such a document is never numbered. */
export function assertComplete(contents: DocumentContents): void {
  const missing = missingContents(contents);
  if (missing.length === 0) return;
  throw new DomainError('invoicing.contents_missing', 'conflict', `The ${contents.type} of ${contents.issuer.name} lacks: ${missing.map((rule) => rule.field).join(', ')}. Complete the seller's data and try again.`, { missing });
}

function addsUp({ lines, taxes, totals, discounts }: DocumentContents): boolean {
  const left = (of: (part: { netMinor: bigint; taxMinor: bigint; grossMinor: bigint }) => bigint) => sum(lines.map(of)) - sum(discounts.map(of));
  return left((part) => part.netMinor) === totals.netMinor && left((part) => part.taxMinor) === totals.taxMinor && left((part) => part.grossMinor) === totals.grossMinor
    && totals.netMinor + totals.taxMinor === totals.grossMinor && sum(taxes.map((tax) => tax.taxMinor)) === totals.taxMinor;
}
