import { allocate } from '@stoa/platform/money';
import { closed, leftToRefund, MONEY_ONLY, partOf, type Sold, type Thing } from './reckon-refund.js';
import type { Reckoning, RefundPart } from './refund.js';

/** What an amount means that somebody gave back at the gateway without saying what for. All that is left: everything, goods included. Less: a lower price of all of it, each thing by its weight,
 *  which is goodwill, and the marketplace's policy says who bears that. A cent that no price comes to, where tax is put on top, is the marketplace's. */
export function reckonByHand(sold: Sold, minor: bigint): Reckoning {
  const things = leftToRefund(sold).map((one) => ({ ...one, grossMinor: grossOf(sold, one.thing, one.statedMinor) }));
  if (minor >= added(things.map((one) => one.grossMinor)) - roundedBefore(sold)) {
    return closed(sold, things.flatMap(({ thing, pieces, statedMinor }) => (pieces > 0 || statedMinor > 0n ? [partOf(sold, thing, { now: { statedMinor, quantity: pieces, restock: false, isGoodwill: false }, before: sold.before })] : [])));
  }
  const [goods, fees] = [things.filter((one) => one.thing.kind !== 'fee'), things.filter((one) => one.thing.kind === 'fee')];
  const inGoods = least(minor, added(goods.map((one) => one.grossMinor)));
  const parts = [...spread(sold, goods, inGoods), ...spread(sold, fees, minor - inGoods)];
  return closed(sold, parts, { minor: minor - added(parts.map((part) => part.grossMinor)), at: things[0]!.thing });
}

type Left = { readonly thing: Thing; readonly statedMinor: bigint; readonly grossMinor: bigint };

/** As much of each thing as its part of the amount buys, and what is over by another cent of price where one fits exactly. */
function spread(sold: Sold, left: readonly Left[], minor: bigint): RefundPart[] {
  if (minor === 0n) return [];
  const shares = allocate(minor, left.map((one) => one.grossMinor));
  const stated = left.map((one, i) => mostWithin(shares[i]!, one.statedMinor, (amount) => grossOf(sold, one.thing, amount)));
  let over = minor - added(left.map((one, i) => grossOf(sold, one.thing, stated[i]!)));
  for (const [i, one] of left.entries()) {
    if (over === 0n || stated[i]! >= one.statedMinor) continue;
    const more = grossOf(sold, one.thing, stated[i]! + 1n) - grossOf(sold, one.thing, stated[i]!);
    if (more > over) continue;
    stated[i]! += 1n;
    over -= more;
  }
  return left.flatMap((one, i) => (stated[i]! > 0n ? [partOf(sold, one.thing, { now: { ...MONEY_ONLY, statedMinor: stated[i]!, isGoodwill: true }, before: sold.before })] : []));
}

/** The largest stated amount whose gross is no more than this: more stated is never less gross. */
function mostWithin(grossMinor: bigint, mostMinor: bigint, gross: (statedMinor: bigint) => bigint): bigint {
  let [low, high] = [0n, mostMinor < grossMinor ? mostMinor : grossMinor];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (gross(middle) <= grossMinor) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const grossOf = (sold: Sold, thing: Thing, statedMinor: bigint): bigint => partOf(sold, thing, { now: { ...MONEY_ONLY, statedMinor }, before: sold.before }).grossMinor;
const roundedBefore = (sold: Sold): bigint => added(sold.before.filter((part) => part.kind === 'rounding').map((part) => part.grossMinor));
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const added = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
