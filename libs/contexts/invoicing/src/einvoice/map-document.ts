import { invariant } from '@stoa/platform/errors';
import type { DocumentContents, DocumentLine, DocumentType, LineDiscount, TaxShare } from '../document/document.js';
import { documentWords } from '../document/words.js';
import { type AllowanceOrCharge, type EInvoice, type InvoiceLine, type PaymentInstructions, type TypeCode, type VatBreakdown, paymentMeansCodes, sameCategory, typeCodes } from './einvoice.js';
import { unitPrice } from './exact.js';
import { invoiceAddress, invoiceParty } from './map-party.js';
import { type Missing, type Profile, missingFor } from './missing.js';
import { assertSums } from './sums.js';
import { exemptionReasonOf, vatCategoryOf } from './vat-category.js';

export type Mapped = { readonly outcome: 'mapped'; readonly invoice: EInvoice } | { readonly outcome: 'incomplete'; readonly missing: readonly Missing[] } | { readonly outcome: 'not_an_invoice' };

/** What a document is in UNTDID 1001; a receipt and a proforma are no invoices. */
const TYPES: Readonly<Record<DocumentType, TypeCode | null>> = {
  invoice: typeCodes.invoice, commission_invoice: typeCodes.invoice, credit_note: typeCodes.creditNote, commission_credit_note: typeCodes.creditNote,
  self_billed_invoice: typeCodes.selfBilledInvoice, self_billed_credit_note: typeCodes.selfBilledCreditNote, receipt: null, refund_receipt: null, proforma: null,
};
/** UNTDID 7161 and 5189: freight; what the law adds (a deposit, an eco fee); a discount. */
const FREIGHT = 'FC';
const COLLECTION = 'AEO';
const DISCOUNT = '95';

/** A frozen document in the words of EN 16931, or what it lacks. Pure; nothing is worked out anew: every amount is the frozen one, and all sums are checked against each other. */
export function toEInvoice(contents: DocumentContents, profile: Profile): Mapped {
  const typeCode = TYPES[contents.type];
  if (typeCode === null) return { outcome: 'not_an_invoice' };
  const missing = missingFor(contents, profile);
  if (missing.length > 0) return { outcome: 'incomplete', missing };
  const invoice = mapped(contents, typeCode);
  assertSums(invoice, contents);
  return { outcome: 'mapped', invoice };
}

function mapped(contents: DocumentContents, typeCode: TypeCode): EInvoice {
  const { issuer, buyer, totals, taxCurrency } = contents;
  invariant(issuer.address && buyer.address, 'what a document lacks was asked before');
  const breakdown = breakdownOf(contents);
  const isOutOfScope = breakdown.some((part) => part.category.code === 'O');
  const hasGoods = contents.lines.some((line) => line.kind === 'goods');
  const lines = contents.lines.flatMap((line) => (line.kind === 'goods' ? [goodsLine(line, contents)] : hasGoods ? [] : shareLines(line, contents)));
  const charges = hasGoods ? contents.lines.flatMap((line) => (line.kind === 'goods' ? [] : chargesOf(line))) : [];
  const allowances = contents.discounts.flatMap((discount) => discount.shares.map((share): AllowanceOrCharge => (
    { amount: share.baseMinor, category: vatCategoryOf(share), reason: discountReason(discount, contents), reasonCode: DISCOUNT })));
  const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n);
  return {
    number: contents.number, issueDate: contents.issuedOn, typeCode, currency: contents.currency, accountingCurrency: taxCurrency?.currency ?? null,
    dueDate: contents.dueOn, // Where the buyer gave no reference, the order is what the buyer knows it by.
    buyerReference: contents.buyerReference ?? orderOf(contents), purchaseOrder: orderOf(contents),
    paymentTerms: null, notes: notesOf(contents), precedingInvoices: contents.corrects.map((one) => ({ number: one.number, issueDate: one.issuedOn })),
    seller: invoiceParty(issuer, issuer.address, isOutOfScope), buyer: invoiceParty(buyer, buyer.address, isOutOfScope),
    delivery: { date: contents.suppliedOn, address: contents.deliveredTo === null ? null : invoiceAddress(contents.deliveredTo) },
    period: contents.period === null ? null : { start: contents.period.from, end: contents.period.to },
    payment: paymentOf(contents), allowances, charges, vatBreakdown: breakdown, lines: lines.map((line, index) => ({ ...line, id: String(index + 1) })),
    totals: {
      lineNet: sum(lines.map((line) => line.netAmount)), allowances: sum(allowances.map((one) => one.amount)), charges: sum(charges.map((one) => one.amount)),
      withoutVat: totals.netMinor, vat: totals.taxMinor, vatInAccountingCurrency: taxCurrency?.taxMinor ?? null, withVat: totals.grossMinor,
      paid: contents.prepaidMinor, rounding: contents.roundingMinor, due: totals.grossMinor + contents.roundingMinor - contents.prepaidMinor,
    },
  };
}

