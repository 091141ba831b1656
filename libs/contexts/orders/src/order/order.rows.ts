import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { Consignment, Fee } from '../consignment/consignment.js';
import type { Order, OrderGroup, OrderLine, TaxByPlatform, TaxPart } from './order.js';

/** A row as PostgreSQL gives it: columns by name. */
export type Row = Record<string, unknown>;

/** JSON has no bigint: amounts inside a jsonb column are strings of digits. */
export const toJson = (value: unknown): string => JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item));

type WithText<T> = { [K in keyof T]: T[K] extends bigint ? string : T[K] };

const taxPart = (part: WithText<TaxPart>): TaxPart => ({ ...part, minor: BigInt(part.minor), baseMinor: BigInt(part.baseMinor) });
const fee = (stored: WithText<Fee>): Fee => ({
  code: stored.code, name: stored.name, netMinor: BigInt(stored.netMinor), taxMinor: BigInt(stored.taxMinor), grossMinor: BigInt(stored.grossMinor),
  taxes: (stored.taxes as readonly unknown[] as WithText<TaxPart>[]).map(taxPart),
});

export const groupToRow = (group: OrderGroup) => ({
  id: group.id, number: group.number, checkout_id: group.checkoutId, attempt_id: group.attemptId, market_id: group.marketId, market_code: group.marketCode,
  currency: group.currency, locale: group.locale, price_mode: group.priceMode, subject_id: group.subjectId, customer_id: group.customerId,
  ship_to_country: group.shipToCountry, ship_to_region: group.shipToRegion, order_count: group.orders.length, status: group.status,
  payment_state: group.paymentState, payment_method: group.payment.method, paid_at: group.payment.paidAt, pay_by: group.payment.payBy,
  payment_instructions: group.payment.instructions && JSON.stringify(group.payment.instructions), card_brand: group.card?.brand ?? null, card_last4: group.card?.last4 ?? null,
  goods_minor: group.goodsMinor, shipping_minor: group.shippingMinor, fees_minor: group.feesMinor, tax_minor: group.taxMinor, total_minor: group.totalMinor,
  platform_plan_code: group.platformFee.planCode, platform_fee_bp: group.platformFee.basisPoints, platform_fee_base_minor: group.platformFee.netGoodsMinor,
  platform_fee_minor: group.platformFee.minor, tracking_version: group.trackingVersion, placed_at: group.placedAt, version: group.version,
});

export const groupFromRow = (row: Row, orders: readonly Order[]): OrderGroup => ({
  id: row['id'] as OrderGroupId, number: row['number'] as string, checkoutId: row['checkout_id'] as OrderGroup['checkoutId'], attemptId: row['attempt_id'] as string,
  marketId: row['market_id'] as string, marketCode: row['market_code'] as string, currency: row['currency'] as string, locale: row['locale'] as string,
  priceMode: row['price_mode'] as OrderGroup['priceMode'], subjectId: row['subject_id'] as string, customerId: row['customer_id'] as string | null,
  shipToCountry: row['ship_to_country'] as string, shipToRegion: row['ship_to_region'] as string | null, status: row['status'] as OrderGroup['status'],
  paymentState: row['payment_state'] as OrderGroup['paymentState'], payment: paymentFromRow(row),
  card: row['card_brand'] === null ? null : { brand: row['card_brand'] as string, last4: row['card_last4'] as string },
  goodsMinor: row['goods_minor'] as bigint, shippingMinor: row['shipping_minor'] as bigint, feesMinor: row['fees_minor'] as bigint,
  taxMinor: row['tax_minor'] as bigint, totalMinor: row['total_minor'] as bigint,
  platformFee: {
    planCode: row['platform_plan_code'] as string, basisPoints: row['platform_fee_bp'] as bigint,
    netGoodsMinor: row['platform_fee_base_minor'] as bigint, minor: row['platform_fee_minor'] as bigint,
  },
  trackingVersion: row['tracking_version'] as number, placedAt: row['placed_at'] as Date, version: row['version'] as number, orders,
});

