import type { MarketId } from '@stoa/events/tenancy';
import { marketsUnclear } from '../tenant/tenant.errors.js';

/** A place a marketplace sells into. `regions` are the states it covers ("US-CA"); empty means the whole of its countries. */
export type Market = {
  readonly id: MarketId;
  readonly code: string;
  readonly name: string;
  readonly countries: readonly string[];
  readonly regions: readonly string[];
  readonly currency: string;
  readonly locales: readonly string[];
  readonly defaultLocale: string;
  /** IANA name; calendar days and hours that shoppers of this market read are in it. */
  readonly timeZone: string;
  readonly priceMode: 'incl' | 'excl';
  readonly rulePacks: readonly string[];
  readonly isDefault: boolean;
  readonly position: number;
};
export type NewMarket = Omit<Market, 'id' | 'position'>;

/** Refuses a set of markets that could not answer "which market is this shopper in". */
export function checkMarkets(markets: readonly NewMarket[], currency: string): void {
  if (markets.filter((market) => market.isDefault).length !== 1) throw marketsUnclear('Exactly one market is the default one.');
  const codes = markets.map((market) => market.code);
  if (new Set(codes).size !== codes.length) throw marketsUnclear('Each market needs a code of its own.');
  const covered = markets.flatMap((market) => (market.regions.length > 0 ? market.regions : market.countries));
  if (new Set(covered).size !== covered.length) throw marketsUnclear('A country or state belongs to one market only.');
  for (const market of markets) {
    if (!market.locales.includes(market.defaultLocale)) throw marketsUnclear(`The default language of ${market.code} is not among its languages.`);
    if (market.regions.some((region) => !market.countries.includes(region.slice(0, 2)))) throw marketsUnclear(`A region of ${market.code} lies in none of its countries.`);
    if (!isTimeZone(market.timeZone)) throw marketsUnclear(`${market.timeZone} is not a time zone.`);
    // One ledger currency per marketplace, until FX comes.
    if (market.currency !== currency) throw marketsUnclear(`The market ${market.code} sells in ${market.currency}, the marketplace in ${currency}.`);
  }
}

/** Does a parcel to this country and region belong to the market? `region` without its country ("CA"). */
export const covers = (market: Pick<Market, 'countries' | 'regions'>, to: { country: string; region: string | null }): boolean =>
  market.countries.includes(to.country) &&
  (market.regions.filter((region) => region.startsWith(`${to.country}-`)).length === 0 || market.regions.includes(`${to.country}-${to.region ?? ''}`));

function isTimeZone(name: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(name);
}
