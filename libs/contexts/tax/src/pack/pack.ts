import type { Condition, Params, Predicate } from './condition.js';
import type { RateComponent } from '../evaluation/rates.js';
import type { RegistrationRules } from './registration-rules.js';

/** Words for shoppers, per locale (`en` is always there: lint). */
export type Words = Readonly<Record<string, string>>;
export type Liable = 'seller' | 'platform' | 'customer' | 'importer' | 'none';
export type Stage = 'place' | 'local' | 'remit';

/** What a matching rule says. A rule of stage `local` overrides only the fields it names. */
export type Outcome = {
  place?: 'to' | 'from' | 'none';
  liable?: Liable;
  scheme?: string;
  treatment?: string;
  issuer?: 'seller' | 'platform';
  /** Code of a text in the pack's `notes`: what the invoice has to say. */
  note?: string | null;
  /** What must hold of the liable party's registrations, else the sale is blocked with `needs_words`. */
  needs?: Condition | null;
  needs_words?: string;
  /** The leg from vendor to platform where the platform is the deemed supplier. */
  b2b_leg?: { treatment: string; document: string; cite: string };
  /** "No tax here" is the whole answer: the origin's law is not asked what it calls the sale. */
  final?: boolean;
  /** Stage `remit`: who pays this component to its authority. */
  remitter?: 'seller' | 'platform';
  /** Stage `remit`: false where nobody charges this component. */
  charged?: boolean;
  /** Says that there is no answer, in words: blocks the sale. */
  no_answer?: string;
};
export type Rule = { id: string; stage: Stage; when: Condition; then: Outcome; cite: string };

/** One authority's part of a rate. `when` chooses among parts: within a state, or between two. */
export type RatePart = { authority: string; name?: string; pct: string; when?: Condition };
/** A rate is one figure (`pct`), the sum of `parts`, local rates from a table (`source`), or parts and local rates together. */
export type Rate = {
  code: string; pct?: string; parts?: RatePart[]; source?: string; from: string; to?: string | null; treatment?: string; cite?: string;
  /** Holds in this area of the country only, in place of the rate of the same code. */
  area?: string;
  /** Only what an item costs above this is taxed. */
  excess_over?: readonly [string, string];
};
/** `[prefix, rate code, from?, to?, when?]`, ordered: the first row that fits and is in force wins. `*` fits all. */
export type CategoryRow = readonly [string, string, (string | null)?, (string | null)?, Condition?];
export type Fee = {
  code: string; name: Words; authority: string; per: 'order' | 'consignment' | 'tariff_line'; when: Condition; cite: string;
  amounts: { amount: readonly [string, string]; from: string; to?: string | null; /** Last day for which the amount is published. */ confirmed_to?: string | null }[];
  /** Not part of the payment at the checkout: who asks it from the buyer instead. */
  collected_by?: string;
  /** Due only where the taxed goods (and those of `also`, taxed or not) come to this much. */
  least?: { amount: readonly [string, string]; also: string[] };
  /** Why the fee is not sure: it is left out until the marketplace accepts it by name. */
  draft?: string;
};
/** What the platform keeps back from the vendor's money for an authority. Not part of the price. */
export type Withholding = { code: string; name: Words; when: Condition; from: string; to?: string | null; parts: RatePart[]; cite: string };
/** A rate without a sure source, by the row of `categories` it stands in; `from` and `to` where only some days are not sure. */
export type Draft = { category: string; why: string; from?: string; to?: string; /** Not sure in this area of the country only. */ area?: string };
/** The name by which a marketplace accepts a draft: `FI:goods.book`; for the rate of everything else, `US-DC:standard`; for all of an area, `GR-AEG:rates`. */
export const draftName = (pack: string, { category, area }: Pick<Draft, 'category' | 'area'>): string => (area === undefined ? `${pack}:${category === '*' ? 'standard' : category}` : `${area}:rates`);
/** Part of a country with rates of its own, by postcode. */
export type Area = { code: string; name: Words; postcodes: string; cite: string };
export type RoundingLevel = 'line' | 'component' | 'document_rate';
export type RoundingMode = 'half_up' | 'floor' | 'ceil';
export type ShippingPolicy = 'follows_goods' | 'exempt_if_separately_stated' | 'always' | 'full_if_any_taxed';

