import type { ConsignmentId, OrderId, OrderLineId } from '@stoa/events/orders';
import type { Consignment, Order, OrderGroup, OrderLine } from '@stoa/orders';
import { allocate, money, proratedSoFar } from '@stoa/platform/money';
import { invariant } from '@stoa/platform/errors';
import { refundOf, type TaxDecision } from '@stoa/tax';
import { namedTwice, nothingToRefund, notOfThisOrder, tooManyPieces, tooMuch } from './refund.errors.js';
import type { Reckoning, RefundPart, RefundPolicy, RefundShare, RefundTax } from './refund.js';

/** What staff want to give back. Amounts are stated as the market states prices. `amountMinor` null: all of the parcel's shipping that is left, with its fees. */
export type RefundWish = {
  readonly lines: readonly { readonly lineId: OrderLineId; readonly quantity: number; readonly restock: boolean }[];
  readonly shipping: readonly { readonly consignmentId: ConsignmentId; readonly amountMinor: bigint | null }[];
  readonly goodwill: { readonly orderId: OrderId; readonly amountMinor: bigint } | null;
};
/** As much of an order group as a refund of it is reckoned from. */
type SoldLine = Pick<OrderLine, 'id' | 'orderId' | 'consignmentId' | 'title' | 'quantity' | 'netMinor' | 'grossMinor' | 'commissionMinor' | 'taxDecisionId' | 'taxLineId'>;
type SoldParcel = Pick<Consignment, 'id' | 'rateName' | 'taxDecisionId' | 'shippingNetMinor' | 'shippingGrossMinor' | 'fees'>;
type SoldOrder = Pick<Order, 'id' | 'number' | 'vendorId' | 'vendorName'> & { readonly lines: readonly SoldLine[]; readonly consignments: readonly SoldParcel[] };
export type SoldGroup = Pick<OrderGroup, 'currency' | 'priceMode' | 'platformFee'> & { readonly orders: readonly SoldOrder[] };
export type Sold = { readonly group: SoldGroup; readonly decisions: ReadonlyMap<string, TaxDecision>; /** Parts of all refunds that stand. */ readonly before: readonly RefundPart[]; readonly policy: RefundPolicy };

/** One thing that was paid for, as far as a refund of it needs to be known. */
export type Thing = Pick<RefundPart, 'id' | 'orderId' | 'consignmentId' | 'decisionId' | 'taxLineId' | 'title'> & {
  readonly kind: 'goods' | 'shipping' | 'fee'; readonly quantity: number; readonly wholeMinor: bigint; readonly commissionMinor: bigint; readonly feeTo: { readonly authority: string; readonly isByPlatform: boolean } | null;
};

/** Pure: who gets and who gives what for a wish, to the cent, or a refusal. Each share is the difference of two shares of the original, so that parts in any order
 *  end exactly where the whole does. */
export function reckonRefund(sold: Sold, wish: RefundWish): Reckoning {
  const so: RefundPart[] = [];
  const add = (thing: Thing, now: Now) => {
    const part = partOf(sold, thing, { now, before: [...sold.before, ...so] });
    if (part.grossMinor > 0n || part.quantity > 0) so.push(part);
  };
  refuseTwice(sold.group, wish);
  for (const { lineId, quantity, restock } of wish.lines) {
    const thing = lineThing(sold.group, lineId);
    add(thing, { statedMinor: statedOf(thing, quantity, sold.before), quantity, restock, isGoodwill: false });
  }
  for (const { consignmentId, amountMinor } of wish.shipping) {
    const [shipping, ...fees] = parcelThings(sold, consignmentId);
    const rest = leftOf(shipping!, sold.before);
    if (amountMinor !== null && amountMinor > rest) throw tooMuch(shipping!.title, money(rest, sold.group.currency));
    add(shipping!, { ...MONEY_ONLY, statedMinor: amountMinor ?? rest });
    if (amountMinor === null) for (const fee of fees) add(fee, { ...MONEY_ONLY, statedMinor: leftOf(fee, sold.before) });
  }
  if (wish.goodwill) for (const [thing, statedMinor] of goodwillOver(sold, wish.goodwill, so)) add(thing, { ...MONEY_ONLY, statedMinor, isGoodwill: true });
  return closed(sold, so);
}

