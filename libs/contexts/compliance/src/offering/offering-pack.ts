/** Words for people, per locale; `en` is always there. */
export type Words = Readonly<Record<string, string>>;

/** What a rule does: shut a category out, ask for something of listing or vendor, or set a gate that the sale must pass. */
export type Action = 'forbid' | 'license' | 'fields' | 'media' | 'trader' | 'age' | 'hours' | 'document';

/** `days` are those on which the window opens (1 Monday … 7 Sunday); `to` at or before `from` lies on the next day. */
export type HoursWindow = { days: number[]; from: string; to: string };
export type RuleParams = {
  /** license: the vendor holds a registration of one of these schemes, its number as in `pattern`. */
  schemes?: string[]; pattern?: string;
  /** fields, trader: one of these sets is there completely. */
  one_of?: string[][];
  /** media: so many pictures at least. */
  min?: number;
  min_age?: number;
  windows?: HoursWindow[];
  /** document: what is asked for at the door or kept on file. */
  document?: string;
};
export type OfferingRule = {
  id: string; category: string; except?: string[]; action: Action; params: RuleParams;
  /** The only condition there is beside the category: the maker sits outside the union. */
  only_if?: 'manufacturer_outside_union';
  valid_from: string; valid_to?: string | null; cite: string; words: Words; what_to_do: Words;
};

/** Format `offeringpack/1`: what may be offered and delivered in one union, country or region, and under which conditions. */
export type OfferingPack = {
  schema: 'offeringpack/1'; id: string; extends: string | null; members?: string[]; name: Words; version: string; time_zone: string | null; rules: OfferingRule[];
};
export type OfferingPacks = { packs: ReadonlyMap<string, OfferingPack>; unionOf: ReadonlyMap<string, string> };

/** Where something is offered or delivered: a country, or a state of a federation. */
export type MarketPlace = { country: string; region: string | null };
export const marketKey = (market: MarketPlace): string => (market.region === null ? market.country : `${market.country}-${market.region}`);

/** The packs that speak for a place, most specific first; empty when nobody has written down its law. */
export function offeringChain(set: OfferingPacks, market: MarketPlace): OfferingPack[] {
  const chain: OfferingPack[] = [];
  for (let id: string | null = set.packs.has(marketKey(market)) ? marketKey(market) : market.country; id !== null; ) {
    const pack: OfferingPack | undefined = set.packs.get(id);
    if (!pack) break;
    chain.push(pack);
    id = pack.extends;
  }
  if (chain.length > 0) return chain;
  const union = set.packs.get(set.unionOf.get(market.country) ?? '');
  return union ? [union] : [];
}

/** Category codes are a prefix tree: `goods.alcohol` covers `goods.alcohol.wine`. */
export const covers = (prefix: string, category: string): boolean => category === prefix || category.startsWith(`${prefix}.`);

/** The rules that hold for a category in a place on a day. */
export function rulesFor(set: OfferingPacks, market: MarketPlace, category: string, at: Date): { rule: OfferingRule; pack: OfferingPack }[] {
  const day = at.toISOString().slice(0, 10);
  return offeringChain(set, market).flatMap((pack) =>
    pack.rules
      .filter((rule) => covers(rule.category, category) && !rule.except?.some((prefix) => covers(prefix, category)))
      .filter((rule) => rule.valid_from <= day && (rule.valid_to == null || day <= rule.valid_to))
      .map((rule) => ({ rule, pack })),
  );
}

/** The time zone of a place: its own pack's, or that of the pack it extends. */
export const timeZoneOf = (set: OfferingPacks, market: MarketPlace): string => offeringChain(set, market).find((pack) => pack.time_zone !== null)?.time_zone ?? 'UTC';

/** The text of a locale, English where it is not written. */
export const inLocale = (words: Words, locale: string): string => words[locale] ?? words[locale.slice(0, 2)] ?? words.en!;
