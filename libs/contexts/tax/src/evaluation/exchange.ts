import { mulDiv } from '@stoa/platform/money';
import { minorUnitsOf, type ConsignmentFacts, type ExchangeRate } from './facts.js';
import { scaledOf } from './rate.js';

/** How much of one currency another costs, as an exact fraction of whole units, and the rates it was read from. */
export type Crossing = { readonly up: bigint; readonly down: bigint; readonly by: readonly ExchangeRate[] };

/** An amount in another currency at the rates that came with the facts, or null where they do not lead there. Rounded once, also over a third currency. */
export function exchange(facts: ConsignmentFacts, minor: bigint, from: string, to: string): bigint | null {
  if (from === to) return minor;
  const crossing = crossingOf(facts.exchangeRates ?? [], from, to);
  return crossing && exchangeAt(crossing, minor, { from, to });
}

/** An amount by a way that is known. */
export const exchangeAt = ({ up, down }: Crossing, minor: bigint, { from, to }: { from: string; to: string }): bigint => mulDiv(minor * minorUnitsOf(to), up, down * minorUnitsOf(from), 'half_up');

/** The way from one currency to another: one rate, or two of one source that are quoted against the same third currency. */
export function crossingOf(rates: readonly ExchangeRate[], from: string, to: string): Crossing | null {
  for (const rate of rates) {
    const step = stepOf(rate, from, to);
    if (step) return step;
  }
  for (const first of rates) {
    const middle = first.base === from ? first.quote : first.quote === from ? first.base : null;
    if (middle === null) continue;
    for (const second of rates) {
      const [a, b] = second.source === first.source ? [stepOf(first, from, middle), stepOf(second, middle, to)] : [null, null];
      if (a && b) return { up: a.up * b.up, down: a.down * b.down, by: [first, second] };
    }
  }
  return null;
}

function stepOf(rate: ExchangeRate, from: string, to: string): Crossing | null {
  const { base, quote } = rate;
  if ((base !== from || quote !== to) && (base !== to || quote !== from)) return null;
  const { digits, scale } = scaledOf(rate.rate);
  return base === from ? { up: digits, down: scale, by: [rate] } : { up: scale, down: digits, by: [rate] };
}