/** A limit of sales from which on another law holds: a registration, the tax of another country. `sales`: to this place by everybody, or a seller's across borders within the union.
 *  Figures that begin with $ are params, so that a state's own stand in its federation's rule. */
export type Threshold = {
  code: string; name: Words; of: 'platform' | 'seller'; sales: 'to_here' | 'cross_border_in_union'; period: 'year' | 'twelve_months';
  amount: readonly [string, string] | string; sales_count?: string; test?: string; cite: string;
};

/** A rule pack as it stands in its file, format `taxpack/1` (facts 1.11). */
export type TaxPack = {
  schema: 'taxpack/1'; id: string; kind: 'union' | 'federation' | 'country' | 'region'; extends?: string | null; name: Words; version: string;
  /** From this day on it takes the place of the version before it, for marketplaces that chose none. Not said: as soon as it is installed. */
  activates?: string;
  valid_from: string; valid_to?: string | null; currency?: string; tax?: string; time_zone?: string;
  members?: string[]; goods_members_extra?: string[]; not_vat_territory?: [string, string][];
  /** Country codes of addresses that are this place for its tax: Monaco is France, PR the region Puerto Rico. */
  also?: string[];
  /** How tax ids are written here (spaces and dots left out; `prefix` may be left out by whoever types one), and which public register knows of them. */
  tax_id?: { prefix?: string; pattern: string; example: string; register?: string; cite: string };
  /** What the limits of this law are measured in, and whose exchange rates it takes: the first of `sources` that has one. */
  exchange?: { currency: string; sources: readonly string[]; cite: string };
  /** Postcodes of this country that another pack speaks for: Northern Ireland. */
  elsewhere?: [string, string][];
  areas?: Area[];
  params?: Params;
  prices?: { b2c: 'incl' | 'excl'; b2b: 'incl' | 'excl' };
  rounding?: { level: RoundingLevel; mode: RoundingMode; scale: number; allowed?: RoundingLevel[]; modes?: RoundingMode[] };
  rates?: Rate[]; categories?: CategoryRow[]; drafts?: Draft[];
  base?: { shipping: ShippingPolicy; shipping_cite: string; discount: { vendor: 'reduce'; tenant: 'third_party'; platform: 'third_party' } };
  unlisted?:
    | { action: 'floor'; note: string; cite: string; components: TableComponent[] }
    | { action: 'state_only'; why: string; note: string; cite: string; /** What is sure of such an address, where the rate has no parts of its own. */ components?: TableComponent[] }
    | { action: 'no_answer'; message: string };
  rules?: Rule[]; notes?: Record<string, Words>; fees?: Fee[]; withholdings?: Withholding[]; thresholds?: Threshold[]; tests?: string[];
  /** What may be sold there; compliance reads it. */
  offering?: { rules: unknown[] };
};

/** `[authority, pct, from, to?]`. */
export type TableComponent = readonly [string, string, string, (string | null)?];
/** `valid_from` and `valid_to`: the days for which the rates of this place are known, where they are others than the table's. */
export type TableRow = { id: string; city: string | null; postcodes: string[]; components: TableComponent[]; valid_from?: string; valid_to?: string };
export type TableAuthority = {
  name: string; /** Rate codes this authority does not tax. */ exempts?: string[]; cite?: string;
  /** Taxes only this part of each item's price: from, to (null: without end). */
  band?: readonly [string, string | null];
};
/** Local rates as data, format `taxtable/1`: who levies what where, since when. */
export type RateTable = {
  schema: 'taxtable/1'; id: string; version: string; activates?: string; region: string; as_of: string; cite: string;
  /** Rates before this day are not in the table: a sale then has no answer. */
  valid_from: string;
  authorities: Record<string, TableAuthority>;
  rows: TableRow[];
};

