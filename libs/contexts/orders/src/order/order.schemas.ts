import { z } from 'zod';
import type { ListingId, ListingVersionId, VariantId } from '@stoa/events/catalog';
import type { DocumentId } from '@stoa/events/invoicing';
import type { ConsignmentId, OrderGroupId, OrderId, OrderLineId } from '@stoa/events/orders';
import type { AttemptId } from '@stoa/events/payments';
import type { TaxDecisionId } from '@stoa/events/tax';
import type { VendorId } from '@stoa/events/vendors';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { addressView } from '@stoa/privacy';
import { orderRefundView } from '../refund/refund.schemas.js';
import type { OrderGroup } from './order.js';

export const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
export const orderId = wireId<OrderId, 'ord'>('ord');
export const orderLineId = wireId<OrderLineId, 'orl'>('orl');
export const consignmentId = wireId<ConsignmentId, 'con'>('con');
export const documentId = wireId<DocumentId, 'doc'>('doc');
export const attemptId = wireId<AttemptId, 'pat'>('pat');
export const vendorId = wireId<VendorId, 'ven'>('ven');
const listingId = wireId<ListingId, 'lst'>('lst');
const listingVersionId = wireId<ListingVersionId, 'lsv'>('lsv');
const variantId = wireId<VariantId, 'var'>('var');
const taxDecisionId = wireId<TaxDecisionId, 'txd'>('txd');
export const wire = { listingId, listingVersionId, variantId, taxDecisionId };

export const orderStatus = z.enum(['awaiting_payment', 'to_ship', 'partly_shipped', 'shipped', 'delivered', 'cancelled']);
export const consignmentStatus = z.enum(['awaiting_payment', 'to_ship', 'shipped', 'delivered', 'cancelled']);
export const paymentMethod = z.enum(['card', 'sepa_debit', 'bank_transfer']);
/** Where the money of a bank transfer goes, and what must stand on it. */
export const instructionsView = z.object({
  account_holder: z.string(), account_number: z.string(), bank_code: z.string().nullable(), bank_name: z.string().nullable(), reference: z.string(), amount: moneySchema,
}).meta({ id: 'PaymentInstructions' });
export const paymentState = z.enum(['awaiting', 'unpaid', 'paid', 'part_refunded', 'refunded', 'disputed']);
export const pictureView = z.object({ url: z.string(), alt: z.string(), width: z.int(), height: z.int() });

/** Why a tax is what it is: the steps in words, the rules and their law. */
export const explainedTaxView = z.object({
  line_id: z.string(), label: z.string(), text: z.string(), rate_pct: z.string().nullable(), amount: moneySchema, why: z.array(z.string()), cites: z.array(z.string()),
  decision_id: taxDecisionId.wire,
}).meta({ id: 'ExplainedTax' });

const orderLineView = z.object({
  id: orderLineId.wire, listing_id: listingId.wire, listing_version_id: listingVersionId.wire, variant_id: variantId.wire, title: z.string(), option_text: z.string(),
  sku: z.string(), quantity: z.int(), unit_price: moneySchema, line_total: moneySchema, net: moneySchema, tax: moneySchema, gross: moneySchema,
  commission: z.object({ amount: moneySchema, rule: z.string(), basis_points: z.int() }), media: pictureView.nullable(),
}).meta({ id: 'OrderLine' });

export const consignmentView = z.object({
  id: consignmentId.wire, status: consignmentStatus, ships_from: z.object({ city: z.string(), country: z.string() }),
  seller_of_record: z.enum(['vendor', 'platform']), service: z.string(), carrier: z.string(), shipped_with: z.string().nullable(), tracking_number: z.string().nullable(),
  tracking_url: z.string().nullable(), shipped_at: z.iso.datetime().nullable(), delivered_at: z.iso.datetime().nullable(), expected_from: z.iso.date().nullable(),
  expected_to: z.iso.date().nullable(), window: z.object({ from: z.string(), to: z.string() }).nullable(), adult_signature: z.boolean(), lines: z.array(orderLineView),
}).meta({ id: 'Consignment' });

