import type { Amount, ExchangeRate } from '../evaluation/facts.js';
import { crossingOf, exchangeAt } from '../evaluation/exchange.js';
import { minorOf } from '../evaluation/rate.js';
import { isDated, paramOn } from '../pack/condition.js';
import { chainOf, type LoadedPack, type PackSet, type Threshold, type Words } from '../pack/pack.js';
import type { OutsideSales } from './outside-sales.js';

/** What was sold to a place so far, in one currency, from the frozen decisions, less what was given back. */
export type Sold = { readonly sellerId: string | null; readonly place: string; readonly currency: string; readonly netMinor: bigint; readonly sales: number };
/** How near the marketplace, or a vendor, is to a limit from which another law begins. `usedBp` is the part of the limit in hundredths of a percent; null where amounts cannot be compared. */
export type ThresholdState = {
  readonly code: string; readonly name: Words; readonly place: string; readonly of: 'platform' | 'seller'; readonly sellerId: string | null; readonly limit: Amount; readonly limitSales: number | null;
  readonly total: Amount | null; readonly sales: number; readonly usedBp: number | null; readonly state: 'below' | 'near' | 'crossed' | 'unknown'; readonly isRegistered: boolean; readonly cite: string; readonly period: Threshold['period'];
  /** Sold outside the marketplace, as staff wrote it down, year by year. */
  readonly outside: readonly OutsideSales[];
};

/** From here on staff are warned: four fifths of a limit. */
export const WARNING_BP = 8_000;
const ALL_BP = 10_000;

export type Limit = { readonly threshold: Threshold; readonly place: string; readonly limit: Amount; readonly limitSales: number | null; readonly test: 'amount' | 'and' | 'or' };

/** The limits that hold in a place on a day, with the place's own figures in those of the packs it builds on. */
export function limitsOf(packs: PackSet, place: string, day: string): Limit[] {
  const leaf = packs.packs.get(place);
  if (!leaf) return [];
  return chainOf(packs, place).flatMap(({ pack }) => (pack.thresholds ?? []).flatMap((threshold): Limit[] => {
    const amount = typeof threshold.amount === 'string' ? figure(leaf, threshold.amount, day) : threshold.amount;
    if (!Array.isArray(amount)) return [];
    const [text, currency] = amount as [string, string];
    const sales = threshold.sales_count === undefined ? null : Number(figure(leaf, threshold.sales_count, day));
    const test = threshold.test === undefined ? 'amount' : figure(leaf, threshold.test, day);
    return [{ threshold, place: threshold.sales === 'cross_border_in_union' ? pack.id : place, limit: { minor: minorOf(text, currency), currency }, limitSales: test === 'amount' ? null : sales, test: test === 'and' || test === 'or' ? test : 'amount' }];
  }));
}

function figure({ params }: LoadedPack, name: string, day: string) {
  const param = params[name.slice(1)];
  return param === undefined ? null : isDated(param) ? paramOn(param, day) : param;
}

/** Compares what was sold with a limit. Where one of its currencies cannot be changed into the limit's, the state is not known: it is never called "below". */
export function stateOf({ threshold, place, limit, limitSales, test }: Limit, sold: readonly Sold[], given: { sellerId: string | null; isRegistered: boolean; rates: readonly ExchangeRate[]; outside?: readonly OutsideSales[] }): ThresholdState {
  const total = totalIn(limit.currency, sold, given.rates);
  const sales = sold.reduce((sum, one) => sum + one.sales, 0);
  const byAmount = total === null ? null : Number((total * BigInt(ALL_BP)) / (limit.minor === 0n ? 1n : limit.minor));
  const bySales = limitSales === null ? null : Math.floor((sales * ALL_BP) / limitSales);
  const usedBp = byAmount === null ? null : bySales === null ? byAmount : test === 'and' ? Math.min(byAmount, bySales) : Math.max(byAmount, bySales);
  const state = usedBp === null ? 'unknown' : usedBp >= ALL_BP ? 'crossed' : usedBp >= WARNING_BP ? 'near' : 'below';
  return {
    code: threshold.code, name: threshold.name, place, of: threshold.of, sellerId: given.sellerId, limit, limitSales, total: total === null ? null : { minor: total, currency: limit.currency }, sales, usedBp, state,
    isRegistered: given.isRegistered, cite: threshold.cite, period: threshold.period, outside: given.outside ?? [],
  };
}

function totalIn(currency: string, sold: readonly Sold[], rates: readonly ExchangeRate[]): bigint | null {
  let total = 0n;
  for (const one of sold) {
    const crossing = one.currency === currency ? null : crossingOf(rates, one.currency, currency);
    if (one.currency !== currency && crossing === null) return null;
    total += crossing === null ? one.netMinor : exchangeAt(crossing, one.netMinor, { from: one.currency, to: currency });
  }
  return total;
}