/** One file as it was loaded: what a decision names, so that it can be worked out again from the same bytes. */
export type PackDocument = { id: string; version: string; sha256: string; body: string };
export type LoadedRule = Rule & { pack: string; matches: Predicate; satisfied: Predicate | null };
export type LoadedFee = Fee & { pack: string; applies: Predicate; /** The amounts of its rows, in minor units. */ minors: bigint[]; leastMinor: bigint };
export type LoadedWithholding = Withholding & { applies: Predicate; loadedParts: LoadedPart[] };
export type LoadedPart = { authority: string; name: string; rate: bigint; applies: Predicate | null };
/** `isFixed`: every sale that it fits has the same parts, wherever in the country it goes. */
export type LoadedRate = Rate & { loadedParts: LoadedPart[]; excessMinor: bigint | null; isFixed: boolean };
/** `rates`: all that its code ever was. */
export type LoadedCategory = { row: CategoryRow; applies: Predicate | null; drafts: Draft[]; rates: readonly LoadedRate[] };
/** A pack ready to judge: the rules, fees and notes of those it extends stand behind its own, with its own figures in them. */
export type LoadedPack = {
  pack: TaxPack; document: PackDocument; params: Params; place: LoadedRule[]; /** A rule of place looks at the category or the price of an item. */ placeByLine: boolean; local: LoadedRule[]; remit: LoadedRule[]; fees: LoadedFee[]; withholdings: LoadedWithholding[];
  /** Patterns of the postcodes that are out of a union's tax area, by country. */
  excluded: ReadonlyMap<string, readonly RegExp[]>; areas: { area: Area; postcodes: RegExp }[]; rates: LoadedRate[]; categories: LoadedCategory[];
  /** Rows that cover a category, found once. */
  rowsByCategory: Map<string, LoadedCategory[]>;
};
export type LoadedTable = { table: RateTable; /** Figures of its rows as they are counted with, read when a sale first comes there. */ read: WeakMap<readonly TableComponent[], readonly LocalComponent[]>; document: PackDocument; byPostcode: Map<string, TableRow>; ranges: { from: string; to: string; row: TableRow }[]; byCity: Map<string, TableRow> };

/** What an authority levies, since when. */
export type LocalComponent = { from: string; to: string | null; authority: TableAuthority; component: RateComponent };

/** One of several versions of a pack or table that a deployment carries. */
export type ShelvedVersion = { readonly document: PackDocument; readonly raw: TaxPack | RateTable };

/** All packs of a process, read once at its start and never changed. */
export type PackSet = {
  /** All versions of what is carried in more than one, the oldest first. */
  shelf: ReadonlyMap<string, readonly ShelvedVersion[]>; registrations: RegistrationRules;
  packs: ReadonlyMap<string, LoadedPack>; tables: ReadonlyMap<string, LoadedTable>; unionOf: ReadonlyMap<string, string>;
  /** Country code that an address says, and the pack that speaks for it. */
  sameAs: ReadonlyMap<string, string>; elsewhere: ReadonlyMap<string, readonly { postcodes: RegExp; id: string }[]>;
};

const chains = new WeakMap<LoadedPack, readonly LoadedPack[]>();

/** The pack and those it extends, most specific first. A pack belongs to one set, so they are found once. */
export function chainOf(set: PackSet, id: string | null): readonly LoadedPack[] {
  const own = id === null ? undefined : set.packs.get(id);
  if (!own) return [];
  const known = chains.get(own);
  if (known) return known;
  const chain: LoadedPack[] = [];
  for (let next = id; next; ) {
    const found = set.packs.get(next);
    if (!found) break;
    chain.push(found);
    next = found.pack.extends ?? null;
  }
  chains.set(own, chain);
  return chain;
}

/** Does the dated row hold on that day (`YYYY-MM-DD`; the last day is included, as laws write it)? */
export const holdsOn = (row: { from?: string | null; to?: string | null }, day: string): boolean => (row.from ?? '') <= day && (row.to == null || day <= row.to);

/** Category codes are a prefix tree: `goods.food` covers `goods.food.coffee`, not `goods.foodstuff`. */
export const covers = (prefix: string, category: string): boolean => prefix === '*' || category === prefix || (category.startsWith(prefix) && category[prefix.length] === '.');

/** Cities as people type them: case, accents and dots do not matter. */
export const cityKey = (city: string): string => city.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim().toLowerCase();
