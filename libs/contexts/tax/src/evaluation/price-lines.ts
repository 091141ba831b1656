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
export type JudgedLine = { line: LineFacts; verdict: Verdict; rate: ResolvedRate | null; components: readonly RemittedComponent[]; item: Item };
/** What is rounded together at the level of the document: the same rates, owed by the same party. */
export type Group = { components: readonly RemittedComponent[]; liable: string; treatment: string };
/** Something to be taxed: a line, or the part of the delivery charge that follows one rate. */
export type Item = Group & { id: string; base: bigint; quantity: bigint; excessMinor: bigint | null };

export const itemOf = (line: LineFacts, { liable, treatment }: Verdict, rate: ResolvedRate | null, components: readonly RemittedComponent[]): Item => ({
  id: line.id, base: baseOf(line), quantity: BigInt(line.quantity), excessMinor: rate === null ? null : rate.excessMinor, components, liable, treatment,
});

/** The name of a group. Most consignments have one: whoever compares asks `isOneGroup` first. */
export const groupOf = ({ components, liable, treatment }: Group): string => `${components.map((c) => `${c.authority}=${c.rate}/${c.remitter}`).join('+')}|${liable}|${treatment}`;

/** Are all of one group, as far as can be seen without spelling the groups out? */
export function isOneGroup(groups: readonly Group[]): boolean {
  const first = groups[0]!;
  for (const group of groups) if (group !== first && (group.components !== first.components || group.liable !== first.liable || group.treatment !== first.treatment)) return false;
  return true;
}

/** The part of an item's price that a component is counted on, without tax. */
function baseFor({ base, quantity, excessMinor }: Item, { band }: RemittedComponent): bigint {
  const above = excessMinor === null ? base : max(0n, base - excessMinor * quantity);
  if (!band) return above;
  const upper = band.to === null ? above : min(above, band.to * quantity);
  return max(0n, upper - band.from * quantity);
}

