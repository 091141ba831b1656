import { allocate, mulDiv } from '@stoa/platform/money';
import type { TaxComponent, TaxedLine } from '../decision/decision.js';
import type { RoundingLevel, RoundingMode } from '../pack/pack.js';
import type { LineFacts } from './facts.js';
import type { RemittedComponent, Verdict } from './liability.js';
import { baseOf, taxOf, thirdPartyOf } from './lines.js';
import { NoAnswer } from './no-answer.js';
import { pctOf, RATE_SCALE } from './rate.js';
import type { ResolvedRate } from './rates.js';

export type Rounding = { level: RoundingLevel; mode: RoundingMode };
/** A line of goods with what law says of it: no rate where nothing is taxed here. `item` is what is counted of it. */
export type JudgedLine = { line: LineFacts; verdict: Verdict; rate: ResolvedRate | null; components: RemittedComponent[]; item: Item };
/** Something to be taxed: a line, or the part of the delivery charge that follows one rate. */
export type Item = { id: string; base: bigint; quantity: bigint; excessMinor: bigint | null; components: readonly RemittedComponent[]; group: string };

export const itemOf = ({ line, verdict, rate, components }: Omit<JudgedLine, 'item'>): Item => ({
  id: line.id, base: baseOf(line), quantity: BigInt(line.quantity), excessMinor: rate?.excessMinor ?? null, components, group: groupOf(components, verdict),
});

/** What is rounded together at the level of the document: the same rates, owed by the same party. */
export const groupOf = (components: readonly RemittedComponent[], { liable, treatment }: Pick<Verdict, 'liable' | 'treatment'>): string =>
  `${components.map((c) => `${c.authority}=${c.rate}/${c.remitter}`).join('+')}|${liable}|${treatment}`;

/** The part of an item's price that a component is counted on, without tax. */
function baseFor({ base, quantity, excessMinor }: Item, { band }: RemittedComponent): bigint {
  const above = excessMinor === null ? base : max(0n, base - excessMinor * quantity);
  if (!band) return above;
  const upper = band.to === null ? above : min(above, band.to * quantity);
  return max(0n, upper - band.from * quantity);
}

