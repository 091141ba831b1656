import { randomBytes } from 'node:crypto';
import { orderGroupAwaitsPayment, orderGroupPlaced, type OrderGroupId, type OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import type { Consignment } from '../consignment/consignment.js';
import { type Card, type GroupPayment, type Order, type OrderGroup, type OrderLine, type PlatformFee, type PriceMode, type TaxByPlatform, orderGroupNumber } from './order.js';
import { added, splitPlatformFee, totalsOf } from './order-totals.js';
import { insertOrderGroup } from './order.repository.js';

/** A line as checkout hands it over: it says itself to which consignment it belongs. */
export type PlaceLine = Omit<OrderLine, 'orderId' | 'consignmentId' | 'seq'>;
export type PlaceConsignment = Pick<
  Consignment,
  'id' | 'warehouseId' | 'shipsFrom' | 'seller' | 'taxDecisionId' | 'rateId' | 'rateName' | 'carrier' | 'shippingNetMinor' | 'shippingTaxMinor'
  | 'shippingGrossMinor' | 'shippingTaxes' | 'fees' | 'deliveryFrom' | 'deliveryTo' | 'window' | 'adultSignature'
> & { readonly lines: readonly PlaceLine[] };
export type PlaceOrder = { readonly id: OrderId; readonly vendorId: VendorId; readonly vendorName: string; readonly taxByPlatform: readonly TaxByPlatform[]; readonly consignments: readonly PlaceConsignment[] };

export type PlaceInput = {
  readonly id: OrderGroupId;
  /** Begins the public number, such as OMA. */
  readonly numberPrefix: string;
  readonly checkoutId: OrderGroup['checkoutId'];
  readonly attemptId: string;
  readonly market: { readonly id: string; readonly code: string; readonly priceMode: PriceMode };
  readonly currency: string;
  readonly locale: string;
  readonly subjectId: string;
  readonly customerId: string | null;
  readonly shipTo: { readonly country: string; readonly region: string | null };
  readonly card: Card | null;
  /** Paid already, or placed while its money is still on its way. */
  readonly payment: Omit<GroupPayment, 'paidAt'> & { readonly isPaid: boolean };
  /** What the shopper pays, minor units: the group must come to exactly that. */
  readonly paidMinor: bigint;
  readonly platformFee: PlatformFee;
  readonly orders: readonly PlaceOrder[];
};

/** Turns a checkout into one order group with one order per vendor: paid, or waiting for its money. A group whose parts do not add up to what was paid is a bug, not an order. */
export async function placeOrderGroup(ctx: TxCtx, input: PlaceInput): Promise<OrderGroup> {
  const group = assemble(input, orderGroupNumber(input.numberPrefix, randomBytes(8)), ctx.now);
  checkSums(input, group);
  await insertOrderGroup(ctx, group);
  if (input.payment.isPaid) await announce(ctx, orderGroupPlaced, placedFact(group));
  else await announce(ctx, orderGroupAwaitsPayment, { orderGroupId: group.id });
  return group;
}

/** What others hear of a group that is placed and paid. */
export const placedFact = (group: OrderGroup) => ({ orderGroupId: group.id, orders: group.orders.map((order) => ({ orderId: order.id, vendorId: order.vendorId })) });

function assemble(input: PlaceInput, number: string, now: Date): OrderGroup {
  const shares = splitPlatformFee(input.platformFee.minor, input.orders.map((order) => ({ lines: order.consignments.flatMap((c) => c.lines) })));
  const orders = input.orders.map((order, index): Order => assembleOrder(input, order, { number, seq: index + 1, platformFeeMinor: shares[index] ?? 0n, now }));
  const { goodsMinor, shippingMinor, feesMinor, taxMinor, totalMinor } = totalsOf(input.market.priceMode, orders.flatMap((order) => order.lines), orders.flatMap((order) => order.consignments));
  const { isPaid, method, payBy, instructions } = input.payment;
  return {
    id: input.id, number, checkoutId: input.checkoutId, attemptId: input.attemptId, marketId: input.market.id, marketCode: input.market.code,
    currency: input.currency, locale: input.locale, priceMode: input.market.priceMode, subjectId: input.subjectId, customerId: input.customerId,
    shipToCountry: input.shipTo.country, shipToRegion: input.shipTo.region, status: beginning(input), card: input.card,
    paymentState: isPaid ? 'paid' : 'awaiting', payment: { method, paidAt: isPaid ? now : null, payBy, instructions },
    goodsMinor, shippingMinor, feesMinor, taxMinor, totalMinor,
    platformFee: input.platformFee, trackingVersion: 1, placedAt: now, version: 1, orders,
  };
}

/** Where all parts of a group begin. */
const beginning = (input: PlaceInput) => (input.payment.isPaid ? ('to_ship' as const) : ('awaiting_payment' as const));

function assembleOrder(input: PlaceInput, order: PlaceOrder, at: { number: string; seq: number; platformFeeMinor: bigint; now: Date }): Order {
  const consignments = order.consignments.map(({ lines: _lines, ...consignment }, index): Consignment => ({
    ...consignment, orderId: order.id, groupId: input.id, seq: index + 1, vendorId: order.vendorId, status: beginning(input),
    shippedWith: null, trackingNumber: null, trackingUrl: null, shippedAt: null, deliveredAt: null, version: 1,
  }));
  const lines = order.consignments
    .flatMap((consignment) => consignment.lines.map((line) => ({ ...line, orderId: order.id, consignmentId: consignment.id })))
    .map((line, index): OrderLine => ({ ...line, seq: index + 1 }));
  return {
    id: order.id, groupId: input.id, number: `${at.number}-${at.seq}`, seq: at.seq, vendorId: order.vendorId, vendorName: order.vendorName, status: beginning(input),
    ...totalsOf(input.market.priceMode, lines, consignments), taxByPlatform: order.taxByPlatform,
    commissionMinor: added(lines.map((line) => line.commissionMinor)), platformFeeMinor: at.platformFeeMinor,
    shippedAt: null, deliveredAt: null, placedAt: at.now, version: 1, consignments, lines,
  };
}

/** DESIGN.md section 10, line 3. What the marketplace owes to tax offices lies within the tax and the fees of its order. */
function checkSums(input: PlaceInput, group: OrderGroup): void {
  invariant(group.orders.length > 0 && group.orders.every((order) => order.lines.length > 0), 'an order group has orders, and each has lines');
  invariant(new Set(group.orders.map((order) => order.vendorId)).size === group.orders.length, 'a vendor has one order in a group');
  invariant(added(group.orders.map((order) => order.totalMinor)) === group.totalMinor, 'the orders add up to their group');
  invariant(group.totalMinor === input.paidMinor, `the group comes to ${group.totalMinor}, paid were ${input.paidMinor}`);
  invariant(added(group.orders.map((order) => order.platformFeeMinor)) === group.platformFee.minor, 'the shares of the platform fee add up');
  for (const order of group.orders) {
    const owed = added(order.taxByPlatform.map((part) => part.minor));
    invariant(owed >= 0n && owed <= order.taxMinor + order.feesMinor, 'the marketplace owes no more tax than the order holds');
    for (const line of order.lines) invariant(added(line.taxes.map((tax) => tax.minor)) === line.taxMinor, 'the parts of a tax add up to it');
  }
}
