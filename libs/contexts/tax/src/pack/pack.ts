import type { Condition, Predicate } from './condition.js';

/** Words for shoppers, per locale (`en` is always there: lint). */
export type Words = Readonly<Record<string, string>>;
export type Liable = 'seller' | 'platform' | 'customer' | 'importer' | 'none';
export type Stage = 'place' | 'local';

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
  /** Says that there is no answer, in words: blocks the sale. */
  no_answer?: string;
};
export type Rule = { id: string; stage: Stage; when: Condition; then: Outcome; cite: string };

export type Rate = { code: string; pct?: string; source?: string; from: string; to?: string | null; treatment?: string; cite?: string };
/** `[prefix, rate code, from?, to?]`, ordered: the first prefix that fits and is in force wins. `*` fits all. */
export type CategoryRow = readonly [string, string, (string | null)?, (string | null)?];
export type Fee = {
  code: string; name: Words; authority: string; per: 'order' | 'consignment'; when: Condition; cite: string;
  amounts: { amount: readonly [string, string]; from: string; to?: string | null; /** Last day for which the amount is published. */ confirmed_to?: string | null }[];
};
export type RoundingLevel = 'line' | 'component' | 'document_rate';
export type RoundingMode = 'half_up' | 'floor' | 'ceil';

/** A rule pack as it stands in its file, format `taxpack/1` (facts 1.11). */
export type TaxPack = {
  schema: 'taxpack/1'; id: string; kind: 'union' | 'federation' | 'country' | 'region'; extends?: string | null; name: Words; version: string;
  valid_from: string; valid_to?: string | null; currency?: string; tax?: string; time_zone?: string;
  members?: string[]; goods_members_extra?: string[]; not_vat_territory?: [string, string][];
  params?: Record<string, readonly [string, string] | string | string[]>;
  prices?: { b2c: 'incl' | 'excl'; b2b: 'incl' | 'excl' };
  rounding?: { level: RoundingLevel; mode: RoundingMode; scale: number; allowed?: RoundingLevel[] };
  rates?: Rate[]; categories?: CategoryRow[]; drafts?: { category: string; why: string }[];
  base?: { shipping: 'follows_goods' | 'exempt_if_separately_stated' | 'always'; shipping_cite: string; discount: { vendor: 'reduce'; tenant: 'third_party'; platform: 'third_party' } };
  unlisted?: { action: 'floor'; note: string; cite: string; components: TableComponent[] } | { action: 'no_answer'; message: string };
  rules?: Rule[]; notes?: Record<string, Words>; fees?: Fee[]; tests?: string[];
};

/** `[authority, pct, from, to?]`. */
export type TableComponent = readonly [string, string, string, (string | null)?];
export type TableRow = { id: string; city: string | null; postcodes: string[]; components: TableComponent[] };
/** Local rates as data, format `taxtable/1`: who levies what where, since when. */
export type RateTable = {
  schema: 'taxtable/1'; id: string; version: string; region: string; as_of: string; cite: string;
  /** Rates before this day are not in the table: a sale then has no answer. */
  valid_from: string;
  authorities: Record<string, { name: string; /** Rate codes this authority does not tax. */ exempts?: string[]; cite?: string }>;
  rows: TableRow[];
};

/** One file as it was loaded: what a decision names, so that it can be worked out again from the same bytes. */
export type PackDocument = { id: string; version: string; sha256: string; body: string };
export type LoadedRule = Rule & { matches: Predicate; satisfied: Predicate | null };
export type LoadedFee = Fee & { applies: Predicate };
export type LoadedPack = { pack: TaxPack; document: PackDocument; place: LoadedRule[]; local: LoadedRule[]; fees: LoadedFee[]; excluded: [string, RegExp][] };
export type LoadedTable = { table: RateTable; document: PackDocument; byPostcode: Map<string, TableRow>; ranges: { from: string; to: string; row: TableRow }[]; byCity: Map<string, TableRow> };

/** All packs of a process, read once at its start and never changed. */
export type PackSet = { packs: ReadonlyMap<string, LoadedPack>; tables: ReadonlyMap<string, LoadedTable>; unionOf: ReadonlyMap<string, string> };

/** The pack and those it extends, most specific first. */
export function chainOf(set: PackSet, id: string | null): LoadedPack[] {
  const chain: LoadedPack[] = [];
  for (let next = id; next; ) {
    const found = set.packs.get(next);
    if (!found) break;
    chain.push(found);
    next = found.pack.extends ?? null;
  }
  return chain;
}

/** Does the dated row hold on that day (`YYYY-MM-DD`; the last day is included, as laws write it)? */
export const holdsOn = (row: { from?: string | null; to?: string | null }, day: string): boolean => (row.from ?? '') <= day && (row.to == null || day <= row.to);

/** Category codes are a prefix tree: `goods.food` covers `goods.food.coffee`, not `goods.foodstuff`. */
export const covers = (prefix: string, category: string): boolean => prefix === '*' || category === prefix || category.startsWith(`${prefix}.`);

/** Cities as people type them: case, accents and dots do not matter. */
export const cityKey = (city: string): string => city.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim().toLowerCase();
