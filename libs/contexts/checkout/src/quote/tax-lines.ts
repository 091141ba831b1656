import { moneyView } from '@stoa/platform/money';
import { sumByRate } from '@stoa/tax';
import type { TaxLineView } from './cart-view.schemas.js';
import type { QuotedConsignment } from './quote.js';

/** The taxes of some consignments, one line per jurisdiction and rate: a shopper sees 19 % once, not once per parcel. */
export function taxLinesOf(consignments: readonly Pick<QuotedConsignment, 'tax' | 'parts'>[], locale: string): TaxLineView[] {
  const decided = consignments.flatMap(({ tax, parts }) => (tax ? [{ decision: tax, lineNames: Object.fromEntries(parts.map((part) => [part.partId, part.line.title])) }] : []));
  return sumByRate(decided, locale).map((sum) => ({
    label: sum.label, rate_pct: sum.ratePct, base: moneyView({ minor: sum.baseMinor, currency: sum.currency }), amount: moneyView({ minor: sum.taxMinor, currency: sum.currency }),
    jurisdiction: sum.jurisdiction, why: sum.why,
  }));
}
