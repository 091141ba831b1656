import type { OrderGroup } from '@stoa/orders';
import type { Refund, RefundPart } from '@stoa/payments';
import { mulDiv } from '@stoa/platform/money';
import type { TaxDecision } from '@stoa/tax';
import { underLaw } from '../content/under-law.js';
import type { DocumentContents, DocumentLine } from './document.js';
import { taxSharesOf } from './tax-shares.js';
import { documentWords } from './words.js';
import { PIECE, rateOf, sum, taxesOf } from './write-document.js';

type RefundReason = Refund['reason'];
export type Correction = {
  readonly type: DocumentContents['type'];
  /** What is corrected: its parties, its wording and its reasons stand on the correction too, whatever became of them since. */
  readonly original: DocumentContents;
  readonly parts: readonly RefundPart[];
  /** Why it was given back. */
  readonly reason: RefundReason;
  readonly group: OrderGroup;
  readonly decisions: ReadonlyMap<string, TaxDecision>;
  /** The calendar day of the market. */
  readonly today: string;
};

/** What a refund gives back of one document, as it was reckoned when the refund was decided. Pure. Amounts are positive: the type says which way they go (EN 16931, 381). */
export function writeCreditNote({ type, original, parts, reason, group, decisions, today }: Correction, number: string): DocumentContents {
  const lines = parts.map((part) => lineOf(part, group, decisions.get(part.decisionId)));
  const gross = sum(lines.map((line) => line.grossMinor));
  const tax = sum(lines.map((line) => line.taxMinor));
  const orders = new Set(parts.map((part) => part.orderId));
  return underLaw({
    ...original, reason: documentWords(group.locale).reasons[reason], type, number, issuedOn: today, orderNumbers: group.orders.filter((order) => orders.has(order.id)).map((order) => order.number), lines, taxes: taxesOf(parts.flatMap((part) => part.taxes), group.locale), discounts: [],
    totals: { netMinor: sum(lines.map((line) => line.netMinor)), taxMinor: tax, grossMinor: gross }, roundingMinor: 0n, prepaidMinor: gross, paid: { on: today, brand: group.card?.brand ?? null, last4: group.card?.last4 ?? null }, dueOn: null,
    corrects: [{ number: original.number, issuedOn: original.issuedOn }], period: null,
    taxCurrency: original.taxCurrency && { ...original.taxCurrency, taxMinor: original.totals.taxMinor === 0n ? 0n : mulDiv(original.taxCurrency.taxMinor, tax, original.totals.taxMinor, 'half_up') },
  });
}

/** A refund that came back after its credit note was written: what was given back is owed again, on a new invoice that corrects the credit note. */
export const writeReinstatement = (creditNote: DocumentContents, type: DocumentContents['type'], { number, today }: { number: string; today: string }): DocumentContents => underLaw({
  ...creditNote, reason: documentWords(creditNote.locale).refundCameBack, type, number, issuedOn: today, corrects: [{ number: creditNote.number, issuedOn: creditNote.issuedOn }], paid: creditNote.paid && { ...creditNote.paid, on: today },
});

function lineOf(part: RefundPart, group: OrderGroup, decision: TaxDecision | undefined): DocumentLine {
  const words = documentWords(group.locale);
  const order = group.orders.find((one) => one.id === part.orderId);
  const sold = order?.lines.find((line) => line.id === part.id);
  const parcel = order?.consignments.find((one) => one.id === part.consignmentId);
  const quantity = part.quantity > 0 ? part.quantity : 1;
  const isShipping = part.kind === 'shipping';
  const detail = isShipping ? [parcel?.rateName, parcel?.carrier] : [sold?.optionText, sold?.sku];
  return {
    kind: part.kind === 'shipping' || part.kind === 'fee' ? part.kind : 'goods', title: isShipping ? words.shipping : part.kind === 'goods' && part.quantity === 0 ? words.priceReduction(part.title) : part.title,
    detail: detail.filter((text) => text !== undefined && text !== '').join(', '), quantity, unit: PIECE, unitNetMinor: mulDiv(part.netMinor, 1n, BigInt(quantity), 'half_up'),
    netMinor: part.netMinor, ratePct: rateOf(part.taxes), taxMinor: part.taxMinor, grossMinor: part.grossMinor, discounts: [], code: decision?.facts.lines.find((one) => one.id === part.taxLineId)?.hs6 ?? null,
    shares: taxSharesOf(decision, part.taxes, { netMinor: part.netMinor, treatment: treatmentOf(part, decision) }),
  };
}

function treatmentOf(part: RefundPart, decision: TaxDecision | undefined): string {
  if (part.kind === 'shipping') return decision?.shipping?.treatment ?? decision?.treatment ?? '';
  return decision?.lines.find((taxed) => taxed.id === part.taxLineId)?.treatment ?? decision?.treatment ?? '';
}
