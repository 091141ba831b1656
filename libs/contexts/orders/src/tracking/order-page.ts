import type { Subject } from '@stoa/privacy';
import { sumByRate, type TaxDecision } from '@stoa/tax';
import type { Vendor } from '@stoa/vendors';
import { money, moneyView } from '@stoa/platform/money';
import type { Consignment } from '../consignment/consignment.js';
import type { MediaUrl } from '../deps.js';
import { explainConsignment } from '../order/explain-order.js';
import type { Order, OrderGroup } from '../order/order.js';
import { documentId, toInstructionsView } from '../order/order.schemas.js';
import { pictureOf, statedMinor } from '../order/order-view.js';
import { refundedMinor, type OrderRefund } from '../refund/refund.js';
import { toRefundViews } from '../refund/refund.schemas.js';
import type { GroupDocument } from '../timeline/group-document.repository.js';
import type { OrderPageView } from './order-page.schemas.js';
import { trackingWords } from './words.js';

export type OrderPageParts = {
  readonly group: OrderGroup; readonly token: string; readonly shopper: Subject; readonly vendors: ReadonlyMap<string, Vendor>; readonly decisions: ReadonlyMap<string, TaxDecision>;
  readonly documents: readonly GroupDocument[]; readonly refunds: readonly OrderRefund[]; readonly marketplaceName: string; readonly locale: string; readonly mediaUrl: MediaUrl;
};

/** The page behind a shopper's link: three parcels, why each tax is what it is, the documents, and what was paid. */
export function toOrderPage(parts: OrderPageParts): OrderPageView {
  const { group, shopper } = parts;
  const amount = (minor: bigint) => moneyView(money(minor, group.currency));
  return {
    number: group.number, placed_at: group.placedAt.toISOString(), shopper_name: shopper.name, email: shopper.email, status: group.status,
    paid: group.payment.paidAt && { method: group.payment.method, brand: group.card?.brand ?? null, last4: group.card?.last4 ?? null, at: group.payment.paidAt.toISOString() },
    payment: { state: group.paymentState, method: group.payment.method, pay_by: group.payment.payBy?.toISOString() ?? null, instructions: group.paymentState === 'awaiting' ? toInstructionsView(group) : null },
    parcels: group.orders.flatMap((order) => parcelsOf(parts, order)), summary: summaryOf(parts),
    // What could not be sent is no news for the shopper: nothing has arrived, and staff see to it.
    refunds: toRefundViews(parts.refunds.filter((refund) => refund.state !== 'failed'), group.currency), refunded: amount(refundedMinor(parts.refunds)),
    documents: parts.documents.map((document) => ({
      id: documentId.toWire(document.documentId), number: document.number, issuer: document.issuerName, kind: document.kind, total: amount(document.totalMinor),
      url: `/v1/store/orders/${parts.token}/documents/${documentId.toWire(document.documentId)}`,
    })),
    shipping_address: shopper.address,
  };
}

function parcelsOf(parts: OrderPageParts, order: Order): OrderPageView['parcels'] {
  const { group, vendors } = parts;
  const vendor = vendors.get(order.vendorId);
  return order.consignments.map((consignment) => ({
    number: order.consignments.length === 1 ? order.number : `${order.number}.${consignment.seq}`,
    vendor: { handle: vendor?.handle ?? '', name: order.vendorName, mark_color: vendor?.markColour ?? '' }, ships_from: { ...consignment.shipsFrom }, status: consignment.status,
    steps: stepsOf(group, consignment, parts.locale), carrier: consignment.shippedWith ?? consignment.carrier, service: consignment.rateName,
    tracking_number: consignment.trackingNumber, tracking_url: consignment.trackingUrl, adult_signature: consignment.adultSignature,
    window: consignment.window && { ...consignment.window },
    lines: order.lines.filter((line) => line.consignmentId === consignment.id).map((line) => ({
      listing_handle: line.listingHandle, title: line.title, option_text: line.optionText, quantity: line.quantity,
      line_total: moneyView(money(statedMinor(line, group), group.currency)), media: pictureOf(line.mediaKey, line.title, parts.mediaUrl),
    })),
    tax_lines: explainConsignment(order, consignment, parts.decisions, { locale: parts.locale, marketplaceName: parts.marketplaceName }),
  }));
}

function stepsOf(group: OrderGroup, consignment: Consignment, locale: string): OrderPageView['parcels'][number]['steps'] {
  const words = trackingWords(locale);
  return [
    { code: 'placed', label: words.placed, at: group.placedAt.toISOString(), expected: null },
    { code: 'shipped', label: words.shipped, at: consignment.shippedAt?.toISOString() ?? null, expected: null },
    { code: 'delivered', label: words.delivered, at: consignment.deliveredAt?.toISOString() ?? null, expected: consignment.deliveredAt ? null : consignment.deliveryTo },
  ];
}

function summaryOf(parts: OrderPageParts): OrderPageView['summary'] {
  const { group } = parts;
  const amount = (minor: bigint) => moneyView(money(minor, group.currency));
  const fees = group.orders.flatMap((order) => order.consignments.flatMap((c) => c.fees));
  return {
    goods: amount(group.goodsMinor), shipping: amount(group.shippingMinor), tax: amount(group.taxMinor), total: amount(group.totalMinor), tax_included: group.priceMode === 'incl', tax_known: true,
    fees: [...new Set(fees.map((fee) => fee.code))].map((code) => {
      const same = fees.filter((fee) => fee.code === code);
      return { code, name: same[0]?.name ?? code, amount: amount(same.reduce((sum, fee) => sum + (group.priceMode === 'incl' ? fee.grossMinor : fee.netMinor), 0n)) };
    }),
    tax_lines: taxesByRate(parts),
  };
}

/** One line per place and rate, in the reader's language, as the cart showed them. */
function taxesByRate({ group, decisions, locale }: OrderPageParts): OrderPageView['summary']['tax_lines'] {
  const decided = group.orders.flatMap((order) => order.consignments.flatMap((consignment) => {
    const decision = decisions.get(consignment.taxDecisionId);
    return decision ? [{ decision, lineNames: Object.fromEntries(order.lines.map((line) => [line.taxLineId, line.title])) }] : [];
  }));
  const amount = (minor: bigint) => moneyView(money(minor, group.currency));
  return sumByRate(decided, locale).map((sum) => ({ label: sum.label, rate_pct: sum.ratePct, base: amount(sum.baseMinor), amount: amount(sum.taxMinor), jurisdiction: sum.jurisdiction, why: sum.why }));
}