/** The parts with what follows of them. Never more than is left of the payment: cents that were given beyond what prices come to are taken off the last. `rounding`: such cents, given now. */
export function closed(sold: Sold, parts: readonly RefundPart[], rounding: { minor: bigint; at: Place } | null = null): Reckoning {
  const so = withRounding(parts, rounding ?? { minor: -beyondTheRest(sold, parts), at: null });
  const amountMinor = added(so.map((part) => part.grossMinor));
  if (amountMinor <= 0n) throw nothingToRefund();
  const shares = sharesOf(sold, so);
  invariant(shares.every((share) => share.vendorMinor >= 0n && share.byPlatform.every(({ minor }) => minor >= 0n)), 'nobody gets something out of a refund');
  return { parts: so, shares, amount: money(amountMinor, sold.group.currency), policy: sold.policy };
}

function beyondTheRest(sold: Sold, parts: readonly RefundPart[]): bigint {
  const given = added(sold.before.filter((part) => part.kind === 'rounding').map((part) => part.grossMinor));
  if (given === 0n) return 0n;
  const rest = added(leftToRefund(sold).map(({ thing, statedMinor }) => partOf(sold, thing, { now: { ...MONEY_ONLY, statedMinor }, before: sold.before }).grossMinor)) - given;
  const beyond = added(parts.map((part) => part.grossMinor)) - rest;
  return beyond > 0n ? beyond : 0n;
}

type Place = Pick<RefundPart, 'orderId' | 'consignmentId' | 'decisionId'>;
/** At the order that most is given back of. */
function withRounding(parts: readonly RefundPart[], { minor, at }: { minor: bigint; at: Place | null }): readonly RefundPart[] {
  const place = parts.toSorted((a, b) => (a.grossMinor > b.grossMinor ? -1 : 1))[0] ?? at;
  if (minor === 0n || !place) return parts;
  const { orderId, consignmentId, decisionId } = place;
  return [...parts, {
    ...MONEY_ONLY, kind: 'rounding', id: `${consignmentId}.rounding`, orderId, consignmentId, decisionId, taxLineId: null, title: 'Rounding', isGoodwill: true, statedMinor: minor, netMinor: minor, taxMinor: 0n, grossMinor: minor,
    commissionMinor: 0n, taxes: [], byPlatform: [],
  }];
}

type Now = Pick<RefundPart, 'statedMinor' | 'quantity' | 'restock' | 'isGoodwill'>;
export const MONEY_ONLY = { quantity: 0, restock: false, isGoodwill: false };

/** Everything of a group that money was paid for, and what is left of it. */
export function leftToRefund(sold: Sold): { readonly thing: Thing; readonly pieces: number; readonly statedMinor: bigint }[] {
  const things = sold.group.orders.flatMap((order) => [...order.lines.map((line) => toLineThing(sold.group, line)), ...order.consignments.flatMap((one) => parcelThings(sold, one.id))]);
  return things.map((thing) => ({ thing, pieces: thing.quantity - piecesOf(thing, sold.before), statedMinor: leftOf(thing, sold.before) }));
}

