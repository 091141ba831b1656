import type { TaxDecision, TaxedLine } from './decision.js';
import { explainDecision } from './explain-decision.js';

/** What of several decisions falls under one rate in one place, as people read it: "19 %, Deutschland", and why. */
export type RateSum = { readonly label: string; readonly ratePct: string; readonly jurisdiction: string; readonly currency: string; readonly baseMinor: bigint; readonly taxMinor: bigint; readonly why: string };
export type NamedDecision = { readonly decision: TaxDecision; readonly lineNames: Readonly<Record<string, string>> };

/** Adds up decisions rate by rate, in the reader's language: for the cart, the checkout and the page of an order, from what was decided and nothing else. */
export function sumByRate(decisions: readonly NamedDecision[], locale: string): RateSum[] {
  const sums = new Map<string, Sum>();
  for (const one of decisions) add(sums, one, locale);
  return [...sums.values()].map(({ whys, ...sum }) => ({ ...sum, label: `${percentText(sum.ratePct, locale)}, ${sum.jurisdiction}`, why: [...whys].join('\n') }));
}

type Sum = Omit<RateSum, 'label' | 'why'> & { readonly whys: Set<string> };

function add(sums: Map<string, Sum>, { decision, lineNames }: NamedDecision, locale: string): void {
  const explained = new Map(explainDecision(decision, locale, { lineNames }).lines.map((line) => [line.id, line]));
  const jurisdiction = decision.placeName[locale.slice(0, 2)] ?? decision.placeName['en'] ?? decision.place;
  for (const line of [...decision.lines, ...(decision.shipping ? [decision.shipping] : [])]) {
    for (const [ratePct, baseMinor, taxMinor] of ratesOf(line)) {
      const key = `${decision.place} ${ratePct}`;
      const sum = sums.get(key) ?? { ratePct, jurisdiction, currency: decision.currency, baseMinor: 0n, taxMinor: 0n, whys: new Set<string>() };
      const because = explained.get(line.id)?.steps.join(' ');
      if (because) sum.whys.add(because);
      sums.set(key, { ...sum, baseMinor: sum.baseMinor + baseMinor, taxMinor: sum.taxMinor + taxMinor });
    }
  }
}

/** A line under one rate is told whole (its authorities' parts stand in the words); shipping that goes with goods of several rates by its parts. */
function ratesOf(line: TaxedLine): [rate: string, base: bigint, tax: bigint][] {
  if (line.ratePct !== 'mixed') return [[line.ratePct, line.netMinor, line.taxMinor]];
  return line.components.map((component) => [component.ratePct, component.baseMinor, component.taxMinor]);
}

const percentText = (rate: string, locale: string): string => `${new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(Number(rate))} %`;
