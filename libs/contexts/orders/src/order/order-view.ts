import type { ConsignmentId } from '@stoa/events/orders';
import { money, moneyView } from '@stoa/platform/money';
import type { z } from 'zod';
import type { Consignment } from '../consignment/consignment.js';
import type { MediaUrl } from '../deps.js';
import type { Order, OrderGroup, OrderLine } from './order.js';
import { type ExplainedTaxView, type OrderView, consignmentId, orderGroupId, orderId, orderLineId, vendorId, wire, type consignmentView } from './order.schemas.js';

const PICTURE = { width: 160, height: 160 };
export type ViewedGroup = Pick<OrderGroup, 'currency' | 'priceMode'>;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** One vendor's order as the vendor and staff see it. */
export function toOrderView(order: Order, group: ViewedGroup, mediaUrl: MediaUrl, taxLines: ExplainedTaxView[]): OrderView {
  const amount = (minor: bigint) => moneyView(money(minor, group.currency));
  return {
    id: orderId.toWire(order.id), order_group_id: orderGroupId.toWire(order.groupId), number: order.number, vendor: { id: vendorId.toWire(order.vendorId), name: order.vendorName },
    status: order.status, placed_at: order.placedAt.toISOString(), shipped_at: iso(order.shippedAt), delivered_at: iso(order.deliveredAt), price_mode: group.priceMode,
    goods: amount(order.goodsMinor), shipping: amount(order.shippingMinor),
    fees: order.consignments.flatMap((c) => c.fees).map((fee) => ({ code: fee.code, name: fee.name, amount: amount(group.priceMode === 'incl' ? fee.grossMinor : fee.netMinor) })),
    tax: amount(order.taxMinor), total: amount(order.totalMinor), commission: amount(order.commissionMinor),
    tax_by_marketplace: order.taxByPlatform.map((part) => ({ authority: part.authority, amount: amount(part.minor) })),
    consignments: order.consignments.map((c) => toConsignmentView(c, order.lines.filter((line) => line.consignmentId === c.id), group, mediaUrl)), tax_lines: taxLines,
  };
}

export function toConsignmentView(c: Consignment, lines: readonly OrderLine[], group: ViewedGroup, mediaUrl: MediaUrl): z.input<typeof consignmentView> {
  return {
    id: consignmentId.toWire(c.id), status: c.status, ships_from: { ...c.shipsFrom }, seller_of_record: c.seller, service: c.rateName, carrier: c.carrier, shipped_with: c.shippedWith,
    tracking_number: c.trackingNumber, tracking_url: c.trackingUrl, shipped_at: iso(c.shippedAt), delivered_at: iso(c.deliveredAt), expected_from: c.deliveryFrom, expected_to: c.deliveryTo,
    window: c.window === null ? null : { ...c.window }, adult_signature: c.adultSignature, lines: lines.map((line) => toLineView(line, group, mediaUrl)),
  };
}

/** The consignment a vendor has to ship next, or null. */
export const nextToShip = (order: Order): ConsignmentId | null => order.consignments.find((c) => c.status === 'to_ship')?.id ?? null;

/** What a line comes to as its market states prices. */
export const statedMinor = (line: Pick<OrderLine, 'netMinor' | 'grossMinor'>, group: Pick<OrderGroup, 'priceMode'>): bigint => (group.priceMode === 'incl' ? line.grossMinor : line.netMinor);

export const pictureOf = (mediaKey: string | null, alt: string, mediaUrl: MediaUrl) => (mediaKey === null ? null : { url: mediaUrl(mediaKey, PICTURE.width), alt, ...PICTURE });

function toLineView(line: OrderLine, group: ViewedGroup, mediaUrl: MediaUrl): z.input<typeof consignmentView>['lines'][number] {
  const amount = (minor: bigint) => moneyView(money(minor, group.currency));
  return {
    id: orderLineId.toWire(line.id), listing_id: wire.listingId.toWire(line.listingId), listing_version_id: wire.listingVersionId.toWire(line.listingVersionId),
    variant_id: wire.variantId.toWire(line.variantId), title: line.title, option_text: line.optionText, sku: line.sku, quantity: line.quantity,
    unit_price: amount(line.unitPriceMinor), line_total: amount(statedMinor(line, group)), net: amount(line.netMinor), tax: amount(line.taxMinor), gross: amount(line.grossMinor),
    commission: { amount: amount(line.commissionMinor), rule: line.commissionRule, basis_points: Number(line.commissionBp) },
    media: pictureOf(line.mediaKey, line.title, mediaUrl),
  };
}
