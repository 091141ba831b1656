import { pick } from '@stoa/catalog';
import type { CheckoutId } from '@stoa/events/checkout';
import type { ConsignmentId, OrderGroupId, OrderId, OrderLineId } from '@stoa/events/orders';
import type { TaxDecisionId } from '@stoa/events/tax';
import type { Fee, PlaceConsignment, PlaceLine, PlaceOrder, TaxByPlatform, TaxPart } from '@stoa/orders';
import { invariant } from '@stoa/platform/errors';
import { newId } from '@stoa/platform/ids';
import { percent } from '@stoa/platform/money';
import type { ShippingOption } from '@stoa/shipping';
import type { Commission } from '@stoa/pricing';
import type { TaxDecision, TaxedFee, TaxedLine } from '@stoa/tax';
import type { Plan } from '@stoa/tenancy';
import type { QuotedCart } from '../quote/quote-cart.js';
import { type QuotedConsignment, type QuotedParcel, type QuotedPart, total } from '../quote/quote.js';
import type { FrozenQuote } from './completion.js';

type Given = { readonly quoted: QuotedCart; readonly checkoutId: CheckoutId; readonly plan: Plan; readonly commissions: ReadonlyMap<string, Commission>; readonly commissionPlan: number };

/** A line of goods as pricing is asked about it: net, without shipping. */
export const commissionLines = (quoted: QuotedCart) =>
  quoted.quote.parcels.flatMap((parcel) => parcel.consignments.flatMap((consignment) => consignment.parts.map((part) => ({
    lineId: part.partId, categoryPath: part.line.categoryPath, vendorId: parcel.vendorId, quantity: part.quantity, netMinor: taxedLine(decisionOf(consignment), part).netMinor,
  }))));

/** Turns a quote without blockers into what will be placed, with the ids it will have: however often placing runs, it is the same order group. */
export function freezeQuote(given: Given): FrozenQuote {
  const { quoted, checkoutId, plan } = given;
  const { cart, market, tenant, quote } = quoted;
  invariant(cart.subjectId !== null, 'an order has a shopper');
  const frozen = quote.parcels.map((parcel) => freezeParcel(given, parcel));
  const netGoodsMinor = total(frozen.flatMap(({ order }) => order.consignments.flatMap((c) => c.lines.map((line) => line.netMinor))));
  return {
    place: {
      id: newId<OrderGroupId>(), numberPrefix: tenant.numberPrefix, checkoutId, market: { id: market.id, code: market.code, priceMode: market.priceMode },
      currency: market.currency, locale: cart.locale, subjectId: cart.subjectId, customerId: cart.customerId, shipTo: { country: quote.destination.country, region: quote.destination.region },
      platformFee: { planCode: plan.code, basisPoints: plan.platformFeeBp, netGoodsMinor, minor: percent(netGoodsMinor, plan.platformFeeBp, 'half_up') },
      orders: frozen.map(({ order }) => order),
    },
    decisions: frozen.flatMap(({ decisions }) => decisions),
    reservation: quote.parcels.flatMap((parcel) => parcel.lines.map((line) => ({ lineId: line.lineId, variantId: line.variantId, quantity: line.quantity }))),
  };
}

function freezeParcel(given: Given, parcel: QuotedParcel): { order: PlaceOrder; decisions: FrozenQuote['decisions'] } {
  const vendor = given.quoted.vendors.get(parcel.vendorId);
  invariant(vendor && parcel.chosen, 'a parcel without blockers has a vendor and its shipping');
  const orderId = newId<OrderId>();
  const consignments = parcel.consignments.map((consignment) => ({ consignment, id: newId<ConsignmentId>(), decisionId: newId<TaxDecisionId>(), decision: decisionOf(consignment) }));
  const order: PlaceOrder = {
    id: orderId, vendorId: parcel.vendorId, vendorName: vendor.name, taxByPlatform: byAuthority(consignments.map(({ decision }) => decision)),
    consignments: consignments.map((one) => freezeConsignment(given, parcel.chosen!, one)),
  };
  return { order, decisions: consignments.map(({ id, decisionId, decision }) => ({ decisionId, consignmentId: id, orderId, decision })) };
}

type Identified = { consignment: QuotedConsignment; id: ConsignmentId; decisionId: TaxDecisionId; decision: TaxDecision };

