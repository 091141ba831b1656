import type { AttemptId } from '@stoa/events/payments';
import { money, moneyView } from '@stoa/platform/money';
import type { Subject } from '@stoa/privacy';
import type { TaxDecision } from '@stoa/tax';
import type { MediaUrl } from '../deps.js';
import type { GroupDocument } from '../timeline/group-document.repository.js';
import type { TimelineEntry } from '../timeline/timeline.js';
import { explainOrder } from './explain-order.js';
import type { OrderGroup } from './order.js';
import { type OrderGroupView, attemptId, documentId, orderGroupId, toInstructionsView } from './order.schemas.js';
import { toOrderView } from './order-view.js';
import { refundedMinor, type OrderRefund } from '../refund/refund.js';
import { toRefundViews } from '../refund/refund.schemas.js';

export type GroupParts = {
  readonly group: OrderGroup; readonly shopper: Subject; readonly decisions: ReadonlyMap<string, TaxDecision>; readonly timeline: readonly TimelineEntry[]; readonly names: ReadonlyMap<string, string>;
  readonly documents: readonly GroupDocument[]; readonly refunds: readonly OrderRefund[]; readonly reader: { readonly locale: string; readonly marketplaceName: string }; readonly mediaUrl: MediaUrl;
};

/** An order group as staff see it: everything but the shopper's e-mail and phone, which are opened by a click that is written down. */
export function toOrderGroupView(parts: GroupParts): OrderGroupView {
  const { group, shopper } = parts;
  const amount = (minor: bigint) => moneyView(money(minor, group.currency));
  return {
    id: orderGroupId.toWire(group.id), number: group.number, status: group.status, placed_at: group.placedAt.toISOString(), market: group.marketCode, locale: group.locale, version: group.version,
    payment: {
      state: group.paymentState, method: group.payment.method, captured: amount(group.payment.paidAt === null ? 0n : group.totalMinor), paid_at: group.payment.paidAt?.toISOString() ?? null,
      pay_by: group.payment.payBy?.toISOString() ?? null, instructions: toInstructionsView(group), attempt_id: attemptId.toWire(group.attemptId as AttemptId), card: group.card && { ...group.card },
    },
    shopper: { name: shopper.name, address: shopper.address && { ...shopper.address, phone: null }, country: group.shipToCountry },
    goods: amount(group.goodsMinor), shipping: amount(group.shippingMinor), fees: amount(group.feesMinor), tax: amount(group.taxMinor), total: amount(group.totalMinor),
    tax_included: group.priceMode === 'incl',
    platform_fee: {
      plan: group.platformFee.planCode, basis_points: Number(group.platformFee.basisPoints), net_goods: amount(group.platformFee.netGoodsMinor), amount: amount(group.platformFee.minor),
    },
    orders: group.orders.map((order) => toOrderView(order, group, parts.mediaUrl, explainOrder(order, parts.decisions, parts.reader))),
    refunds: toRefundViews(parts.refunds, group.currency), refunded: amount(refundedMinor(parts.refunds)),
    timeline: timelineOf(parts), documents: parts.documents.map((document) => ({
      id: documentId.toWire(document.documentId), number: document.number, kind: document.kind, issuer: document.issuerName, total: amount(document.totalMinor),
      issued_at: document.issuedAt.toISOString(), url: `/v1/admin/documents/${documentId.toWire(document.documentId)}`,
    })),
  };
}

/** The newest first, down to the payment and the placing, which the group itself remembers. */
function timelineOf({ group, timeline, names }: GroupParts): OrderGroupView['timeline'] {
  const orders = new Map(group.orders.map((order) => [order.id, order]));
  const beginning = { at: group.placedAt.toISOString(), actor_kind: 'system', actor_id: null, actor_name: null, order_number: null, vendor_name: null, note: null };
  return [
    ...timeline.map((entry) => {
      const order = entry.orderId === null ? undefined : orders.get(entry.orderId);
      return {
        id: entry.id, kind: entry.kind, at: entry.happenedAt.toISOString(), actor_kind: entry.actorKind, actor_id: entry.actorKind === 'system' ? null : entry.actorId, actor_name: names.get(entry.actorId) ?? null,
        order_number: order?.number ?? null, vendor_name: order?.vendorName ?? null, note: entry.note, details: { ...entry.details },
      };
    }),
    // What came later has an entry of its own.
    ...(group.payment.paidAt?.getTime() !== group.placedAt.getTime() ? [] : [{ ...beginning, id: `${group.id}.paid`, kind: 'paid' as const, details: group.card ? { brand: group.card.brand, last4: group.card.last4 } : {} }]),
    { ...beginning, id: `${group.id}.placed`, kind: 'placed' as const, details: { number: group.number } },
  ];
}
