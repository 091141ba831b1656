import { allocate } from '@stoa/platform/money';
import type { Remitter, TaxComponent, TaxedLine } from '../decision/decision.js';
import type { RoundingLevel, RoundingMode } from '../pack/pack.js';
import { baseOf, taxOf, thirdPartyOf } from './lines.js';
import type { ConsignmentFacts } from './facts.js';
import type { Verdict } from './liability.js';
import { pctOf } from './rate.js';
import type { RateComponent, ResolvedRate } from './rates.js';

export type Rounding = { level: RoundingLevel; mode: RoundingMode };
/** A line of goods with what law says of it: no rate where nothing is taxed here. */
export type JudgedLine = { line: ConsignmentFacts['lines'][number]; verdict: Verdict; rate: ResolvedRate | null };

/** Counts the tax of every line at the pack's rounding level. net + tax = gross on each line, components sum to its tax. */
export function priceLines(judged: readonly JudgedLine[], mode: 'incl' | 'excl', rounding: Rounding): TaxedLine[] {
  const taxes = rounding.level === 'document_rate' ? taxesByRate(judged, mode, rounding) : judged.map((j) => taxOfLine(j, mode, rounding));
  return judged.map((j, i) => toTaxedLine(j, taxes[i]!, mode, rounding));
}

const totalRate = (j: JudgedLine): bigint => j.rate?.total ?? 0n;

function taxOfLine(j: JudgedLine, mode: 'incl' | 'excl', { level, mode: rounding }: Rounding): bigint {
  const base = baseOf(j.line);
  if (level !== 'component' || mode === 'incl') return taxOf(base, totalRate(j), mode, rounding);
  return (j.rate?.components ?? []).reduce((sum, component) => sum + taxOf(base, component.rate, mode, rounding), 0n);
}

/** Document level (EN 16931, BR-CO-17): one rounding per rate over the whole consignment, then dealt to the lines by largest remainder. */
function taxesByRate(judged: readonly JudgedLine[], mode: 'incl' | 'excl', { mode: rounding }: Rounding): bigint[] {
  const taxes: bigint[] = judged.map(() => 0n);
  const byRate = indexesBy(judged, (j) => totalRate(j));
  for (const [rate, indexes] of byRate) {
    const bases = indexes.map((i) => baseOf(judged[i]!.line));
    const tax = taxOf(bases.reduce((a, b) => a + b, 0n), rate, mode, rounding);
    allocate(tax, bases).forEach((share, k) => (taxes[indexes[k]!] = share));
  }
  return taxes;
}

/** Positions of a list grouped by what their items have in common. */
export function indexesBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  items.forEach((item, i) => groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), i]));
  return groups;
}

function toTaxedLine({ line, verdict, rate }: JudgedLine, taxMinor: bigint, mode: 'incl' | 'excl', rounding: Rounding): TaxedLine {
  const base = baseOf(line);
  const netMinor = mode === 'incl' ? base - taxMinor : base;
  const treatment = treatmentOf(verdict, rate);
  return {
    id: line.id, category: line.category, rateCode: rate?.code ?? 'none', treatment, liable: treatment === 'exempt' ? 'none' : verdict.liable,
    ratePct: pctOf(rate?.total ?? 0n), netMinor, taxMinor, grossMinor: netMinor + taxMinor, thirdPartyMinor: thirdPartyOf(line),
    components: componentsOf(rate?.components ?? [], netMinor, taxMinor, remitterOf(verdict), mode === 'excl' ? rounding : { ...rounding, level: 'line' }),
    why: [...verdict.rules.map((r) => r.id), ...(rate?.why.map((w) => w.id) ?? [])],
  };
}

/** A rate may say more than the place: exempt goods in a taxed sale. */
const treatmentOf = (verdict: Verdict, rate: ResolvedRate | null): string => (rate && rate.treatment !== 'standard' ? rate.treatment : verdict.treatment);

export const remitterOf = (verdict: Verdict): Remitter => (verdict.liable === 'seller' || verdict.liable === 'platform' ? verdict.liable : 'none');

/** Splits a line's tax to its authorities: each rounded by itself where the pack says so, else by largest remainder of the one rounded tax. */
export function componentsOf(parts: readonly RateComponent[], baseMinor: bigint, taxMinor: bigint, remitter: Remitter, { level, mode }: Rounding): TaxComponent[] {
  if (parts.length === 0) return [];
  const taxes = level === 'component' ? parts.map((p) => taxOf(baseMinor, p.rate, 'excl', mode)) : allocate(taxMinor, parts.map((p) => p.rate));
  return parts.map((p, i) => ({ authority: p.authority, name: p.name, ratePct: pctOf(p.rate), baseMinor, taxMinor: taxes[i]!, remitter }));
}
