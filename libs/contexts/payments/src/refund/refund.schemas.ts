import { z } from 'zod';
import type { ConsignmentId, OrderGroupId, OrderId, OrderLineId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { VendorId } from '@stoa/events/vendors';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import type { Attempt } from '../attempt/attempt.js';
import { leftToRefund, type RefundWish, type Sold } from './reckon-refund.js';
import { refundReasons, type Reckoning, type Refund, type RefundPart, type RefundShare } from './refund.js';

export const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
export const refundId = wireId<RefundId, 'rfd'>('rfd');
const orderId = wireId<OrderId, 'ord'>('ord');
const orderLineId = wireId<OrderLineId, 'orl'>('orl');
const consignmentId = wireId<ConsignmentId, 'con'>('con');
const vendorId = wireId<VendorId, 'ven'>('ven');

const stated = z.int().min(1).meta({ description: 'Minor units, as the market states prices: with the tax in them, or without.' });
const wishShape = {
  lines: z.array(z.strictObject({ line_id: orderLineId, quantity: z.int().min(1), restock: z.boolean() })).max(200).default([]),
  shipping: z.array(z.strictObject({ consignment_id: consignmentId, amount: stated.nullable().meta({ description: 'Null: all that is left of it, with the parcel’s fees by law.' }) })).max(100).default([]),
  goodwill: z.strictObject({ order_id: orderId, amount: stated }).nullable().default(null),
};
export const previewBody = z.strictObject(wishShape);
export const refundBody = z.strictObject({
  ...wishShape, reason: z.enum(refundReasons), note: z.string().trim().min(1).max(500).nullable().default(null),
  expected_amount: moneySchema.meta({ description: 'What the preview said the shopper gets. If it comes to another amount now, nothing happens.' }),
});

export const sentBody = z.strictObject({ amount: moneySchema, sent_on: z.iso.date(), reference: z.string().trim().min(1).max(140).meta({ description: 'As it stands on the bank statement.' }) });

export const toWish = (body: z.output<typeof previewBody>): RefundWish => ({
  lines: body.lines.map((line) => ({ lineId: line.line_id, quantity: line.quantity, restock: line.restock })),
  shipping: body.shipping.map((one) => ({ consignmentId: one.consignment_id, amountMinor: one.amount === null ? null : BigInt(one.amount) })),
  goodwill: body.goodwill && { orderId: body.goodwill.order_id, amountMinor: BigInt(body.goodwill.amount) },
});

const kind = z.enum(['goods', 'shipping', 'fee', 'rounding']);
const policyShape = { commission: z.enum(['returned', 'kept']), goodwill_by: z.enum(['marketplace', 'vendor']) };
export const policyView = z.object(policyShape).meta({ id: 'RefundPolicy' });
export const policyBody = z.strictObject(policyShape);

const shareView = z.object({
  order_id: orderId.wire, number: z.string(), vendor: z.object({ id: vendorId.wire, name: z.string() }), shopper_gets: moneySchema, vendor_gives: moneySchema, commission_returned: moneySchema, marketplace_pays: moneySchema,
  tax_by_marketplace: moneySchema,
});
const reckoningShape = {
  shopper_gets: moneySchema,
  vendors_give: moneySchema,
  commission_returned: moneySchema,
  marketplace_pays: moneySchema,
  tax_by_marketplace: moneySchema,
  orders: z.array(shareView),
  /** Every authority that hears less tax, whoever files it. */
  taxes: z.array(z.object({ authority: z.string(), name: z.string(), rate_pct: z.string(), filed_by: z.enum(['vendor', 'marketplace']), amount: moneySchema })),
  parts: z.array(z.object({ kind, id: z.string(), title: z.string(), quantity: z.int(), restock: z.boolean(), goodwill: z.boolean(), net: moneySchema, tax: moneySchema, gross: moneySchema, commission: moneySchema })),
  policy: policyView,
};
export const previewView = z.object({
  ...reckoningShape, not_returned: z.object({ platform_fee: moneySchema, gateway_fee: moneySchema.nullable() }), left_after: moneySchema,
}).meta({ id: 'RefundPreview' });
export const refundView = z.object({
  id: refundId.wire, order_group_id: orderGroupId.wire, state: z.enum(['decided', 'pending', 'succeeded', 'failed']),
  origin: z.enum(['stoa', 'gateway']).meta({ description: '`gateway`: somebody made it by hand at the payment company, and it was taken over.' }), way: z.enum(['gateway', 'bank_transfer']).meta({ description: '`bank_transfer`: the shopper paid that way. While it is `decided`, somebody has to send the money back and say so.' }),
  sent: z.object({ on: z.iso.date(), reference: z.string() }).nullable(), reason: z.enum(refundReasons), note: z.string().nullable(), failure: z.string().nullable(),
  decided_at: z.iso.datetime(), settled_at: z.iso.datetime().nullable(), failed_at: z.iso.datetime().nullable(), ...reckoningShape,
}).meta({ id: 'Refund' });
export const refundsView = z.object({
  captured: moneySchema, left: moneySchema, policy: policyView,
  /** All that was paid for and is not refunded yet. `id` is a line, a parcel, or a parcel and the code of a fee. */
  refundable: z.array(z.object({ kind, id: z.string(), order_id: orderId.wire, consignment_id: consignmentId.wire, title: z.string(), pieces: z.int(), amount: moneySchema })),
  refunds: z.array(refundView),
}).meta({ id: 'Refunds' });

const added = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
const platformTax = (share: RefundShare): bigint => added(share.byPlatform.map((tax) => tax.minor));
const toPolicyView = (policy: Reckoning['policy']) => ({ commission: policy.commission, goodwill_by: policy.goodwillBy });
export { toPolicyView };

function reckoningView({ parts, shares, amount, policy }: Reckoning) {
  const of = (minor: bigint) => moneyView(money(minor, amount.currency));
  return {
    shopper_gets: moneyView(amount), vendors_give: of(added(shares.map((share) => share.vendorMinor))), commission_returned: of(added(shares.map((share) => share.commissionMinor))),
    marketplace_pays: of(added(shares.map((share) => share.goodwillMinor))), tax_by_marketplace: of(added(shares.map(platformTax))),
    orders: shares.map((share) => ({
      order_id: orderId.toWire(share.orderId), number: share.orderNumber, vendor: { id: vendorId.toWire(share.vendorId), name: share.vendorName }, shopper_gets: of(share.grossMinor), vendor_gives: of(share.vendorMinor),
      commission_returned: of(share.commissionMinor), marketplace_pays: of(share.goodwillMinor), tax_by_marketplace: of(platformTax(share)),
    })),
    taxes: taxesOf(parts).map(({ minor, ...tax }) => ({ ...tax, amount: of(minor) })),
    parts: parts.map((part) => ({
      kind: part.kind, id: wireOf(part), title: part.title, quantity: part.quantity, restock: part.restock, goodwill: part.isGoodwill, net: of(part.netMinor), tax: of(part.taxMinor), gross: of(part.grossMinor), commission: of(part.commissionMinor),
    })),
    policy: toPolicyView(policy),
  };
}

function taxesOf(parts: Reckoning['parts']) {
  const sums = new Map<string, { authority: string; name: string; rate_pct: string; filed_by: 'vendor' | 'marketplace'; minor: bigint }>();
  for (const { authority, name, ratePct, remitter, minor } of parts.flatMap((part) => part.taxes)) {
    if (minor === 0n) continue;
    const tax = { authority, name, rate_pct: ratePct, filed_by: remitter === 'platform' ? 'marketplace' as const : 'vendor' as const };
    const key = JSON.stringify(tax);
    sums.set(key, { ...tax, minor: minor + (sums.get(key)?.minor ?? 0n) });
  }
  return [...sums.values()];
}

/** Ids leave as everywhere: a line as `orl_…`, a parcel as `con_…`, a fee or rounding as its parcel and code. */
function wireOf({ kind: what, id, consignmentId: parcel }: { kind: RefundPart['kind']; id: string; consignmentId: ConsignmentId }): string {
  if (what === 'goods') return orderLineId.toWire(id as OrderLineId);
  return what === 'shipping' ? consignmentId.toWire(parcel) : `${consignmentId.toWire(parcel)}${id.slice(parcel.length)}`;
}

export function toPreviewView(reckoned: Reckoning, { sold, attempt }: { sold: Sold; attempt: Attempt }): z.input<typeof previewView> {
  const of = (minor: bigint) => moneyView(money(minor, attempt.amount.currency));
  return {
    ...reckoningView(reckoned), not_returned: { platform_fee: of(sold.group.platformFee.minor), gateway_fee: attempt.fee && moneyView(attempt.fee) },
    left_after: of(attempt.amount.minor - added(sold.before.map((part) => part.grossMinor)) - reckoned.amount.minor),
  };
}

export const toRefundView = (refund: Refund): z.input<typeof refundView> => ({
  id: refundId.toWire(refund.id), order_group_id: orderGroupId.toWire(refund.orderGroupId), state: refund.state, origin: refund.origin, way: refund.way, sent: refund.sent && { ...refund.sent }, reason: refund.reason, note: refund.note, failure: refund.failure, decided_at: refund.decidedAt.toISOString(),
  settled_at: refund.settledAt?.toISOString() ?? null, failed_at: refund.failedAt?.toISOString() ?? null, ...reckoningView(refund),
});

export function toRefundsView({ sold, attempt }: { sold: Sold; attempt: Attempt }, refunds: readonly Refund[]): z.input<typeof refundsView> {
  const of = (minor: bigint) => moneyView(money(minor, attempt.amount.currency));
  return {
    captured: moneyView(attempt.amount), left: of(attempt.amount.minor - added(sold.before.map((part) => part.grossMinor))), policy: toPolicyView(sold.policy),
    refundable: leftToRefund(sold).filter((one) => one.pieces > 0 || one.statedMinor > 0n).map(({ thing, pieces, statedMinor }) => ({
      kind: thing.kind, id: wireOf(thing), order_id: orderId.toWire(thing.orderId), consignment_id: consignmentId.toWire(thing.consignmentId), title: thing.title, pieces, amount: of(statedMinor),
    })),
    refunds: refunds.map(toRefundView),
  };
}
