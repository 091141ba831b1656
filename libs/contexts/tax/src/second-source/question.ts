import { createHash } from 'node:crypto';
import type { Ctx } from '@stoa/platform/context';
import { canonical } from '../decision/decision.codec.js';
import type { ConsignmentFacts, Place, ProvidedTax } from '../evaluation/facts.js';

/** What a second source is asked of one consignment: where it goes, and what of which kind for how much. No names, no streets. */
export type TaxQuestion = {
  readonly place: string; readonly day: string; readonly currency: string; readonly shipFrom: Place; readonly shipTo: Place;
  readonly lines: readonly { readonly lineId: string; readonly taxCode: string; readonly amountMinor: bigint; readonly quantity: number }[]; readonly shippingMinor: bigint | null;
};
/** `silent`: no connection, no answer in time, or an answer that says nothing we may charge by. It is never 0 %. */
export type SourceAnswer = { readonly outcome: 'answered'; readonly reference: string; readonly lines: ProvidedTax['lines'] } | { readonly outcome: 'silent'; readonly reason: string };
/** A company that knows rates which the packs do not. It never throws for what a company may do. */
export type TaxSource = { calculate(ctx: Ctx, question: TaxQuestion, key: string): Promise<SourceAnswer> };
/** The sources this deployment can ask, by name. */
export type TaxSources = Readonly<Record<string, TaxSource>>;

export const SOURCES = ['stripe_tax'] as const;
export type SourceName = (typeof SOURCES)[number];

const HOUR_MS = 3_600_000;
/** Rates change at midnight: an answer is of a day, and of at most so many hours. */
export const FRESH_MS = 12 * HOUR_MS;
/** After a silence nobody is asked again for so long: a company that is down is not called by every shopper. */
export const PAUSE_MS = 30_000;

/** Codes of the Stripe tax catalogue for what we are sure of. What has none is not asked about: an answer for the wrong kind of goods would be a wrong rate. */
const TAX_CODES: readonly (readonly [category: RegExp, code: string])[] = [
  [/^goods\.(food|medicine|clothing|footwear|book|ebook|digital|periodical|alcohol|tobacco|school_supplies|emergency_supplies|appliance|electronics\.computer)(\.|$)/, ''],
  [/^goods(\.|$)/, 'txcd_99999999'],
];

/** What would be asked about a sale, or null where its kind of goods has no code that we are sure of. */
export function questionOf(facts: ConsignmentFacts): TaxQuestion | null {
  const lines = facts.lines.map(({ id, category, amountMinor, quantity }) => ({ lineId: id, amountMinor, quantity, taxCode: TAX_CODES.find(([pattern]) => pattern.test(category))?.[1] ?? '' }));
  if (facts.priceMode !== 'excl' || facts.shipTo.region === null || facts.shipTo.postcode === null || lines.some(({ taxCode }) => taxCode === '')) return null;
  return { place: `${facts.shipTo.country}-${facts.shipTo.region}`, day: facts.taxPoint.toISOString().slice(0, 10), currency: facts.currency, shipFrom: facts.shipFrom, shipTo: facts.shipTo, lines, shippingMinor: facts.shipping?.amountMinor ?? null };
}

/** Two sales that ask the same have one answer: lines are told apart by their place among the others, not by their ids. */
export const questionHash = ({ lines, ...rest }: TaxQuestion): string => createHash('sha256').update(canonical({ ...rest, lines: lines.map(({ lineId: _lineId, ...line }) => line) })).digest('hex');
