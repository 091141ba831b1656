import type { components } from '@stoa/web-api-client';
import { countryName } from '../app/places.js';
import type { NewTenant } from './tenant.queries.js';

export type RulePack = components['schemas']['RulePack'];
/** A market as it is being written down. Places are rule packs: countries, or states of a federation. */
export type MarketDraft = { key: string; places: string[]; code: string; name: string; currency: string; languages: string; timeZone: string; priceMode: 'incl' | 'excl' };
export type RegistrationDraft = { key: string; place: string; scheme: string; number: string };
export type TenantDraft = {
  name: string; slug: string; legalName: string; numberPrefix: string; supportEmail: string; plan: string; preset: 'craft' | 'table'; domain: string;
  country: string; line1: string; postcode: string; city: string; registerNumber: string; vatId: string; staffName: string; staffEmail: string;
  markets: MarketDraft[]; defaultMarket: string; registrations: RegistrationDraft[];
};

export const emptyMarket = (key: string): MarketDraft => ({ key, places: [], code: '', name: '', currency: '', languages: '', timeZone: '', priceMode: 'incl' });
export const emptyDraft: TenantDraft = {
  name: '', slug: '', legalName: '', numberPrefix: '', supportEmail: '', plan: '', preset: 'craft', domain: '', country: '', line1: '', postcode: '', city: '', registerNumber: '', vatId: '', staffName: '', staffEmail: '',
  markets: [emptyMarket('m1')], defaultMarket: 'm1', registrations: [],
};

/** Where a market can be opened: countries that have a law of their own here, and states where the law is the state's. */
export const placesOf = (packs: readonly RulePack[]): RulePack[] => packs.filter((pack) => pack.kind === 'country' || pack.kind === 'region');

export const countriesOf = (places: readonly string[]): string[] => [...new Set(places.map((place) => place.slice(0, 2)))];
export const packsOf = (places: readonly string[], packs: readonly RulePack[]): string[] => [...new Set(places.flatMap((place) => packs.find((pack) => pack.id === place)?.chain ?? []))];

/** Takes a place into a market or out of it. What nobody has typed yet begins as the place's law says. */
export function withPlace(market: MarketDraft, pack: RulePack, isIn: boolean): MarketDraft {
  const places = isIn ? [...market.places, pack.id] : market.places.filter((place) => place !== pack.id);
  if (!isIn) return { ...market, places };
  const language = new Intl.Locale(`und-${pack.id.slice(0, 2)}`).maximize().language;
  const languages = splitWords(market.languages);
  return {
    ...market, places, languages: languages.includes(language) ? market.languages : [...languages, language].join(', '),
    code: market.code || pack.id.toLowerCase(), name: market.name || (pack.name['en'] ?? pack.id), currency: market.currency || (pack.currency ?? ''), timeZone: market.timeZone || (pack.time_zone ?? ''),
    priceMode: market.places.length === 0 ? (pack.price_mode ?? market.priceMode) : market.priceMode,
  };
}

export const splitWords = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');

/** "Ponto & Linha" to ponto-linha: how a short name is proposed. */
export const slugFrom = (name: string): string => name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '').slice(0, 40);
export const prefixFrom = (name: string): string => name.normalize('NFD').replace(/[^A-Za-z]/g, '').slice(0, 3).toUpperCase();

type Check = readonly [pointer: string, isWrong: boolean, message: string];

/** What is missing or wrong, by the pointer the API would give; all at once, in the order of the page. */
export function checkDraft(draft: TenantDraft): Record<string, string> {
  const need = (pointer: string, value: string, message: string): Check => [pointer, value.trim() === '', message];
  const checks: Check[] = [
    need('/name', draft.name, 'Give the marketplace a name.'),
    ['/slug', !/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/.test(draft.slug), 'The short name has 3 to 40 small letters, digits and dashes, and begins with a letter.'],
    need('/legal_name', draft.legalName, 'Give the legal name of the company that runs it.'),
    ['/number_prefix', !/^[A-Z]{2,4}$/.test(draft.numberPrefix), 'The number prefix has two to four capital letters.'],
    ['/support_email', !isEmail(draft.supportEmail), 'Give a support address that shoppers can write to.'],
    ['/domain', draft.domain !== '' && !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(draft.domain), 'The domain is a host name, as in oma.market, without https://.'],
    ['/home_country', !isCountry(draft.country), 'The home country has two capital letters, as in DE.'],
    need('/address/line1', draft.line1, 'Give street and number of the seat.'), need('/address/postcode', draft.postcode, 'Give the postcode of the seat.'), need('/address/city', draft.city, 'Give the city of the seat.'),
    ...draft.markets.flatMap((market, i) => marketChecks(market, i, draft)),
    ...draft.registrations.flatMap((one, i): Check[] => [need(`/registrations/${i}/country`, one.place, 'Say where it is registered.'), need(`/registrations/${i}/number`, one.number, 'Give the number of the registration.')]),
    ['/first_staff/name', draft.staffName.trim() === '', 'Name the first owner.'], ['/first_staff/email', !isEmail(draft.staffEmail), 'The invitation needs an e-mail address.'],
  ];
  return Object.fromEntries(checks.filter(([, isWrong]) => isWrong).map(([pointer, , message]) => [pointer, message]));
}