/** Groups from before payments could come later were paid when they were placed. */
function paymentFromRow(row: Row): OrderGroup['payment'] {
  const isOpen = row['payment_state'] === 'awaiting' || row['payment_state'] === 'unpaid';
  return {
    method: row['payment_method'] as OrderGroup['payment']['method'], paidAt: (row['paid_at'] as Date | null) ?? (isOpen ? null : (row['placed_at'] as Date)),
    payBy: row['pay_by'] as Date | null, instructions: row['payment_instructions'] as OrderGroup['payment']['instructions'],
  };
}

export const orderToRow = (order: Order) => ({
  id: order.id, group_id: order.groupId, number: order.number, seq: order.seq, vendor_id: order.vendorId, vendor_name: order.vendorName, status: order.status,
  goods_minor: order.goodsMinor, shipping_minor: order.shippingMinor, fees_minor: order.feesMinor, tax_minor: order.taxMinor, total_minor: order.totalMinor,
  goods_net_minor: order.goodsNetMinor, shipping_net_minor: order.shippingNetMinor, fees_net_minor: order.feesNetMinor,
  tax_by_platform: toJson(order.taxByPlatform), commission_minor: order.commissionMinor, platform_fee_minor: order.platformFeeMinor,
  shipped_at: order.shippedAt, delivered_at: order.deliveredAt, placed_at: order.placedAt, version: order.version,
});

export const orderFromRow = (row: Row, consignments: readonly Consignment[], lines: readonly OrderLine[]): Order => ({
  id: row['id'] as OrderId, groupId: row['group_id'] as OrderGroupId, number: row['number'] as string, seq: row['seq'] as number,
  vendorId: row['vendor_id'] as Order['vendorId'], vendorName: row['vendor_name'] as string, status: row['status'] as Order['status'],
  goodsMinor: row['goods_minor'] as bigint, shippingMinor: row['shipping_minor'] as bigint, feesMinor: row['fees_minor'] as bigint,
  taxMinor: row['tax_minor'] as bigint, totalMinor: row['total_minor'] as bigint, goodsNetMinor: row['goods_net_minor'] as bigint,
  shippingNetMinor: row['shipping_net_minor'] as bigint, feesNetMinor: row['fees_net_minor'] as bigint,
  taxByPlatform: (row['tax_by_platform'] as WithText<TaxByPlatform>[]).map((part) => ({ authority: part.authority, minor: BigInt(part.minor) })),
  commissionMinor: row['commission_minor'] as bigint, platformFeeMinor: row['platform_fee_minor'] as bigint,
  shippedAt: row['shipped_at'] as Date | null, deliveredAt: row['delivered_at'] as Date | null, placedAt: row['placed_at'] as Date, version: row['version'] as number,
  consignments, lines,
});

export const consignmentToRow = (c: Consignment) => ({
  id: c.id, order_id: c.orderId, group_id: c.groupId, seq: c.seq, vendor_id: c.vendorId, warehouse_id: c.warehouseId,
  ships_from_city: c.shipsFrom.city, ships_from_country: c.shipsFrom.country, seller: c.seller, tax_decision_id: c.taxDecisionId,
  rate_id: c.rateId, rate_name: c.rateName, carrier: c.carrier, shipping_net_minor: c.shippingNetMinor, shipping_tax_minor: c.shippingTaxMinor,
  shipping_gross_minor: c.shippingGrossMinor, shipping_taxes: toJson(c.shippingTaxes), fees: toJson(c.fees),
  delivery_from: c.deliveryFrom, delivery_to: c.deliveryTo, delivery_window: c.window === null ? null : toJson(c.window), adult_signature: c.adultSignature,
  status: c.status, shipped_with: c.shippedWith, tracking_number: c.trackingNumber, tracking_url: c.trackingUrl,
  shipped_at: c.shippedAt, delivered_at: c.deliveredAt, version: c.version,
});

