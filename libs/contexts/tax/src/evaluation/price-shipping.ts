import { allocate } from '@stoa/platform/money';
import type { TaxComponent, TaxedLine } from '../decision/decision.js';
import type { Verdict } from './liability.js';
import { taxOf } from './lines.js';
import { componentsOf, indexesBy, remitterOf, type JudgedLine, type Rounding } from './price-lines.js';
import { pctOf, RATE_SCALE } from './rate.js';
import type { ResolvedRate } from './rates.js';

type Shipping = { amountMinor: bigint; policy: 'follows_goods' | 'exempt_if_separately_stated' | 'always'; ruleId: string };
type Share = { rate: ResolvedRate | null; verdict: Verdict; weight: bigint };

/** Taxes the delivery charge. Following the goods, it is split over their rates by NET worth, so that a cheap rate does not win by a high price. */
export function priceShipping(judged: readonly JudgedLine[], lines: readonly TaxedLine[], shipping: Shipping, mode: 'incl' | 'excl', rounding: Rounding): TaxedLine {
  if (shipping.policy === 'exempt_if_separately_stated' && judged.some((j) => j.rate !== null)) return untaxed(shipping, judged[0]!.verdict);
  const shares = sharesOf(judged, lines);
  const amounts = allocate(shipping.amountMinor, shares.map((s) => (mode === 'incl' ? s.weight * (RATE_SCALE + (s.rate?.total ?? 0n)) : s.weight)));
  const parts = shares.map((share, i) => priceShare(share, amounts[i]!, mode, rounding));
  const netMinor = parts.reduce((sum, p) => sum + p.netMinor, 0n);
  const taxMinor = parts.reduce((sum, p) => sum + p.taxMinor, 0n);
  const single = shares.length === 1 ? shares[0]! : null;
  const taxed = shares.find((s) => s.rate && s.rate.total > 0n) ?? shares[0]!;
  return {
    id: 'shipping', category: 'charge.shipping', rateCode: single ? (single.rate?.code ?? 'none') : 'mixed',
    treatment: taxed.rate && taxed.rate.treatment !== 'standard' ? taxed.rate.treatment : taxed.verdict.treatment, liable: taxed.verdict.liable,
    ratePct: single ? pctOf(single.rate?.total ?? 0n) : 'mixed', netMinor, taxMinor, grossMinor: netMinor + taxMinor, thirdPartyMinor: 0n,
    components: mergeComponents(parts.flatMap((p) => p.components)), why: [...taxed.verdict.rules.map((r) => r.id), shipping.ruleId],
  };
}

const untaxed = ({ amountMinor, ruleId }: Shipping, verdict: Verdict): TaxedLine => ({
  id: 'shipping', category: 'charge.shipping', rateCode: 'exempt', treatment: 'exempt', liable: 'none', ratePct: '0', netMinor: amountMinor, taxMinor: 0n, grossMinor: amountMinor,
  thirdPartyMinor: 0n, components: [], why: [...verdict.rules.map((r) => r.id), ruleId],
});

/** One share per rate among the goods, in an order that does not depend on the lines' order. */
function sharesOf(judged: readonly JudgedLine[], lines: readonly TaxedLine[]): Share[] {
  const keyOf = (j: JudgedLine) => `${j.rate ? j.rate.components.map((c) => `${c.authority}=${c.rate}`).join('+') : '-'}|${j.verdict.liable}|${j.verdict.treatment}`;
  const groups = [...indexesBy(judged, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  const shares = groups.map(([, indexes]) => ({ rate: judged[indexes[0]!]!.rate, verdict: judged[indexes[0]!]!.verdict, weight: indexes.reduce((sum, i) => sum + lines[i]!.netMinor, 0n) }));
  return shares.every((s) => s.weight === 0n) ? shares.map((s) => ({ ...s, weight: 1n })) : shares;
}

function priceShare({ rate, verdict }: Share, amount: bigint, mode: 'incl' | 'excl', rounding: Rounding) {
  const perComponent = rounding.level === 'component' && mode === 'excl';
  const parts = rate?.components ?? [];
  const taxMinor = perComponent ? parts.reduce((sum, p) => sum + taxOf(amount, p.rate, 'excl', rounding.mode), 0n) : taxOf(amount, rate?.total ?? 0n, mode, rounding.mode);
  const netMinor = mode === 'incl' ? amount - taxMinor : amount;
  return { netMinor, taxMinor, components: componentsOf(parts, netMinor, taxMinor, remitterOf(verdict), perComponent ? rounding : { ...rounding, level: 'line' }) };
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
