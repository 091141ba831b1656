import { proratedSoFar } from '@stoa/platform/money';
import { invariant } from '@stoa/platform/errors';
import type { TaxComponent, TaxDecision, TaxedLine } from '../decision/decision.js';

/** What of a line has been given back so far, in the price mode of the sale. */
export type Refunded = { lineId: string; amountMinor: bigint };
export type RefundedLine = { id: string; netMinor: bigint; taxMinor: bigint; grossMinor: bigint; components: TaxComponent[] };
export type TaxRefund = { lines: RefundedLine[]; totals: { netMinor: bigint; taxMinor: bigint; grossMinor: bigint } };

/**
 * What goes back for parts of a sale: at the rates, by the rules and to the authorities of the decision that was made then, whatever the law says today.
 * Each refund is the difference of two shares of the original tax, so that refunds never exceed it and the last one ends exactly at zero.
 */
export function refundOf(decision: TaxDecision, parts: readonly Refunded[], before: readonly Refunded[] = []): TaxRefund {
  const all = decision.shipping ? [...decision.lines, decision.shipping] : decision.lines;
  const lines = parts.map((part) => refundLine(lineNamed(all, part.lineId), { mode: decision.priceMode, nowMinor: part.amountMinor, beforeMinor: sumFor(before, part.lineId) }));
  invariant(new Set(parts.map((part) => part.lineId)).size === parts.length, 'a refund names each line once');
  const total = (pick: (line: RefundedLine) => bigint) => lines.reduce((sum, line) => sum + pick(line), 0n);
  return { lines, totals: { netMinor: total((l) => l.netMinor), taxMinor: total((l) => l.taxMinor), grossMinor: total((l) => l.grossMinor) } };
}

function lineNamed(lines: readonly TaxedLine[], id: string): TaxedLine {
  const line = lines.find((l) => l.id === id);
  invariant(line, `the decision has a line ${id}`);
  return line;
}

const sumFor = (refunded: readonly Refunded[], lineId: string): bigint => refunded.reduce((sum, r) => (r.lineId === lineId ? sum + r.amountMinor : sum), 0n);

function refundLine(line: TaxedLine, { mode, nowMinor, beforeMinor }: { mode: 'incl' | 'excl'; nowMinor: bigint; beforeMinor: bigint }): RefundedLine {
  const whole = mode === 'incl' ? line.grossMinor : line.netMinor;
  invariant(nowMinor >= 0n && beforeMinor + nowMinor <= whole, `no more is given back of line ${line.id} than was paid for it`);
  const taxMinor = taxOfPart(line.taxMinor, whole, { nowMinor, beforeMinor });
  const netMinor = mode === 'incl' ? nowMinor - taxMinor : nowMinor;
  return { id: line.id, netMinor, taxMinor, grossMinor: netMinor + taxMinor, components: componentsOf(line, { mode, whole, nowMinor, beforeMinor }) };
}

/** The tax in the part between `beforeMinor` and `beforeMinor + nowMinor` of a whole that held so much tax. */
export function taxOfPart(taxMinor: bigint, whole: bigint, { nowMinor, beforeMinor }: { nowMinor: bigint; beforeMinor: bigint }): bigint {
  return whole === 0n ? 0n : proratedSoFar(taxMinor, beforeMinor + nowMinor, whole) - proratedSoFar(taxMinor, beforeMinor, whole);
}

type Part = { readonly mode: 'incl' | 'excl'; readonly whole: bigint; readonly nowMinor: bigint; readonly beforeMinor: bigint };

/** Components are dealt from the tax given back so far, so that they too end at zero. */
function componentsOf(line: TaxedLine, part: Part): TaxComponent[] {
  const { components } = line;
  if (components.length === 0) return [];
  const weights = components.map((c) => c.taxMinor);
  const soFar = (amount: bigint) => dealt(taxSoFar(line, amount, part.whole), weights);
  const after = soFar(part.beforeMinor + part.nowMinor);
  const before = soFar(part.beforeMinor);
  const bases = basesOf(line, part);
  return components.map((c, i) => ({ ...c, baseMinor: bases[i]!, taxMinor: after[i]! - before[i]! }));
}

const taxSoFar = (line: TaxedLine, amount: bigint, whole: bigint): bigint => (whole === 0n ? 0n : proratedSoFar(line.taxMinor, amount, whole));

/** What each tax of a part is counted on. Taxes on the same price are, in the part as in the whole; rates that share a price share its parts too; a tax on less than
 *  the price (only what lies beyond a limit is taxed) is in each part on as much less. */
function basesOf(line: TaxedLine, { mode, whole, nowMinor, beforeMinor }: Part): bigint[] {
  const bases = line.components.map((c) => c.baseMinor);
  const netSoFar = (amount: bigint) => (mode === 'incl' ? amount - taxSoFar(line, amount, whole) : amount);
  const [before, after] = [netSoFar(beforeMinor), netSoFar(beforeMinor + nowMinor)];
  if (bases.some((base) => base !== line.netMinor) && bases.reduce((sum, base) => sum + base, 0n) === line.netMinor) {
    const given = dealt(before, bases);
    return dealt(after, bases).map((base, i) => base - given[i]!);
  }
  return bases.map((base) => (base === line.netMinor || whole === 0n ? after - before : proratedSoFar(base, beforeMinor + nowMinor, whole) - proratedSoFar(base, beforeMinor, whole)));
}

/** Deals so that a larger total lowers nobody's part, and a total of all weights is the weights: each odd cent goes where it is the smallest advance (the method of
 *  Jefferson). By largest remainder a cent more can move two cents about, and a refund would take from an authority what it gives to another. */
function dealt(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((a, b) => a + b, 0n);
  const parts = weights.map((weight) => (whole === 0n ? 0n : (total * weight) / whole));
  const deserves = (i: number, other: number) => weights[i]! * (parts[other]! + 1n) > weights[other]! * (parts[i]! + 1n);
  for (let missing = total - parts.reduce((a, b) => a + b, 0n); missing > 0n; missing -= 1n) {
    const next = weights.reduce((best, _, i) => (deserves(i, best) ? i : best), 0);
    parts[next]! += 1n;
  }
  return parts;
}