const orderOf = ({ orderNumbers }: DocumentContents): string | null => (orderNumbers.length === 0 ? null : orderNumbers.join(', '));

function goodsLine(line: DocumentLine, contents: DocumentContents): InvoiceLine {
  const [share] = line.shares;
  invariant(share, 'what a document lacks was asked before');
  const allowances = line.discounts.map((discount) => ({ amount: discount.netMinor, reason: discountReason(discount, contents), reasonCode: DISCOUNT }));
  const before = allowances.reduce((whole, one) => whole + one.amount, line.netMinor);
  return {
    id: '', quantity: String(line.quantity), unitCode: line.unit, netAmount: line.netMinor, allowances, itemNetPrice: unitPrice(before, BigInt(line.quantity), contents.currency),
    category: vatCategoryOf(share), itemName: line.title, itemDescription: line.detail === '' ? null : line.detail,
  };
}

/** Shipping and fees stand as charges below the goods; where nothing else is on the document (a refund of shipping) they are its lines, one per rate. */
const shareLines = (line: DocumentLine, { currency }: DocumentContents): InvoiceLine[] => line.shares.map((share) => ({
  id: '', quantity: '1', unitCode: line.unit, netAmount: share.baseMinor, allowances: [], itemNetPrice: unitPrice(share.baseMinor, 1n, currency), category: vatCategoryOf(share), itemName: line.title,
  itemDescription: line.detail === '' ? null : line.detail,
}));

const chargesOf = (line: DocumentLine): AllowanceOrCharge[] => line.shares.map((share) => ({
  amount: share.baseMinor, category: vatCategoryOf(share), reason: [line.title, line.detail].filter((text) => text !== '').join(', '), reasonCode: line.kind === 'shipping' ? FREIGHT : COLLECTION,
}));

/** A discount says who pays for it: the accountant of a seller has to know. */
function discountReason({ label, funder }: Pick<LineDiscount, 'label' | 'funder'>, { locale, brand, issuer }: DocumentContents): string {
  return documentWords(locale).fundedBy(label, funder === 'vendor' ? issuer.name : funder === 'tenant' ? brand.name : 'Stoa');
}

function breakdownOf(contents: DocumentContents): VatBreakdown[] {
  const parts: VatBreakdown[] = [];
  const count = (share: TaxShare, sign: bigint): void => {
    const category = vatCategoryOf(share);
    const at = parts.findIndex((part) => sameCategory(part.category, category));
    const before = parts[at] ?? { category, taxableAmount: 0n, taxAmount: 0n, exemptionReason: exemptionReasonOf(share.treatment, contents.locale) };
    const after = { ...before, taxableAmount: before.taxableAmount + sign * share.baseMinor, taxAmount: before.taxAmount + sign * share.taxMinor };
    if (at < 0) parts.push(after);
    else parts[at] = after;
  };
  for (const line of contents.lines) for (const share of line.shares) count(share, 1n);
  for (const discount of contents.discounts) for (const share of discount.shares) count(share, -1n);
  return parts;
}

function notesOf(contents: DocumentContents): string[] {
  const words = documentWords(contents.locale);
  const selfBilled = contents.type === 'self_billed_invoice' || contents.type === 'self_billed_credit_note' ? [words.selfBilling] : [];
  return [...selfBilled, ...contents.notes, ...(contents.onBehalfBy === null || selfBilled.length > 0 ? [] : [words.onBehalf(contents.onBehalfBy)])];
}

function paymentOf({ paymentBy, paid, number, currency, issuer }: DocumentContents): PaymentInstructions {
  const nothing = { remittance: number, transferTo: null, card: null, directDebit: null };
  switch (paymentBy.means) {
    case 'transfer':
      invariant(paymentBy.iban, 'what a document lacks was asked before');
      return { ...nothing, meansCode: currency === 'EUR' ? paymentMeansCodes.sepaTransfer : paymentMeansCodes.transfer, transferTo: { iban: paymentBy.iban, name: paymentBy.accountName ?? issuer.name } };
    case 'direct_debit':
      return { ...nothing, meansCode: paymentMeansCodes.sepaDirectDebit, directDebit: { mandate: paymentBy.mandate ?? number, creditor: paymentBy.accountName, debitedIban: paymentBy.iban } };
    case 'set_off':
      return { ...nothing, meansCode: paymentMeansCodes.setOff };
    case 'card':
      return paid?.last4 ? { ...nothing, meansCode: paymentMeansCodes.card, card: { digits: paid.last4, network: paid.brand ?? 'card' } } : { ...nothing, meansCode: paymentMeansCodes.undefined };
  }
}
