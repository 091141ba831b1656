import { ENGINE } from '../evaluation/engine.js';
import { noOverlay, type ConsignmentFacts, type ExchangeRate } from '../evaluation/facts.js';
import { crossingOf } from '../evaluation/exchange.js';
import { situate, type Territory } from '../evaluation/situation.js';
import { chainOf, type PackSet } from '../pack/pack.js';

/** A rate that somebody publishes, and the days it holds for. One unit of `base` costs `rate` units of `quote`. */
export type ReferenceRate = { readonly source: string; readonly base: string; readonly quote: string; readonly rate: string; /** First and last day; null: until the next one, at most a week. */ readonly from: string; readonly to: string | null };
/** What a law measures its limits in, and whose rates it takes, the first choice first. */
export type AskedCurrency = { readonly currency: string; readonly sources: readonly string[] };

/** Whoever publishes daily is silent over feasts: Easter and New Year are the longest. After this nothing is known any more. */
export const DAILY_RATE_HOLDS_DAYS = 7;
/** Taken where a law does not say whose rates it wants. */
export const USUAL_SOURCES: readonly string[] = ['ecb'];

const DAY_MS = 86_400_000;
/** A calendar day some days later. */
export const dayPlus = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
/** The last day a rate may be used for. */
export const lastDayOf = ({ from, to }: Pick<ReferenceRate, 'from' | 'to'>): string => to ?? dayPlus(from, DAILY_RATE_HOLDS_DAYS);
export const isInForce = (rate: ReferenceRate, day: string): boolean => rate.from <= day && day <= lastDayOf(rate);

/** The currencies, other than its own, that the laws of both ends of a sale measure by. */
export function currenciesAsked(packs: PackSet, facts: ConsignmentFacts): AskedCurrency[] {
  const { from, to } = situate(packs, facts, noOverlay, ENGINE);
  const asked = new Map<string, Set<string>>();
  for (const { currency, sources } of [...ofTerritory(packs, to), ...ofTerritory(packs, from)]) {
    if (currency === facts.currency) continue;
    asked.set(currency, new Set([...(asked.get(currency) ?? []), ...sources]));
  }
  return [...asked].map(([currency, sources]) => ({ currency, sources: [...sources] }));
}

function ofTerritory(packs: PackSet, { law }: Territory): AskedCurrency[] {
  if (!law) return [];
  return chainOf(packs, law.pack.id).flatMap(({ pack }) => {
    const currency = pack.exchange?.currency ?? pack.currency;
    return currency === undefined ? [] : [{ currency, sources: pack.exchange?.sources ?? USUAL_SOURCES }];
  });
}

/** The day by which the rates of a sale are chosen: that of its tax point where it is taxed. */
export const rateDay = (packs: PackSet, facts: ConsignmentFacts): string => situate(packs, facts, noOverlay, ENGINE).to.day;

/** Of the published rates those that this sale is to be judged by: for each currency the first source that leads there, the newest of it that holds. */
export function ratesOfSale(known: readonly ReferenceRate[], asked: readonly AskedCurrency[], sale: { currency: string; day: string }): ExchangeRate[] {
  const newest = newestInForce(known, sale.day);
  const chosen = asked.flatMap(({ currency, sources }) => {
    for (const source of sources) {
      const crossing = crossingOf(newest.filter((rate) => rate.source === source), sale.currency, currency);
      if (crossing) return crossing.by;
    }
    return [];
  });
  return [...new Set(chosen)];
}

/** Of each source and pair the newest rate that may be used on a day. */
export function newestInForce(known: readonly ReferenceRate[], day: string): ExchangeRate[] {
  const newest = new Map<string, ReferenceRate>();
  for (const rate of known) {
    const key = `${rate.source} ${rate.base} ${rate.quote}`;
    const other = newest.get(key);
    if (isInForce(rate, day) && (!other || other.from < rate.from)) newest.set(key, rate);
  }
  return [...newest.values()].map(({ base, quote, rate, source, from }) => ({ base, quote, rate, source, date: from }));
}