function marketChecks(market: MarketDraft, i: number, draft: TenantDraft): Check[] {
  const at = (field: string): string => `/markets/${i}/${field}`;
  const others = draft.markets.filter((one) => one.key !== market.key);
  const shared = market.places.filter((place) => others.some((one) => one.places.includes(place)));
  const currency = draft.markets.find((one) => one.key === draft.defaultMarket)?.currency ?? '';
  return [
    [at('countries'), market.places.length === 0, 'Choose at least one country or state.'],
    [at('countries'), shared.length > 0, `${shared.join(', ')} stands in another market too. A place belongs to one market only.`],
    [at('name'), market.name.trim() === '', 'Give the market a name that shoppers read.'],
    [at('code'), !/^[a-z0-9-]{2,20}$/.test(market.code), 'The code of a market has two to twenty small letters, digits and dashes.'],
    [at('code'), others.some((one) => one.code === market.code && market.code !== ''), 'Another market has this code.'],
    [at('currency'), !/^[A-Z]{3}$/.test(market.currency), 'A currency has three capital letters, as in EUR.'],
    [at('currency'), /^[A-Z]{3}$/.test(market.currency) && /^[A-Z]{3}$/.test(currency) && market.currency !== currency, `All markets of a marketplace sell in one currency: the default one in ${currency}.`],
    [at('locales'), splitWords(market.languages).length === 0 || !splitWords(market.languages).every((word) => /^[a-z]{2}(-[A-Z]{2})?$/.test(word)), 'Name languages as in de, en or en-US; the first is the default.'],
    [at('time_zone'), !Intl.supportedValuesOf('timeZone').includes(market.timeZone), 'Name a time zone, as in Europe/Berlin.'],
  ];
}

const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && countryName(code) !== code;

/** The draft as the API wants it. */
export function toNewTenant(draft: TenantDraft, packs: readonly RulePack[]): NewTenant {
  const orNull = (text: string): string | null => text.trim() || null;
  const markets = draft.markets.map((market) => {
    const locales = splitWords(market.languages);
    return {
      code: market.code, name: market.name.trim(), countries: countriesOf(market.places), regions: market.places.filter((place) => place.includes('-')), currency: market.currency, locales, default_locale: locales[0] ?? '',
      time_zone: market.timeZone, price_mode: market.priceMode, rule_packs: packsOf(market.places, packs), is_default: market.key === draft.defaultMarket,
    };
  });
  const main = markets.find((market) => market.is_default) ?? markets[0];
  return {
    name: draft.name.trim(), slug: draft.slug, legal_name: draft.legalName.trim(), number_prefix: draft.numberPrefix, support_email: draft.supportEmail.trim(), plan: draft.plan, preset: draft.preset, domain: orNull(draft.domain),
    home_country: draft.country, address: { line1: draft.line1.trim(), line2: null, city: draft.city.trim(), region: null, postcode: draft.postcode.trim(), country: draft.country }, register_number: orNull(draft.registerNumber), vat_id: orNull(draft.vatId),
    registrations: draft.registrations.map((one) => ({ country: one.place.slice(0, 2), region: one.place.slice(3) || null, scheme: one.scheme, number: one.number.trim() })),
    currency: main?.currency ?? '', locale: main?.default_locale ?? '', markets, first_staff: { email: draft.staffEmail.trim(), name: orNull(draft.staffName) },
  };
}
