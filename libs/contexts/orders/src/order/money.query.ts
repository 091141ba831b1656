import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import type { Consignment } from '../consignment/consignment.js';
import type { Card, Order, OrderLine, OrderStatus, PlatformFee, PriceMode, TaxPart } from './order.js';
import { getOrderGroup } from './order.repository.js';

/** What the marketplace took of a line, and the terms it took it by: basis points of the net goods, and amounts for each piece. */
export type MoneyCommission = {
  readonly ruleText: string; readonly basisPoints: bigint; readonly fixedMinor: bigint; readonly minMinor: bigint | null; readonly maxMinor: bigint | null; readonly amountMinor: bigint;
};
/** One thing the shopper paid for: goods, a consignment's shipping, or a fee. Only goods carry commission. */
export type MoneyLine = {
  readonly id: string;
  readonly kind: 'goods' | 'shipping' | 'fee';
  readonly title: string;
  readonly quantity: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly commission: MoneyCommission | null;
  readonly taxes: readonly (TaxPart & { readonly decisionId: string })[];
};
export type OrderForMoney = {
  readonly id: OrderId;
  readonly number: string;
  readonly vendorId: VendorId;
  readonly vendorName: string;
  readonly status: OrderStatus;
  readonly deliveredAt: Date | null;
  readonly totalMinor: bigint;
  readonly taxMinor: bigint;
  readonly taxByPlatform: Order['taxByPlatform'];
  readonly commissionMinor: bigint;
  readonly platformFeeMinor: bigint;
  readonly lines: readonly MoneyLine[];
};
export type OrderGroupForMoney = {
  readonly id: OrderGroupId;
  readonly number: string;
  readonly currency: string;
  readonly priceMode: PriceMode;
  readonly placedAt: Date;
  readonly subjectId: string;
  readonly attemptId: string;
  readonly card: Card | null;
  readonly platformFee: PlatformFee;
  readonly totalMinor: bigint;
  readonly orders: readonly OrderForMoney[];
};

/** All that "where the money went" needs of an order group: every amount with its parts, minor units. */
export async function getOrderGroupForMoney(ctx: TxCtx, id: OrderGroupId): Promise<OrderGroupForMoney> {
  const { number, currency, priceMode, placedAt, subjectId, attemptId, card, platformFee, totalMinor, orders } = await getOrderGroup(ctx, id);
  return { id, number, currency, priceMode, placedAt, subjectId, attemptId, card, platformFee, totalMinor, orders: orders.map(orderForMoney) };
}

const orderForMoney = (order: Order): OrderForMoney => ({
  id: order.id, number: order.number, vendorId: order.vendorId, vendorName: order.vendorName, status: order.status, deliveredAt: order.deliveredAt,
  totalMinor: order.totalMinor, taxMinor: order.taxMinor, taxByPlatform: order.taxByPlatform, commissionMinor: order.commissionMinor, platformFeeMinor: order.platformFeeMinor,
  lines: [...order.lines.map(goodsLine), ...order.consignments.flatMap(consignmentLines)],
});

const goodsLine = (line: OrderLine): MoneyLine => ({
  id: line.id, kind: 'goods', title: line.title, quantity: line.quantity, netMinor: line.netMinor, taxMinor: line.taxMinor, grossMinor: line.grossMinor,
  commission: {
    ruleText: line.commissionRule, basisPoints: line.commissionBp, fixedMinor: line.commissionFixedMinor, minMinor: line.commissionMinMinor, maxMinor: line.commissionMaxMinor,
    amountMinor: line.commissionMinor,
  },
  taxes: line.taxes.map((tax) => ({ ...tax, decisionId: line.taxDecisionId })),
});

function consignmentLines(consignment: Consignment): MoneyLine[] {
  const decisionId = consignment.taxDecisionId;
  const shipping: MoneyLine = {
    id: consignment.id, kind: 'shipping', title: consignment.rateName, quantity: 1, commission: null,
    netMinor: consignment.shippingNetMinor, taxMinor: consignment.shippingTaxMinor, grossMinor: consignment.shippingGrossMinor,
    taxes: consignment.shippingTaxes.map((tax) => ({ ...tax, decisionId })),
  };
  const fees = consignment.fees.map((fee): MoneyLine => ({
    id: `${consignment.id}.${fee.code}`, kind: 'fee', title: fee.name, quantity: 1, commission: null,
    netMinor: fee.netMinor, taxMinor: fee.taxMinor, grossMinor: fee.grossMinor, taxes: fee.taxes.map((tax) => ({ ...tax, decisionId })),
  }));
  return [shipping, ...fees];
}
