import { mulDiv, type Rounding } from '@stoa/platform/money';
import type { LineFacts } from './facts.js';
import { RATE_SCALE } from './rate.js';
import { resolveRate } from './rates.js';
import type { Situation, Territory } from './situation.js';

/** What others than the customer pay for the line: a discount funded by tenant or platform is consideration from a third party (CJEU C-427/98). */
export const thirdPartyOf = (line: LineFacts): bigint => line.discounts.reduce((sum, d) => (d.funder === 'vendor' ? sum : sum + d.amountMinor), 0n);

/** The amount that tax is counted on, in the price mode: what the seller gets for the line, from whomever. */
export const baseOf = (line: LineFacts): bigint => line.amountMinor + thirdPartyOf(line);

/** The tax in (`incl`) or on (`excl`) an amount. Inclusive: tax = gross x r / (1 + r), so that net + tax is always the gross. */
export const taxOf = (amount: bigint, rate: bigint, mode: 'incl' | 'excl', rounding: Rounding): bigint =>
  mode === 'incl' ? mulDiv(amount, rate, RATE_SCALE + rate, rounding) : mulDiv(amount, rate, RATE_SCALE, rounding);

/** What a line is worth without tax, under the rates of that territory. */
export function netOfLine(situation: Situation, territory: Territory, line: LineFacts): bigint {
  const base = baseOf(line);
  return situation.facts.priceMode === 'excl' ? base : base - taxOf(base, resolveRate(situation, territory, line).total, 'incl', 'half_up');
}

/** Net worth of the goods, without shipping, under the rates of that territory: what thresholds are measured by. */
export const netOfLines = (situation: Situation, territory: Territory): bigint => situation.facts.lines.reduce((sum, line) => sum + netOfLine(situation, territory, line), 0n);

/** What customs would ask for the consignment, carriage included: the measure of de-minimis rules that look at the tax. */
export function importTaxOf(situation: Situation): bigint {
  const { facts, to } = situation;
  const tax = facts.lines.reduce((sum, line) => sum + netOfLine(situation, to, line) * resolveRate(situation, to, line).total, 0n);
  const goods = netOfLines(situation, to);
  const worth = goods + (facts.shipping?.amountMinor ?? 0n);
  return goods === 0n ? 0n : mulDiv(tax, worth, goods * RATE_SCALE, 'half_up');
}