export function partOf(sold: Sold, thing: Thing, { now, before }: { now: Now; before: readonly RefundPart[] }): RefundPart {
  const { wholeMinor, commissionMinor, feeTo, quantity: _sold, ...named } = thing;
  const beforeMinor = statedSoFar(thing, before);
  if (thing.taxLineId === null) {
    const byPlatform = feeTo?.isByPlatform ? [{ authority: feeTo.authority, minor: now.statedMinor }] : [];
    return { ...named, ...now, netMinor: now.statedMinor, taxMinor: 0n, grossMinor: now.statedMinor, commissionMinor: 0n, taxes: [], byPlatform };
  }
  const decision = decisionOf(sold, thing.decisionId);
  const lineId = thing.taxLineId;
  const done = { lineId, amountMinor: beforeMinor };
  const [soFar] = refundOf(decision, [done]).lines;
  const [line] = refundOf(decision, [{ lineId, amountMinor: now.statedMinor }], [done]).lines;
  const whole = [...decision.lines, decision.shipping].find((one) => one?.id === lineId);
  invariant(soFar && line && whole, 'a line that is refunded has its tax');
  const taxes = line.components.map(({ authority, name, ratePct, baseMinor, taxMinor, remitter }) => ({ authority, name, ratePct, baseMinor, minor: taxMinor, remitter }));
  const share = commissionOf(commissionMinor, { wholeMinor: withoutPlatformTax(whole), beforeMinor: withoutPlatformTax(soFar), nowMinor: withoutPlatformTax(line) });
  return {
    ...named, ...now, netMinor: line.netMinor, taxMinor: line.taxMinor, grossMinor: line.grossMinor, commissionMinor: sold.policy.commission === 'returned' ? share : 0n, taxes,
    byPlatform: taxes.filter((tax) => tax.remitter === 'platform' && tax.minor !== 0n).map(({ authority, minor }) => ({ authority, minor })),
  };
}

/** What of a line vendor and marketplace share: all but the taxes that the marketplace hands on. */
const withoutPlatformTax = (line: { grossMinor: bigint; components: readonly { remitter: RefundTax['remitter']; taxMinor: bigint }[] }): bigint =>
  line.grossMinor - added(line.components.filter((tax) => tax.remitter === 'platform').map((tax) => tax.taxMinor));

/** Commission goes back with what it was taken from. On the whole price a cent of it and a cent of tax could fall on the same cent, and the vendor would have to get one. */
function commissionOf(commissionMinor: bigint, { wholeMinor, beforeMinor, nowMinor }: { wholeMinor: bigint; beforeMinor: bigint; nowMinor: bigint }): bigint {
  return wholeMinor === 0n ? 0n : proratedSoFar(commissionMinor, beforeMinor + nowMinor, wholeMinor) - proratedSoFar(commissionMinor, beforeMinor, wholeMinor);
}

/** The last pieces of a line take all that is left of it, whatever was given back of it as goodwill. */
function statedOf(thing: Thing, quantity: number, before: readonly RefundPart[]): bigint {
  const done = piecesOf(thing, before);
  const left = thing.quantity - done;
  if (quantity > left) throw tooManyPieces(thing.title, left);
  const rest = leftOf(thing, before);
  if (quantity === left) return rest;
  const upTo = (pieces: number) => proratedSoFar(thing.wholeMinor, BigInt(pieces), BigInt(thing.quantity));
  const share = upTo(done + quantity) - upTo(done);
  return share < rest ? share : rest;
}

/** Goodwill lowers the price of an order's goods, each by its weight in what is left of them. */
function goodwillOver(sold: Sold, goodwill: NonNullable<RefundWish['goodwill']>, so: readonly RefundPart[]): [Thing, bigint][] {
  const order = sold.group.orders.find((one) => one.id === goodwill.orderId);
  if (!order) throw notOfThisOrder('vendor’s order');
  const things = order.lines.map((line) => toLineThing(sold.group, line));
  const left = things.map((thing) => leftOf(thing, [...sold.before, ...so]));
  if (goodwill.amountMinor > added(left)) throw tooMuch(`the goods of ${order.number}`, money(added(left), sold.group.currency));
  const parts = allocate(goodwill.amountMinor, left);
  return things.flatMap((thing, i): [Thing, bigint][] => (parts[i]! > 0n ? [[thing, parts[i]!]] : []));
}