/** The components that tax the whole of an item's price from its first cent on: what a delivery charge can follow. */
export function followed({ components, item }: JudgedLine): readonly RemittedComponent[] {
  const isFollowed = (c: RemittedComponent) => (c.band === null || c.band.from === 0n) && (item.base === 0n || baseFor(item, c) > 0n);
  return components.every(isFollowed) ? components : components.filter(isFollowed);
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** The whole rate of what is charged together. */
export function totalRate(components: readonly RemittedComponent[]): bigint {
  if (components.length === 1) return components[0]!.rate;
  let total = 0n;
  for (const { rate } of components) total += rate;
  return total;
}

/** The exact tax of an item whose price is without it, as a numerator over RATE_SCALE. */
function exactTax(item: Item): bigint {
  let tax = 0n;
  for (const component of item.components) tax += baseFor(item, component) * component.rate;
  return tax;
}

/** Refuses to count a tax out of a price that only partly bears it. */
export function refuseInclusiveParts(items: readonly Item[]): void {
  for (const { excessMinor, components } of items) {
    if (excessMinor === null && components.every(({ band }) => band === null)) continue;
    throw new NoAnswer('tax.price_mode', 'A law that taxes only part of an item\'s price cannot be counted out of a price with tax; sell there at prices without tax.');
  }
}

/** Counts the tax of every item at the pack's rounding level, in the order of the items. */
export function taxesOf(items: readonly Item[], mode: 'incl' | 'excl', rounding: Rounding): bigint[] {
  if (mode === 'incl') refuseInclusiveParts(items);
  if (rounding.level === 'document_rate') return taxesByGroup(items, mode, rounding.mode);
  return items.map((item) => taxAlone(item, mode, rounding));
}

function taxAlone(item: Item, mode: 'incl' | 'excl', { level, mode: rounding }: Rounding): bigint {
  if (mode === 'incl') return taxIn(item, rounding);
  if (level !== 'component') return mulDiv(exactTax(item), 1n, RATE_SCALE, rounding);
  let tax = 0n;
  for (const component of item.components) tax += mulDiv(baseFor(item, component), component.rate, RATE_SCALE, rounding);
  return tax;
}

/** The tax in an item's price, rounded by itself. */
export const taxIn = (item: Item, rounding: RoundingMode): bigint => taxOf(item.base, totalRate(item.components), 'incl', rounding);

/** Document level (EN 16931, BR-CO-17): one rounding per rate over the whole consignment, then dealt to the items by largest remainder. */
function taxesByGroup(items: readonly Item[], mode: 'incl' | 'excl', rounding: RoundingMode): bigint[] {
  const taxes: bigint[] = items.map(() => 0n);
  const groups = isOneGroup(items) ? [items.map((_, i) => i)] : indexesBy(items, groupOf).values();
  for (const indexes of groups) {
    // Ties go to the first by id, so that the order of a cart changes no cent.
    if (indexes.length > 1) indexes.sort((a, b) => (items[a]!.id < items[b]!.id ? -1 : 1));
    const weights = indexes.map((i) => (mode === 'incl' ? items[i]!.base : exactTax(items[i]!)));
    let whole = 0n;
    for (const weight of weights) whole += weight;
    const tax = mode === 'incl' ? taxOf(whole, totalRate(items[indexes[0]!]!.components), 'incl', rounding) : mulDiv(whole, 1n, RATE_SCALE, rounding);
    const shares = allocate(tax, weights);
    for (let k = 0; k < shares.length; k += 1) taxes[indexes[k]!] = shares[k]!;
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
  // An authority that taxes nothing of this price is not named.
  const named = item.base === 0n || components.every((c) => c.baseMinor > 0n) ? null : components.map((c) => c.baseMinor > 0n);
  return {
    id: line.id, category: line.category, rateCode: rate === null ? 'none' : rate.code, treatment, liable: treatment === 'exempt' ? 'none' : verdict.liable,
    ratePct: wholePctOf(named === null ? judged.components : judged.components.filter((_, i) => named[i])),
    netMinor, taxMinor, grossMinor: netMinor + taxMinor, thirdPartyMinor: thirdPartyOf(line), components: named === null ? components : components.filter((_, i) => named[i]),
    why: whyOf(verdict.rules, rate === null ? [] : rate.why),
  };
}

/** The whole rate in print. */
export const wholePctOf = (components: readonly RemittedComponent[]): string => (components.length === 1 ? components[0]!.pct : pctOf(totalRate(components)));

function whyOf(rules: readonly { id: string }[], rates: readonly { id: string }[]): string[] {
  const why: string[] = [];
  for (const { id } of rules) why.push(id);
  for (const { id } of rates) why.push(id);
  return why;
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
  if (item.components.length === 1) {
    const [only] = item.components as [RemittedComponent];
    return [toComponent(only, mode === 'incl' ? netMinor : baseFor(item, only), taxMinor)];
  }
  const bases = item.components.map((c) => (mode === 'incl' ? netMinor : baseFor(item, c)));
  const taxes = level === 'component' && mode === 'excl' ? item.components.map((c, i) => mulDiv(bases[i]!, c.rate, RATE_SCALE, rounding)) : allocate(taxMinor, weightsOf(item, bases));
  return item.components.map((c, i) => toComponent(c, bases[i]!, taxes[i]!));
}

const toComponent = ({ authority, name, pct, remitter }: RemittedComponent, baseMinor: bigint, taxMinor: bigint): TaxComponent => ({ authority, name, ratePct: pct, baseMinor, taxMinor, remitter });

/** A line may be dealt a cent of the document's tax although its own base is nothing: then the rates alone split it. */
function weightsOf({ components }: Item, bases: readonly bigint[]): bigint[] {
  const weights = components.map((c, i) => c.rate * bases[i]!);
  return weights.every((weight) => weight === 0n) ? components.map((c) => c.rate) : weights;
}
