import type { Order } from '@stoa/orders';
import type { Refund } from '@stoa/payments';
import { invariant } from '@stoa/platform/errors';
import { mulDiv } from '@stoa/platform/money';
import type { MonthInput } from './vendor-month.js';

/** What was taken as a share of the goods, and what for each piece. */
export type CommissionKind = 'percentage' | 'fixed';
/** Both positive: taken with orders, and given back on refunds (less what refunds that failed took back). Tax included. */
export type CommissionPart = { readonly kind: CommissionKind; readonly chargedMinor: bigint; readonly backMinor: bigint };
export type Commission = {
  readonly parts: readonly CommissionPart[];
  readonly totalMinor: bigint;
  /** Orders that commission was taken with, by their numbers. */
  readonly orderNumbers: readonly string[];
  readonly pieces: number;
  readonly refunds: number;
  /** The rates that were charged by, in basis points. */
  readonly rates: readonly bigint[];
  /** Orders of which commission went back. */
  readonly refundedOrders: readonly string[];
};

/** The commission of a month by kinds. A fixed amount for each piece counts first; whatever the percentage, a minimum or a maximum made of the rest is the percentage. Pure. */
export function commissionOfMonth(input: MonthInput, orders: ReadonlyMap<string, Order>, refunds: ReadonlyMap<string, Refund>): Commission {
  const charged = input.charged.map(({ orderId, minor }) => {
    const order = orderOf(orders, orderId);
    invariant(order.commissionMinor === minor, `what was booked of ${order.number} is its commission`);
    return { order, fixedMinor: fixedOf(order) };
  });
  const back = input.refunded.map(({ refundId, orderId, sign }) => {
    const share = refunds.get(refundId)?.shares.find((one) => one.orderId === orderId);
    invariant(share, 'a refund that was booked is known');
    const order = orderOf(orders, orderId);
    const minor = BigInt(sign) * share.commissionMinor;
    return { order, minor, fixedMinor: order.commissionMinor === 0n ? 0n : mulDiv(minor, fixedOf(order), order.commissionMinor, 'half_up') };
  }).filter(({ minor }) => minor !== 0n);
  const chargedMinor = sum(charged.map(({ order }) => order.commissionMinor));
  const chargedFixed = sum(charged.map((one) => one.fixedMinor));
  const [backMinor, backFixed] = [sum(back.map((one) => one.minor)), sum(back.map((one) => one.fixedMinor))];
  return {
    parts: [{ kind: 'percentage', chargedMinor: chargedMinor - chargedFixed, backMinor: backMinor - backFixed }, { kind: 'fixed', chargedMinor: chargedFixed, backMinor: backFixed }],
    totalMinor: chargedMinor - backMinor, orderNumbers: charged.map(({ order }) => order.number).sort(), pieces: charged.flatMap(({ order }) => order.lines).filter((line) => line.commissionFixedMinor > 0n).reduce((count, line) => count + line.quantity, 0),
    refunds: new Set(back.map(({ order }) => order.id)).size, rates: [...new Set(charged.flatMap(({ order }) => order.lines.map((line) => line.commissionBp)))].filter((bp) => bp > 0n).sort((a, b) => Number(b - a)),
    refundedOrders: [...new Set(back.map(({ order }) => order.id as string))],
  };
}

/** What is to stand on the document, all of one sign: by kinds, or in one sum where the kinds of a month go different ways. Positive amounts, tax included. */
export function commissionLines({ parts, totalMinor }: Pick<Commission, 'parts' | 'totalMinor'>): { readonly kind: CommissionKind | 'both'; readonly minor: bigint; readonly chargedMinor: bigint; readonly backMinor: bigint }[] {
  const sign = totalMinor < 0n ? -1n : 1n;
  const kinds = parts.map((part) => ({ ...part, minor: sign * (part.chargedMinor - part.backMinor) }));
  if (kinds.every((one) => one.minor >= 0n)) return kinds.filter((one) => one.minor > 0n);
  return totalMinor === 0n ? [] : [{ kind: 'both', minor: sign * totalMinor, chargedMinor: sum(parts.map((part) => part.chargedMinor)), backMinor: sum(parts.map((part) => part.backMinor)) }];
}

const fixedOf = (order: Order): bigint => sum(order.lines.map((line) => least(line.commissionFixedMinor * BigInt(line.quantity), line.commissionMinor)));
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const sum = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);

function orderOf(orders: ReadonlyMap<string, Order>, id: string): Order {
  const order = orders.get(id);
  invariant(order, 'an order that was booked is known');
  return order;
}