/** The components that tax the whole of an item's price from its first cent on: what a delivery charge can follow. */
export function followed({ components, item }: JudgedLine): RemittedComponent[] {
  const isFollowed = (c: RemittedComponent) => (c.band?.from ?? 0n) === 0n && (item.base === 0n || baseFor(item, c) > 0n);
  return components.every(isFollowed) ? components : components.filter(isFollowed);
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const totalRate = ({ components }: Item): bigint => components.reduce((sum, c) => sum + c.rate, 0n);
/** The exact tax of an item whose price is without it, as a numerator over RATE_SCALE. */
const exactTax = (item: Item): bigint => item.components.reduce((sum, c) => sum + baseFor(item, c) * c.rate, 0n);

/** Counts the tax of every item at the pack's rounding level, in the order of the items. */
export function taxesOf(items: readonly Item[], mode: 'incl' | 'excl', rounding: Rounding): bigint[] {
  if (mode === 'incl' && items.some((item) => item.excessMinor !== null || item.components.some((c) => c.band))) {
    throw new NoAnswer('tax.price_mode', 'A law that taxes only part of an item\'s price cannot be counted out of a price with tax; sell there at prices without tax.');
  }
  if (rounding.level === 'document_rate') return taxesByGroup(items, mode, rounding.mode);
  return items.map((item) => {
    if (mode === 'incl') return taxOf(item.base, totalRate(item), 'incl', rounding.mode);
    if (rounding.level === 'component') return item.components.reduce((sum, c) => sum + mulDiv(baseFor(item, c), c.rate, RATE_SCALE, rounding.mode), 0n);
    return mulDiv(exactTax(item), 1n, RATE_SCALE, rounding.mode);
  });
}

/** Document level (EN 16931, BR-CO-17): one rounding per rate over the whole consignment, then dealt to the items by largest remainder. */
function taxesByGroup(items: readonly Item[], mode: 'incl' | 'excl', rounding: RoundingMode): bigint[] {
  const taxes: bigint[] = items.map(() => 0n);
  for (const indexes of indexesBy(items, (item) => item.group).values()) {
    // Ties go to the first by id, so that the order of a cart changes no cent.
    const group = indexes.sort((a, b) => (items[a]!.id < items[b]!.id ? -1 : 1)).map((i) => ({ i, item: items[i]! }));
    const weights = group.map(({ item }) => (mode === 'incl' ? item.base : exactTax(item)));
    const whole = weights.reduce((a, b) => a + b, 0n);
    const tax = mode === 'incl' ? taxOf(whole, totalRate(group[0]!.item), 'incl', rounding) : mulDiv(whole, 1n, RATE_SCALE, rounding);
    allocate(tax, weights).forEach((share, k) => (taxes[group[k]!.i] = share));
  }
  return taxes;
}

/** Positions of a list grouped by what their items have in common. */
export function indexesBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  items.forEach((item, i) => {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return groups;
}

/** net + tax = gross on each line, components sum to its tax. */
export function toTaxedLine(judged: JudgedLine, taxMinor: bigint, mode: 'incl' | 'excl', rounding: Rounding): TaxedLine {
  const { line, verdict, rate, item } = judged;
  const netMinor = mode === 'incl' ? item.base - taxMinor : item.base;
  const components = componentsOf(item, { netMinor, taxMinor }, mode, rounding);
  const treatment = treatmentOf(judged, components);
  return {
    id: line.id, category: line.category, rateCode: rate?.code ?? 'none', treatment, liable: treatment === 'exempt' ? 'none' : verdict.liable,
    ratePct: pctOf(judged.components.filter((_, i) => components[i]!.baseMinor > 0n || item.base === 0n).reduce((sum, c) => sum + c.rate, 0n)),
    netMinor, taxMinor, grossMinor: netMinor + taxMinor, thirdPartyMinor: thirdPartyOf(line), components: components.filter((c) => c.baseMinor > 0n || item.base === 0n),
    why: [...verdict.rules.map((r) => r.id), ...(rate?.why.map((w) => w.id) ?? [])],
  };
}

/** A rate may say more than the place: exempt goods in a taxed sale, an item below what is taxed. */
function treatmentOf({ verdict, rate, components }: JudgedLine, taxed: readonly TaxComponent[]): string {
  if (rate && rate.treatment !== 'standard') return rate.treatment;
  if (rate && components.length > 0 && rate.excessMinor !== null && taxed.every((c) => c.baseMinor === 0n)) return 'exempt';
  return verdict.treatment;
}

/** Splits an item's tax to its authorities: each rounded by itself where the pack says so, else by largest remainder of the one rounded tax. */
export function componentsOf(item: Item, { netMinor, taxMinor }: { netMinor: bigint; taxMinor: bigint }, mode: 'incl' | 'excl', { level, mode: rounding }: Rounding): TaxComponent[] {
  if (item.components.length === 0) return [];
  const bases = item.components.map((c) => (mode === 'incl' ? netMinor : baseFor(item, c)));
  const taxes = level === 'component' && mode === 'excl' ? item.components.map((c, i) => mulDiv(bases[i]!, c.rate, RATE_SCALE, rounding)) : allocate(taxMinor, weightsOf(item, bases));
  return item.components.map((c, i) => ({ authority: c.authority, name: c.name, ratePct: pctOf(c.rate), baseMinor: bases[i]!, taxMinor: taxes[i]!, remitter: c.remitter }));
}

/** A line may be dealt a cent of the document's tax although its own base is nothing: then the rates alone split it. */
function weightsOf({ components }: Item, bases: readonly bigint[]): bigint[] {
  const weights = components.map((c, i) => c.rate * bases[i]!);
  return weights.every((weight) => weight === 0n) ? components.map((c) => c.rate) : weights;
}
