import { DomainError } from '@stoa/platform/errors';
import type { Threshold } from '../pack/pack.js';
import type { Sold } from './threshold.js';

/** What the marketplace's company sold to a place outside this marketplace in a year: its own shop, another marketplace, at fairs. The law counts it towards the same limit. */
export type OutsideSales = { readonly code: string; readonly place: string; readonly year: number; readonly currency: string; readonly netMinor: bigint; readonly sales: number };

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** The part of what was sold outside that a limit counts on a day: all of this year's; of the last twelve months also what last year's days in them come to, spread evenly and rounded up. */
export function countedOutside(said: readonly OutsideSales[], { code, place, period, since, today }: { code: string; place: string; period: Threshold['period']; /** The first day that counts. */ since: string; today: string }): Sold[] {
  const [thisYear, firstYear] = [Number(today.slice(0, 4)), Number(since.slice(0, 4))];
  return said.filter((one) => one.code === code && one.place === place && one.year <= thisYear && one.year >= firstYear).map((one): Sold => {
    const whole = { sellerId: null, place, currency: one.currency, netMinor: one.netMinor, sales: one.sales };
    if (period === 'year' || one.year === thisYear) return whole;
    const [begin, end] = [`${one.year}-01-01`, `${one.year + 1}-01-01`];
    const [counted, all] = [daysBetween(since, end), daysBetween(begin, end)];
    return { ...whole, netMinor: (one.netMinor * BigInt(counted) + BigInt(all - 1)) / BigInt(all), sales: Math.ceil((one.sales * counted) / all) };
  });
}

export const limitNotFound = () => new DomainError('tax.limit_not_found', 'not_found', 'The law of that place has no such limit.');
export const yearNotCounted = () => new DomainError('tax.year_not_counted', 'invalid', 'Only this year and the one before count towards a limit.');
