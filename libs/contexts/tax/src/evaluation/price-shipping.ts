import { allocate } from '@stoa/platform/money';
import type { TaxComponent, TaxedLine } from '../decision/decision.js';
import type { ShippingPolicy } from '../pack/pack.js';
import type { RemittedComponent, Verdict } from './liability.js';
import { componentsOf, followed, groupOf, indexesBy, type Item, type JudgedLine, type Rounding } from './price-lines.js';
import { pctOf, RATE_SCALE } from './rate.js';
import type { ResolvedRate } from './rates.js';

export type Shipping = { amountMinor: bigint; separatelyStated: boolean; policy: ShippingPolicy; ruleId: string };
/** A part of the delivery charge under one rate. `null` components: not taxed here. */
export type Share = { verdict: Verdict; rate: ResolvedRate | null; components: RemittedComponent[]; item: Item };
/** The charge's own rate and who remits it, for laws that do not let it follow the goods. */
export type OwnRate = () => { rate: ResolvedRate; components: RemittedComponent[] };

/** Says how the delivery charge is taxed: by the goods, split over their rates by NET worth (so that a cheap rate does not win by a high price), not at all, or by a rate of its own. */
export function sharesOf(given: readonly JudgedLine[], givenNets: readonly bigint[], shipping: Shipping, context: { mode: 'incl' | 'excl'; ownRate: OwnRate }): Share[] {
  // By id, so that the order of a cart decides nothing.
  const order = given.map((_, i) => i).sort((a, b) => (given[a]!.line.id < given[b]!.line.id ? -1 : 1));
  const [judged, nets] = [order.map((i) => given[i]!), order.map((i) => givenNets[i]!)];
  const taxed = judged.find((j) => j.rate !== null);
  if (!taxed) return followGoods(judged, nets, shipping, context.mode);
  const free: Share = { verdict: { ...taxed.verdict, treatment: 'exempt', liable: 'none' }, rate: null, components: [], item: item(shipping.amountMinor, [], 'free') };
  if (shipping.policy === 'exempt_if_separately_stated' && shipping.separatelyStated) return [free];
  if (shipping.policy === 'full_if_any_taxed' && judged.every((j) => followed(j).length === 0)) return [free];
  if (shipping.policy === 'always' || shipping.policy === 'full_if_any_taxed') {
    const { rate, components } = context.ownRate();
    return [{ verdict: taxed.verdict, rate, components, item: item(shipping.amountMinor, components, groupOf(components, taxed.verdict)) }];
  }
  return followGoods(judged, nets, shipping, context.mode);
}

const item = (base: bigint, components: readonly RemittedComponent[], group: string): Item => ({ id: '~shipping', base, quantity: 1n, excessMinor: null, components: components.map((c) => ({ ...c, band: null })), group });

/** One share per rate among the goods, in an order that does not depend on the lines' order. */
function followGoods(judged: readonly JudgedLine[], nets: readonly bigint[], { amountMinor }: Shipping, mode: 'incl' | 'excl'): Share[] {
  const components = judged.map(followed);
  const groups = [...indexesBy(judged.map((j, i) => (components[i] === j.components ? j.item.group : groupOf(components[i]!, j.verdict))), (group) => group)].sort(([a], [b]) => (a < b ? -1 : 1));
  const weighed = groups.map(([group, indexes]) => ({ group, first: { ...judged[indexes[0]!]!, components: components[indexes[0]!]! }, weight: indexes.reduce((sum, i) => sum + nets[i]!, 0n) }));
  const weights = weighed.map(({ first, weight }) => (mode === 'incl' ? weight * (RATE_SCALE + totalOf(first.components)) : weight));
  const amounts = allocate(amountMinor, weights.every((w) => w === 0n) ? weights.map(() => 1n) : weights);
  return weighed.map(({ group, first }, i) => ({ verdict: first.verdict, rate: first.rate, components: first.components, item: item(amounts[i]!, first.components, group) }));
}

const totalOf = (components: readonly RemittedComponent[]): bigint => components.reduce((sum, c) => sum + c.rate, 0n);

/** Puts the taxed shares together to the one line that a receipt shows. */
export function toShippingLine(shares: readonly Share[], taxes: readonly bigint[], { ruleId }: Shipping, { mode, rounding }: { mode: 'incl' | 'excl'; rounding: Rounding }): TaxedLine {
  const parts = shares.map((share, i) => {
    const netMinor = mode === 'incl' ? share.item.base - taxes[i]! : share.item.base;
    return { netMinor, taxMinor: taxes[i]!, components: componentsOf(share.item, { netMinor, taxMinor: taxes[i]! }, mode, rounding) };
  });
  const netMinor = parts.reduce((sum, p) => sum + p.netMinor, 0n);
  const taxMinor = parts.reduce((sum, p) => sum + p.taxMinor, 0n);
  const single = shares.length === 1 ? shares[0]! : null;
  const taxed = shares.find((s) => s.components.length > 0) ?? shares[0]!;
  const treatment = treatmentOf(taxed);
  return {
    id: 'shipping', category: 'charge.shipping', rateCode: single ? (single.rate?.code ?? (treatment === 'exempt' ? 'exempt' : 'none')) : 'mixed', treatment, liable: treatment === 'exempt' ? 'none' : taxed.verdict.liable,
    ratePct: single ? pctOf(totalOf(single.components)) : 'mixed', netMinor, taxMinor, grossMinor: netMinor + taxMinor, thirdPartyMinor: 0n,
    components: mergeComponents(parts.flatMap((p) => p.components)), why: [...taxed.verdict.rules.map((r) => r.id), ruleId],
  };
}

/** As with the goods that it follows: a rate may say more than the place, and what follows goods below the price from which they are taxed is as free as they are. */
function treatmentOf({ verdict, rate, components }: Share): string {
  if (rate && rate.treatment !== 'standard') return rate.treatment;
  return rate && components.length === 0 ? 'exempt' : verdict.treatment;
}

function mergeComponents(components: readonly TaxComponent[]): TaxComponent[] {
  const merged = new Map<string, TaxComponent>();
  for (const c of components) {
    const key = `${c.authority}|${c.ratePct}|${c.remitter}`;
    const before = merged.get(key);
    merged.set(key, before ? { ...before, baseMinor: before.baseMinor + c.baseMinor, taxMinor: before.taxMinor + c.taxMinor } : c);
  }
  return [...merged.values()];
}