function freezeConsignment(given: Given, chosen: ShippingOption, { consignment, id, decisionId, decision }: Identified): PlaceConsignment {
  const { cart, market } = given.quoted;
  const say = (words: Readonly<Record<string, string>>) => pick(words, cart.locale, market.defaultLocale);
  const { shipping } = decision;
  return {
    id, warehouseId: consignment.warehouseId, shipsFrom: { city: consignment.shipsFrom.city, country: consignment.shipsFrom.country },
    seller: decision.issuer === 'platform' ? 'platform' : 'vendor', taxDecisionId: decisionId, rateId: chosen.rateId, rateName: say(chosen.name), carrier: chosen.carrier,
    shippingNetMinor: shipping?.netMinor ?? 0n, shippingTaxMinor: shipping?.taxMinor ?? 0n, shippingGrossMinor: shipping?.grossMinor ?? 0n,
    shippingTaxes: shipping ? partsOf(decision, shipping) : [], fees: decision.fees.map((fee) => freezeFee(fee, say(fee.name))),
    deliveryFrom: chosen.deliveryFrom, deliveryTo: chosen.deliveryTo, window: chosen.window, adultSignature: chosen.adultSignature,
    lines: consignment.parts.map((part) => freezeLine(given, part, { decisionId, decision })),
  };
}

function freezeLine(given: Given, part: QuotedPart, by: { decisionId: TaxDecisionId; decision: TaxDecision }): PlaceLine {
  const { line } = part;
  const taxed = taxedLine(by.decision, part);
  const commission = given.commissions.get(part.partId);
  invariant(commission, 'every line has its commission');
  return {
    id: newId<OrderLineId>(), listingId: line.listingId, listingVersionId: line.listingVersionId, listingHandle: line.handle, variantId: line.variantId,
    title: line.title, optionText: line.optionText, sku: line.sku, mediaKey: line.mediaId, taxCategory: line.taxCategory, quantity: part.quantity,
    unitPriceMinor: line.unitPriceMinor, netMinor: taxed.netMinor, taxMinor: taxed.taxMinor, grossMinor: taxed.grossMinor,
    commissionMinor: commission.amountMinor, commissionBp: commission.bp, commissionRule: commission.ruleText,
    commissionFixedMinor: commission.fixedMinor, commissionMinMinor: commission.minMinor, commissionMaxMinor: commission.maxMinor, commissionPlanVersion: given.commissionPlan, taxes: partsOf(by.decision, taxed), taxDecisionId: by.decisionId, taxLineId: part.partId,
  };
}

/** A fee such as a bottle deposit is told on its own; if it is taxed, that tax stands in the line it belongs to. */
const freezeFee = (fee: TaxedFee, name: string): Fee => ({ code: fee.code, name, netMinor: fee.amountMinor, taxMinor: 0n, grossMinor: fee.amountMinor, taxes: [] });

function decisionOf(consignment: QuotedConsignment): TaxDecision {
  invariant(consignment.tax, 'a quote without blockers has its taxes decided');
  return consignment.tax;
}

function taxedLine(decision: TaxDecision, part: QuotedPart): TaxedLine {
  const found = decision.lines.find((line) => line.id === part.partId);
  invariant(found, 'a tax decision speaks of every line of its consignment');
  return found;
}

const partsOf = (decision: TaxDecision, line: TaxedLine): TaxPart[] =>
  line.components.filter((component) => component.taxMinor > 0n).map((component) => ({
    authority: component.authority, name: component.name, label: `${decision.tax === 'SALES' ? 'Sales tax' : decision.tax} ${component.ratePct} %, ${component.name}`, ratePct: component.ratePct, baseMinor: component.baseMinor, minor: component.taxMinor, remitter: remitterOf(component),
  }));

function remitterOf(component: TaxedLine['components'][number]): TaxPart['remitter'] {
  invariant(component.remitter !== 'none', 'a tax that is due has somebody who pays it');
  return component.remitter === 'platform' ? 'platform' : 'vendor';
}

/** What the marketplace itself owes, by authority: its taxes as deemed supplier or facilitator, and fees it must hand on. */
function byAuthority(decisions: readonly TaxDecision[]): TaxByPlatform[] {
  const sums = new Map<string, bigint>();
  const owe = (authority: string, minor: bigint) => void (minor > 0n && sums.set(authority, (sums.get(authority) ?? 0n) + minor));
  for (const decision of decisions) {
    const components = [...decision.lines, ...(decision.shipping ? [decision.shipping] : [])].flatMap((line) => line.components);
    for (const component of components) if (component.remitter === 'platform') owe(component.authority, component.taxMinor);
    for (const fee of decision.fees) if (fee.remitter === 'platform') owe(fee.authority, fee.amountMinor);
  }
  return [...sums].map(([authority, minor]) => ({ authority, minor }));
}
