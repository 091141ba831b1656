import { allocate } from '@stoa/platform/money';
import type { TaxComponent, TaxedLine } from '../decision/decision.js';
import type { ShippingPolicy } from '../pack/pack.js';
import type { RemittedComponent, Verdict } from './liability.js';
import { componentsOf, followed, groupOf, indexesBy, isOneGroup, taxIn, totalRate, wholePctOf, type Group, type Item, type JudgedLine, type Rounding } from './price-lines.js';
import { RATE_SCALE } from './rate.js';
import type { ResolvedRate } from './rates.js';

export type Shipping = { amountMinor: bigint; separatelyStated: boolean; policy: ShippingPolicy; ruleId: string };
/** A part of the delivery charge under one rate. `null` rate: not taxed here. */
export type Share = { verdict: Verdict; rate: ResolvedRate | null; components: readonly RemittedComponent[]; item: Item };
/** The charge's own rate and who remits it, for laws that do not let it follow the goods. */
export type OwnRate = () => { rate: ResolvedRate; components: readonly RemittedComponent[] };
type Priced = { mode: 'incl' | 'excl'; rounding: Rounding };

/** Says how the delivery charge is taxed: by the goods, split over their rates by NET worth (so that a cheap rate does not win by a high price), not at all, or by a rate of its own. */
export function sharesOf(given: readonly JudgedLine[], shipping: Shipping, { ownRate, ...priced }: Priced & { ownRate: OwnRate }): Share[] {
  const judged = byId(given);
  const taxed = judged.find((j) => j.rate !== null);
  if (!taxed) return followGoods(judged, shipping, priced);
  const { policy } = shipping;
  if ((policy === 'exempt_if_separately_stated' && shipping.separatelyStated) || (policy === 'full_if_any_taxed' && judged.every((j) => followed(j).length === 0))) {
    const verdict: Verdict = { ...taxed.verdict, treatment: 'exempt', liable: 'none' };
    return [{ verdict, rate: null, components: [], item: item(shipping.amountMinor, [], verdict) }];
  }
  if (policy === 'always' || policy === 'full_if_any_taxed') {
    const { rate, components } = ownRate();
    return [{ verdict: taxed.verdict, rate, components, item: item(shipping.amountMinor, components, taxed.verdict) }];
  }
  return followGoods(judged, shipping, priced);
}

/** So that the order of a cart decides nothing. */
function byId(judged: readonly JudgedLine[]): readonly JudgedLine[] {
  for (let i = 1; i < judged.length; i += 1) if (judged[i]!.line.id < judged[i - 1]!.line.id) return judged.toSorted((a, b) => (a.line.id < b.line.id ? -1 : 1));
  return judged;
}

const item = (base: bigint, components: readonly RemittedComponent[], { liable, treatment }: Pick<Verdict, 'liable' | 'treatment'>): Item => ({
  id: '~shipping', base, quantity: 1n, excessMinor: null, components: components.every(({ band }) => band === null) ? components : components.map((c) => ({ ...c, band: null })), liable, treatment,
});

/** One share per rate among the goods, in an order that does not depend on the lines' order. */
function followGoods(judged: readonly JudgedLine[], { amountMinor }: Shipping, priced: Priced): Share[] {
  const parts = judged.map((j): Part => ({ judged: j, components: followed(j), liable: j.verdict.liable, treatment: j.verdict.treatment }));
  if (isOneGroup(parts)) return [shareOf(parts[0]!, amountMinor)];
  const groups = [...indexesBy(parts, groupOf)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, indexes]) => indexes.map((i) => parts[i]!));
  const weights = groups.map((group) => {
    const net = group.reduce((sum, part) => sum + netOf(part.judged.item, priced), 0n);
    return priced.mode === 'incl' ? net * (RATE_SCALE + totalRate(group[0]!.components)) : net;
  });
  const amounts = allocate(amountMinor, weights.every((w) => w === 0n) ? weights.map(() => 1n) : weights);
  return groups.map((group, i) => shareOf(group[0]!, amounts[i]!));
}

type Part = Group & { judged: JudgedLine };
const shareOf = ({ judged: { verdict, rate }, components }: Part, amountMinor: bigint): Share => ({ verdict, rate, components, item: item(amountMinor, components, verdict) });
const netOf = (one: Item, { mode, rounding }: Priced): bigint => (mode === 'excl' ? one.base : one.base - taxIn(one, rounding.mode));

/** Puts the taxed shares together to the one line that a receipt shows. */
export function toShippingLine(shares: readonly Share[], taxes: readonly bigint[], { ruleId }: Shipping, { mode, rounding }: Priced): TaxedLine {
  let [netMinor, taxMinor] = [0n, 0n];
  const components: TaxComponent[] = [];
  shares.forEach((share, i) => {
    const tax = taxes[i]!;
    const net = mode === 'incl' ? share.item.base - tax : share.item.base;
    netMinor += net;
    taxMinor += tax;
    merge(components, componentsOf(share.item, { netMinor: net, taxMinor: tax }, mode, rounding));
  });
  const single = shares.length === 1 ? shares[0]! : null;
  const taxed = shares.find((s) => s.components.length > 0) ?? shares[0]!;
  const treatment = treatmentOf(taxed);
  return {
    id: 'shipping', category: 'charge.shipping', rateCode: single ? (single.rate?.code ?? (treatment === 'exempt' ? 'exempt' : 'none')) : 'mixed', treatment, liable: treatment === 'exempt' ? 'none' : taxed.verdict.liable,
    ratePct: single ? wholePctOf(single.components) : 'mixed', netMinor, taxMinor, grossMinor: netMinor + taxMinor, thirdPartyMinor: 0n,
    components, why: [...taxed.verdict.rules.map((r) => r.id), ruleId],
  };
}

/** As with the goods that it follows: a rate may say more than the place, and what follows goods below the price from which they are taxed is as free as they are. */
function treatmentOf({ verdict, rate, components }: Share): string {
  if (rate && rate.treatment !== 'standard') return rate.treatment;
  return rate && components.length === 0 ? 'exempt' : verdict.treatment;
}

/** Adds parts to those of the same authority, rate and remitter. */
function merge(into: TaxComponent[], more: readonly TaxComponent[]): void {
  for (const c of more) {
    const at = into.findIndex((one) => one.authority === c.authority && one.ratePct === c.ratePct && one.remitter === c.remitter);
    if (at < 0) into.push(c);
    else into[at] = { ...into[at]!, baseMinor: into[at]!.baseMinor + c.baseMinor, taxMinor: into[at]!.taxMinor + c.taxMinor };
  }
}