function sharesOf({ group, policy }: Sold, parts: readonly RefundPart[]): RefundShare[] {
  return group.orders.flatMap((order): RefundShare[] => {
    const own = parts.filter((part) => part.orderId === order.id);
    if (own.length === 0) return [];
    const byVendorMinor = (part: RefundPart) => part.grossMinor - part.commissionMinor - added(part.byPlatform.map((tax) => tax.minor));
    const isPaidByMarketplace = (part: RefundPart) => part.kind === 'rounding' || (part.isGoodwill && policy.goodwillBy === 'marketplace');
    const sums = new Map<string, bigint>();
    for (const { authority, minor } of own.flatMap((part) => part.byPlatform)) sums.set(authority, (sums.get(authority) ?? 0n) + minor);
    return [{
      orderId: order.id, orderNumber: order.number, vendorId: order.vendorId, vendorName: order.vendorName, grossMinor: added(own.map((part) => part.grossMinor)),
      vendorMinor: added(own.filter((part) => !isPaidByMarketplace(part)).map(byVendorMinor)), commissionMinor: added(own.map((part) => part.commissionMinor)),
      goodwillMinor: added(own.filter(isPaidByMarketplace).map(byVendorMinor)), byPlatform: [...sums].map(([authority, minor]) => ({ authority, minor })),
    }];
  });
}

function refuseTwice(group: SoldGroup, wish: RefundWish): void {
  const ids = [...wish.lines.map((line) => line.lineId), ...wish.shipping.map((one) => one.consignmentId)];
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) throw namedTwice(group.orders.flatMap((order) => order.lines).find((line) => line.id === twice)?.title ?? 'A parcel');
}

function lineThing(group: SoldGroup, id: OrderLineId): Thing {
  const line = group.orders.flatMap((order) => order.lines).find((one) => one.id === id);
  if (!line) throw notOfThisOrder('line');
  return toLineThing(group, line);
}

const toLineThing = (group: SoldGroup, line: SoldLine): Thing => ({
  kind: 'goods', id: line.id, orderId: line.orderId, consignmentId: line.consignmentId, decisionId: line.taxDecisionId, taxLineId: line.taxLineId, title: line.title, quantity: line.quantity,
  wholeMinor: group.priceMode === 'incl' ? line.grossMinor : line.netMinor, commissionMinor: line.commissionMinor, feeTo: null,
});

/** A parcel's shipping first, then its fees by law. */
function parcelThings(sold: Sold, id: ConsignmentId): Thing[] {
  const found = sold.group.orders.flatMap((order) => order.consignments.map((consignment): [SoldOrder, SoldParcel] => [order, consignment])).find(([, one]) => one.id === id);
  if (!found) throw notOfThisOrder('parcel');
  const [order, consignment] = found;
  const decision = decisionOf(sold, consignment.taxDecisionId);
  const of = { orderId: order.id, consignmentId: id, decisionId: consignment.taxDecisionId, quantity: 0, commissionMinor: 0n };
  const shipping: Thing = {
    ...of, kind: 'shipping', id, title: consignment.rateName, taxLineId: decision.shipping?.id ?? null, feeTo: null, wholeMinor: sold.group.priceMode === 'incl' ? consignment.shippingGrossMinor : consignment.shippingNetMinor,
  };
  const fees = consignment.fees.map((fee): Thing => {
    const law = decision.fees.find((one) => one.code === fee.code);
    return { ...of, kind: 'fee', id: `${id}.${fee.code}`, title: fee.name, taxLineId: null, wholeMinor: fee.grossMinor, feeTo: law ? { authority: law.authority, isByPlatform: law.remitter === 'platform' } : null };
  });
  return [shipping, ...fees];
}

function decisionOf(sold: Sold, id: string): TaxDecision {
  const decision = sold.decisions.get(id);
  invariant(decision, 'every parcel has its tax decision');
  return decision;
}

const ofThing = (thing: Thing, parts: readonly RefundPart[]) => parts.filter((part) => part.id === thing.id);
const statedSoFar = (thing: Thing, parts: readonly RefundPart[]): bigint => added(ofThing(thing, parts).map((part) => part.statedMinor));
const leftOf = (thing: Thing, parts: readonly RefundPart[]): bigint => thing.wholeMinor - statedSoFar(thing, parts);
const piecesOf = (thing: Thing, parts: readonly RefundPart[]): number => ofThing(thing, parts).reduce((total, part) => total + part.quantity, 0);
const added = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