export const consignmentFromRow = (row: Row): Consignment => ({
  id: row['id'] as Consignment['id'], orderId: row['order_id'] as OrderId, groupId: row['group_id'] as OrderGroupId, seq: row['seq'] as number,
  vendorId: row['vendor_id'] as Consignment['vendorId'], warehouseId: row['warehouse_id'] as string,
  shipsFrom: { city: row['ships_from_city'] as string, country: row['ships_from_country'] as string },
  seller: row['seller'] as Consignment['seller'], taxDecisionId: row['tax_decision_id'] as string, rateId: row['rate_id'] as string,
  rateName: row['rate_name'] as string, carrier: row['carrier'] as string, shippingNetMinor: row['shipping_net_minor'] as bigint,
  shippingTaxMinor: row['shipping_tax_minor'] as bigint, shippingGrossMinor: row['shipping_gross_minor'] as bigint,
  shippingTaxes: (row['shipping_taxes'] as WithText<TaxPart>[]).map(taxPart), fees: (row['fees'] as WithText<Fee>[]).map(fee),
  deliveryFrom: row['delivery_from'] as string | null, deliveryTo: row['delivery_to'] as string | null,
  window: row['delivery_window'] as Consignment['window'], adultSignature: row['adult_signature'] as boolean, status: row['status'] as Consignment['status'],
  shippedWith: row['shipped_with'] as string | null, trackingNumber: row['tracking_number'] as string | null, trackingUrl: row['tracking_url'] as string | null,
  shippedAt: row['shipped_at'] as Date | null, deliveredAt: row['delivered_at'] as Date | null, version: row['version'] as number,
});

export const lineToRow = (line: OrderLine & { groupId: OrderGroupId }) => ({
  id: line.id, order_id: line.orderId, group_id: line.groupId, consignment_id: line.consignmentId, seq: line.seq, listing_id: line.listingId,
  listing_version_id: line.listingVersionId, variant_id: line.variantId, listing_handle: line.listingHandle, title: line.title, option_text: line.optionText,
  sku: line.sku, media_key: line.mediaKey, tax_category: line.taxCategory, quantity: line.quantity, unit_price_minor: line.unitPriceMinor,
  net_minor: line.netMinor, tax_minor: line.taxMinor, gross_minor: line.grossMinor, commission_minor: line.commissionMinor,
  commission_bp: line.commissionBp, commission_rule: line.commissionRule, commission_fixed_minor: line.commissionFixedMinor, commission_min_minor: line.commissionMinMinor,
  commission_max_minor: line.commissionMaxMinor, commission_plan_version: line.commissionPlanVersion, taxes: toJson(line.taxes), tax_decision_id: line.taxDecisionId,
  tax_line_id: line.taxLineId,
});

export const lineFromRow = (row: Row): OrderLine => ({
  id: row['id'] as OrderLine['id'], orderId: row['order_id'] as OrderId, consignmentId: row['consignment_id'] as OrderLine['consignmentId'], seq: row['seq'] as number,
  listingId: row['listing_id'] as OrderLine['listingId'], listingVersionId: row['listing_version_id'] as OrderLine['listingVersionId'],
  listingHandle: row['listing_handle'] as string | null, variantId: row['variant_id'] as OrderLine['variantId'], title: row['title'] as string,
  optionText: row['option_text'] as string, sku: row['sku'] as string, mediaKey: row['media_key'] as string | null, taxCategory: row['tax_category'] as string,
  quantity: row['quantity'] as number, unitPriceMinor: row['unit_price_minor'] as bigint, netMinor: row['net_minor'] as bigint,
  taxMinor: row['tax_minor'] as bigint, grossMinor: row['gross_minor'] as bigint, commissionMinor: row['commission_minor'] as bigint,
  commissionBp: row['commission_bp'] as bigint, commissionRule: row['commission_rule'] as string,
  commissionFixedMinor: row['commission_fixed_minor'] as bigint, commissionMinMinor: row['commission_min_minor'] as bigint | null,
  commissionMaxMinor: row['commission_max_minor'] as bigint | null, commissionPlanVersion: row['commission_plan_version'] as number | null,
  taxes: (row['taxes'] as WithText<TaxPart>[]).map(taxPart), taxDecisionId: row['tax_decision_id'] as string, taxLineId: row['tax_line_id'] as string,
});
