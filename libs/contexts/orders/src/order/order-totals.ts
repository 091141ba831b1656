import { allocate } from '@stoa/platform/money';
import type { Consignment, Fee } from '../consignment/consignment.js';
import type { OrderLine, PriceMode } from './order.js';

type Taxed = { readonly netMinor: bigint; readonly taxMinor: bigint; readonly grossMinor: bigint };

/** The sums of an order in minor units. Goods, shipping and fees are stated as the market states prices: with the tax in them, or without. */
export type Totals = {
  readonly goodsMinor: bigint;
  readonly shippingMinor: bigint;
  readonly feesMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly goodsNetMinor: bigint;
  readonly shippingNetMinor: bigint;
  readonly feesNetMinor: bigint;
};

/** Adds up lines, shipping and fees. Total = net + tax = stated amounts + tax where prices are stated without it. */
export function totalsOf(priceMode: PriceMode, lines: readonly Taxed[], consignments: readonly Pick<Consignment, 'shippingNetMinor' | 'shippingTaxMinor' | 'shippingGrossMinor' | 'fees'>[]): Totals {
  const shipping = consignments.map((c): Taxed => ({ netMinor: c.shippingNetMinor, taxMinor: c.shippingTaxMinor, grossMinor: c.shippingGrossMinor }));
  const fees: readonly Fee[] = consignments.flatMap((c) => c.fees);
  const stated = (list: readonly Taxed[]) => added(list.map((item) => (priceMode === 'incl' ? item.grossMinor : item.netMinor)));
  const everything = [...lines, ...shipping, ...fees];
  return {
    goodsMinor: stated(lines),
    shippingMinor: stated(shipping),
    feesMinor: stated(fees),
    taxMinor: added(everything.map((item) => item.taxMinor)),
    totalMinor: added(everything.map((item) => item.grossMinor)),
    goodsNetMinor: added(lines.map((line) => line.netMinor)),
    shippingNetMinor: added(shipping.map((item) => item.netMinor)),
    feesNetMinor: added(fees.map((fee) => fee.netMinor)),
  };
}

/** The platform's fee of the group, split to its orders by net goods, largest remainder: the parts are for the view, the booking is one. */
export const splitPlatformFee = (feeMinor: bigint, orders: readonly { readonly lines: readonly OrderLineNet[] }[]): bigint[] =>
  allocate(feeMinor, orders.map((order) => added(order.lines.map((line) => line.netMinor))));

type OrderLineNet = Pick<OrderLine, 'netMinor'>;

export const added = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
