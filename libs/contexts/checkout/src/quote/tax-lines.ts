import { moneyView } from '@stoa/platform/money';
import { type TaxDecision, explainDecision } from '@stoa/tax';
import type { TaxLineView } from './cart-view.schemas.js';
import type { QuotedConsignment } from './quote.js';

type Sum = { rate: string; jurisdiction: string; currency: string; baseMinor: bigint; taxMinor: bigint; whys: Set<string> };

/** The taxes of some consignments, one line per jurisdiction and rate: a shopper sees 19 % once, not once per parcel. */
export function taxLinesOf(consignments: readonly Pick<QuotedConsignment, 'tax' | 'parts'>[], locale: string): TaxLineView[] {
  const sums = new Map<string, Sum>();
  for (const { tax, parts } of consignments) if (tax) addDecision(sums, tax, locale, Object.fromEntries(parts.map((part) => [part.partId, part.line.title])));
  return [...sums.values()].map((sum) => ({
    label: `${percentText(sum.rate, locale)}, ${sum.jurisdiction}`, rate_pct: sum.rate, base: moneyView({ minor: sum.baseMinor, currency: sum.currency }),
    amount: moneyView({ minor: sum.taxMinor, currency: sum.currency }), jurisdiction: sum.jurisdiction, why: [...sum.whys].join('\n'),
  }));
}

function addDecision(sums: Map<string, Sum>, decision: TaxDecision, locale: string, lineNames: Record<string, string>): void {
  const explained = new Map(explainDecision(decision, locale, { lineNames }).lines.map((line) => [line.id, line]));
  const jurisdiction = decision.placeName[locale.slice(0, 2)] ?? decision.placeName['en'] ?? decision.place;
  for (const line of [...decision.lines, ...(decision.shipping ? [decision.shipping] : [])]) {
    for (const [rate, baseMinor, taxMinor] of ratesOf(line)) {
      const key = `${decision.place} ${rate}`;
      const sum = sums.get(key) ?? { rate, jurisdiction, currency: decision.currency, baseMinor: 0n, taxMinor: 0n, whys: new Set() };
      const because = explained.get(line.id)?.steps.join(' ');
      if (because) sum.whys.add(because);
      sums.set(key, { ...sum, baseMinor: sum.baseMinor + baseMinor, taxMinor: sum.taxMinor + taxMinor });
    }
  }
}

/** A line under one rate is told whole (its authorities' parts stand in the words); shipping that goes with goods of several rates by its parts. */
function ratesOf(line: TaxDecision['lines'][number]): [rate: string, base: bigint, tax: bigint][] {
  if (line.ratePct !== 'mixed') return [[line.ratePct, line.netMinor, line.taxMinor]];
  return line.components.map((component) => [component.ratePct, component.baseMinor, component.taxMinor]);
}

const percentText = (rate: string, locale: string): string => `${new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(Number(rate))} %`;
