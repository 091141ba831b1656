import { mulDiv, type Rounding } from '@stoa/platform/money';
import type { ConsignmentFacts } from './facts.js';
import { RATE_SCALE } from './rate.js';
import { resolveRate } from './rates.js';
import type { Situation, Territory } from './situation.js';

type FactLine = ConsignmentFacts['lines'][number];

/** What others than the customer pay for the line: a discount funded by tenant or platform is consideration from a third party (CJEU C-427/98). */
export const thirdPartyOf = (line: FactLine): bigint => line.discounts.reduce((sum, d) => (d.funder === 'vendor' ? sum : sum + d.amountMinor), 0n);

/** The amount that tax is counted on, in the price mode: what the seller gets for the line, from whomever. */
export const baseOf = (line: FactLine): bigint => line.amountMinor + thirdPartyOf(line);

/** The tax in (`incl`) or on (`excl`) an amount. Inclusive: tax = gross x r / (1 + r), so that net + tax is always the gross. */
export const taxOf = (amount: bigint, rate: bigint, mode: 'incl' | 'excl', rounding: Rounding): bigint =>
  mode === 'incl' ? mulDiv(amount, rate, RATE_SCALE + rate, rounding) : mulDiv(amount, rate, RATE_SCALE, rounding);

/** Net worth of the goods, without shipping, under the rates of that territory: what thresholds are measured by. */
export function netOfLines(situation: Situation, territory: Territory): bigint {
  const { lines, priceMode } = situation.facts;
  return lines.reduce((sum, line) => {
    const base = baseOf(line);
    return sum + (priceMode === 'excl' ? base : base - taxOf(base, resolveRate(situation, territory, line.category).total, 'incl', 'half_up'));
  }, 0n);
}