/** One vendor's order, for the vendor and for staff. Goods, shipping and fees are stated as the market states prices. */
export const orderView = z.object({
  id: orderId.wire, order_group_id: orderGroupId.wire, number: z.string(), vendor: z.object({ id: vendorId.wire, name: z.string() }), status: orderStatus,
  placed_at: z.iso.datetime(), shipped_at: z.iso.datetime().nullable(), delivered_at: z.iso.datetime().nullable(), price_mode: z.enum(['incl', 'excl']),
  goods: moneySchema, shipping: moneySchema, fees: z.array(z.object({ code: z.string(), name: z.string(), amount: moneySchema })), tax: moneySchema, total: moneySchema,
  commission: moneySchema, tax_by_marketplace: z.array(z.object({ authority: z.string(), amount: moneySchema })),
  consignments: z.array(consignmentView), tax_lines: z.array(explainedTaxView),
}).meta({ id: 'Order' });

export const vendorOrderView = orderView.extend({
  ship_to: z.object({ address: addressView.nullable(), country: z.string() }), payment_state: paymentState, refunds: z.array(orderRefundView),
}).meta({ id: 'VendorOrder' });

export const vendorOrderRow = z.object({
  id: orderId.wire, number: z.string(), status: orderStatus, payment_state: paymentState, placed_at: z.iso.datetime(), shopper_name: z.string().nullable(),
  ship_to_country: z.string(), pieces: z.int(), parcels: z.int(), parcels_shipped: z.int(), total: moneySchema, next_consignment_id: consignmentId.wire.nullable(),
}).meta({ id: 'VendorOrderRow' });

export const orderGroupRow = z.object({
  id: orderGroupId.wire, number: z.string(), status: orderStatus, payment_state: paymentState, placed_at: z.iso.datetime(), shopper_name: z.string().nullable(),
  market: z.string(), ship_to_country: z.string(), vendors: z.int(), vendor_names: z.array(z.string()), total: moneySchema,
}).meta({ id: 'OrderGroupRow' });

const timelineView = z.object({
  id: z.string(), kind: z.enum(['placed', 'paid', 'note_added', 'consignment_shipped', 'consignment_delivered', 'invoice_issued', 'mail_sent', 'refund_decided', 'refund_made', 'refund_failed', 'payment_received', 'payment_missed']), at: z.iso.datetime(),
  actor_kind: z.string(), actor_id: z.string().nullable(), actor_name: z.string().nullable(), order_number: z.string().nullable(), vendor_name: z.string().nullable(), note: z.string().nullable(),
  details: z.record(z.string(), z.string()),
}).meta({ id: 'TimelineEntry' });

export const documentView = z.object({ id: documentId.wire, number: z.string(), kind: z.string(), issuer: z.string(), total: moneySchema, issued_at: z.iso.datetime(), url: z.string() }).meta({ id: 'GroupDocument' });

export const orderGroupView = z.object({
  id: orderGroupId.wire, number: z.string(), status: orderStatus, placed_at: z.iso.datetime(), market: z.string(), locale: z.string(), version: z.int(),
  payment: z.object({
    state: paymentState, method: paymentMethod, captured: moneySchema, paid_at: z.iso.datetime().nullable(), pay_by: z.iso.datetime().nullable(), instructions: instructionsView.nullable(), attempt_id: attemptId.wire,
    card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
  }),
  shopper: z.object({ name: z.string().nullable(), address: addressView.nullable(), country: z.string() }),
  goods: moneySchema, shipping: moneySchema, fees: moneySchema, tax: moneySchema, total: moneySchema, tax_included: z.boolean(),
  platform_fee: z.object({ plan: z.string(), basis_points: z.int(), net_goods: moneySchema, amount: moneySchema }),
  orders: z.array(orderView), refunds: z.array(orderRefundView), refunded: moneySchema, timeline: z.array(timelineView), documents: z.array(documentView),
}).meta({ id: 'OrderGroup' });

export const toInstructionsView = (group: OrderGroup): z.input<typeof instructionsView> | null => {
  const to = group.payment.instructions;
  return to && { account_holder: to.accountHolder, account_number: to.accountNumber, bank_code: to.bankCode, bank_name: to.bankName, reference: group.number, amount: moneyView(money(group.totalMinor, group.currency)) };
};
export type OrderView = z.input<typeof orderView>;
export type OrderGroupView = z.input<typeof orderGroupView>;
export type ExplainedTaxView = z.input<typeof explainedTaxView>;
