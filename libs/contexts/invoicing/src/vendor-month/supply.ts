import type { TaxDecisionId } from '@stoa/events/tax';
import type { Order } from '@stoa/orders';
import type { Refund } from '@stoa/payments';
import { invariant } from '@stoa/platform/errors';
import { mulDiv } from '@stoa/platform/money';
import type { TaxDecision } from '@stoa/tax';
import type { DocumentLine, TaxShare } from '../document/document.js';
import { treatmentOf } from '../document/tax-shares.js';
import { PIECE } from '../document/write-document.js';
import type { MonthInput } from './vendor-month.js';
import { vendorWords } from './vendor-words.js';

type Decisions = ReadonlyMap<string, TaxDecision>;
/** What was given back of one thing, without tax; negative where a refund that failed is owed again. */
type Back = { readonly order: Order; readonly title: string; readonly kind: 'goods' | 'shipping'; readonly netMinor: bigint; readonly quantity: number; readonly decision: TaxDecision };

/** What the vendor supplied to the marketplace that is its goods' seller by law: each thing at its full price without tax, and carriage. Commission is no part of it, and what the law adds to the price is the marketplace's. */
export function supplyLines(input: MonthInput, orders: ReadonlyMap<string, Order>, decisions: Decisions, locale: string): DocumentLine[] {
  return input.charged.flatMap(({ orderId }) => {
    const order = orders.get(orderId);
    invariant(order, 'an order that was booked is known');
    return selfBilled(order, decisions).flatMap(({ consignment, decision }) => [
      ...order.lines.filter((line) => line.consignmentId === consignment.id && line.netMinor > 0n).map((line) => lineOf({ title: line.title, detail: [order.number, line.optionText, line.sku].filter((text) => text !== '').join(', '), quantity: line.quantity, netMinor: line.netMinor, kind: 'goods' }, decision)),
      ...(consignment.shippingNetMinor === 0n ? [] : [lineOf({ title: vendorWords(locale).delivery, detail: order.number, quantity: 1, netMinor: consignment.shippingNetMinor, kind: 'shipping' }, decision)]),
    ]);
  });
}

/** What went back of such supplies in a month: positive lines, and which way they go. What the marketplace gave away of its own is no matter of the vendor's supply. */
export function returnLines(input: MonthInput, given: { orders: ReadonlyMap<string, Order>; refunds: ReadonlyMap<string, Refund>; decisions: Decisions }, locale: string): { readonly isCredit: boolean; readonly lines: readonly DocumentLine[] } {
  const backs = [...given.orders.values()].flatMap((order) => backsOf(order, input, given));
  const total = backs.reduce((sum, one) => sum + one.netMinor, 0n);
  const sign = total < 0n ? -1n : 1n;
  const words = vendorWords(locale);
  const [first] = backs;
  if (!first || total === 0n) return { isCredit: true, lines: [] };
  const signed = backs.filter((one) => one.netMinor !== 0n).map((one) => ({ ...one, netMinor: sign * one.netMinor }));
  if (signed.some((one) => one.netMinor < 0n)) return { isCredit: sign > 0n, lines: [lineOf({ title: words.returned([...new Set(signed.map((one) => one.order.number))].join(', ')), detail: '', quantity: 1, netMinor: sign * total, kind: 'goods' }, first.decision)] };
  return { isCredit: sign > 0n, lines: signed.map((one) => lineOf({ title: one.kind === 'shipping' ? words.delivery : one.title, detail: one.order.number, quantity: Math.max(1, Math.abs(one.quantity)), netMinor: one.netMinor, kind: one.kind }, one.decision)) };
}

/** The decisions that say which consignments of an order the marketplace bills itself. */
export const decisionsOf = (orders: readonly Order[]): TaxDecisionId[] => orders.flatMap((order) => order.consignments.filter((one) => one.seller === 'platform').map((one) => one.taxDecisionId as TaxDecisionId));

function backsOf(order: Order, input: MonthInput, { refunds, decisions }: { refunds: ReadonlyMap<string, Refund>; decisions: Decisions }): Back[] {
  const sums = new Map<string, Back>();
  for (const { refundId, orderId, sign } of input.refunded) {
    const refund = orderId === order.id ? refunds.get(refundId) : undefined;
    const byMarketplace = (refund?.shares.find((share) => share.orderId === order.id)?.goodwillMinor ?? 0n) > 0n;
    for (const { consignment, decision } of refund ? selfBilled(order, decisions) : []) {
      for (const part of refund!.parts) {
        if (part.consignmentId !== consignment.id || (part.kind !== 'goods' && part.kind !== 'shipping') || (part.isGoodwill && byMarketplace)) continue;
        const known = sums.get(part.id) ?? { order, title: part.title, kind: part.kind, netMinor: 0n, quantity: 0, decision };
        sums.set(part.id, { ...known, netMinor: known.netMinor + BigInt(sign) * part.netMinor, quantity: known.quantity + sign * part.quantity });
      }
    }
  }
  return [...sums.values()];
}

const selfBilled = (order: Order, decisions: Decisions) => order.consignments.flatMap((consignment) => {
  const decision = decisions.get(consignment.taxDecisionId);
  return consignment.seller === 'platform' && decision?.b2bLeg?.document === 'self_billed' ? [{ consignment, decision }] : [];
});

function lineOf(is: Pick<DocumentLine, 'title' | 'detail' | 'quantity' | 'netMinor' | 'kind'>, decision: TaxDecision): DocumentLine {
  const treatment = treatmentOf('', decision.b2bLeg?.treatment ?? '');
  invariant(treatment, 'the law says how the supply to the marketplace is taxed');
  const share: TaxShare = { treatment, ratePct: '0', country: decision.facts.shipFrom.country, baseMinor: is.netMinor, taxMinor: 0n };
  return { ...is, unit: PIECE, unitNetMinor: mulDiv(is.netMinor, 1n, BigInt(is.quantity), 'half_up'), ratePct: null, taxMinor: 0n, grossMinor: is.netMinor, discounts: [], shares: [share], code: null };
}
