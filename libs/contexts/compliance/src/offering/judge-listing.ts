import { inLocale, marketKey, offeringChain, rulesFor, type MarketPlace, type OfferingPacks, type OfferingRule, type Words } from './offering-pack.js';

export type TraderFile = { legalName: string | null; address: string | null; email: string | null; phone: string | null; registerNumber: string | null; vatId: string | null; idDocument: boolean; selfCertified: boolean };
/** Days are calendar days, the last one included; absent or null means without end. */
export type TraderRegistration = { country: string; region?: string | null; scheme: string; number: string; validFrom?: string | null; validTo?: string | null };
/** All that compliance may know of a listing. Attributes by their codes; empty and `false` count as not there. */
export type ListingFacts = {
  markets: MarketPlace[]; category: string; attributes: Readonly<Record<string, unknown>>; pictures: number;
  vendor: { country: string; traderFile: TraderFile; registrations: readonly TraderRegistration[] };
  at: Date;
};
export type Refusal = { rule: string; market: string; cite: string; found: string; whatToDo: string };
export type Gate = { market: string; kind: 'age' | 'hours' | 'document'; params: Record<string, unknown>; rule: string; cite: string; words: Words };
export type ListingVerdict = { verdict: 'allowed' | 'refused'; refusals: Refusal[]; gates: Gate[]; markets: { market: string; verdict: 'allowed' | 'refused' }[] };

/** Says whether a listing may be offered in these markets, by which rule not and what to do, and which gates its sale must pass. Pure. */
export function judgeListing(packs: OfferingPacks, facts: ListingFacts, locale = 'en'): ListingVerdict {
  const refusals = facts.markets.flatMap((market) => refusalsIn(packs, market, facts, locale));
  const refused = new Set(refusals.map((refusal) => refusal.market));
  return {
    verdict: refusals.length > 0 ? 'refused' : 'allowed', refusals,
    gates: facts.markets.filter((market) => !refused.has(marketKey(market))).flatMap((market) => gatesFor(packs, market, facts.category, facts.at)),
    markets: facts.markets.map((market) => ({ market: marketKey(market), verdict: refused.has(marketKey(market)) ? 'refused' : 'allowed' })),
  };
}

function refusalsIn(packs: OfferingPacks, market: MarketPlace, facts: ListingFacts, locale: string): Refusal[] {
  const key = marketKey(market);
  if (offeringChain(packs, market).length === 0) return [{ rule: 'NO-PACK', market: key, cite: '-', found: inLocale(NO_PACK.words, locale), whatToDo: inLocale(NO_PACK.what_to_do, locale) }];
  return rulesFor(packs, market, facts.category, facts.at).flatMap(({ rule }) => {
    if (rule.only_if === 'manufacturer_outside_union' && !isMadeOutside(packs, market, facts)) return [];
    const missing = missingFor(rule, facts);
    if (missing === null) return [];
    const found = [inLocale(rule.words, locale), ...(missing.length > 0 ? [`(${missing.join(', ')})`] : [])].join(' ');
    return [{ rule: rule.id, market: key, cite: rule.cite, found, whatToDo: inLocale(rule.what_to_do, locale) }];
  });
}

/** What a rule finds lacking: null when it is content, an empty list when nothing could mend it. */
function missingFor(rule: OfferingRule, facts: ListingFacts): string[] | null {
  const { params } = rule;
  switch (rule.action) {
    case 'forbid': return [];
    case 'license': return facts.vendor.registrations.some((r) => params.schemes!.includes(r.scheme) && isInForce(r, facts.at) && (params.pattern === undefined || new RegExp(params.pattern).test(r.number))) ? null : params.schemes!;
    case 'fields': return lacking(params.one_of!, (name) => isThere(facts.attributes[name]));
    case 'trader': return lacking(params.one_of!, (name) => isThere(TRADER_FIELDS[name]?.(facts.vendor.traderFile)));
    case 'media': return facts.pictures >= params.min! ? null : [`${facts.pictures}/${params.min!}`];
    default: return null;
  }
}

function isInForce({ validFrom, validTo }: TraderRegistration, at: Date): boolean {
  const day = at.toISOString().slice(0, 10);
  return (validFrom ?? '') <= day && (validTo == null || day <= validTo);
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0) && !(typeof value === 'string' && value.trim() === '');

const TRADER_FIELDS: Readonly<Record<string, (file: TraderFile) => unknown>> = {
  legal_name: (file) => file.legalName, address: (file) => file.address, email: (file) => file.email, phone: (file) => file.phone, register_number: (file) => file.registerNumber,
  vat_id: (file) => file.vatId, id_document: (file) => file.idDocument, self_certified: (file) => file.selfCertified,
};

/** One complete set is enough; else the shortest way to one is named. */
function lacking(sets: readonly string[][], has: (name: string) => boolean): string[] | null {
  const gaps = sets.map((set) => set.filter((name) => !has(name)));
  return gaps.some((gap) => gap.length === 0) ? null : gaps.reduce((a, b) => (b.length < a.length ? b : a));
}

function isMadeOutside(packs: OfferingPacks, market: MarketPlace, facts: ListingFacts): boolean {
  const maker = isThere(facts.attributes.made_by_vendor) ? facts.vendor.country : facts.attributes.manufacturer_country;
  return typeof maker === 'string' && packs.unionOf.get(maker) !== packs.unionOf.get(market.country);
}

/** The gates that a sale of the category must pass in a place: age, hours of delivery, documents. */
export function gatesFor(packs: OfferingPacks, market: MarketPlace, category: string, at: Date): Gate[] {
  const found = rulesFor(packs, market, category, at).flatMap(({ rule, pack }): Gate[] => {
    const common = { market: marketKey(market), rule: rule.id, cite: rule.cite, words: rule.words };
    if (rule.action === 'age') return [{ ...common, kind: 'age', params: { min_age: rule.params.min_age! } }];
    if (rule.action === 'hours') return [{ ...common, kind: 'hours', params: { windows: rule.params.windows!, time_zone: pack.time_zone! } }];
    if (rule.action === 'document') return [{ ...common, kind: 'document', params: { document: rule.params.document! } }];
    return [];
  });
  const oldest = Math.max(...found.flatMap((gate) => (gate.kind === 'age' ? [Number(gate.params.min_age)] : [])));
  const age = found.find((gate) => gate.kind === 'age' && gate.params.min_age === oldest);
  return found.filter((gate) => gate.kind !== 'age' || gate === age);
}

const NO_PACK = {
  words: { en: 'Nobody has written down yet what may be sold there.', de: 'Für diesen Ort ist noch nicht hinterlegt, was verkauft werden darf.', fi: 'Tälle paikalle ei ole vielä määritelty, mitä saa myydä.' },
  what_to_do: { en: 'Take this market out of the listing, or ask the marketplace to add its rule pack.', de: 'Nehmen Sie diesen Markt aus dem Angebot oder bitten Sie den Marktplatz um das Regelpaket.', fi: 'Poista tämä markkina ilmoituksesta tai pyydä markkinapaikkaa lisäämään sääntöpaketti.' },
};

export type RequiredField = { rule: string; cite: string; market: string; oneOf: string[][]; onlyIf: string | null; words: Words };

/** What a listing of the category has to say in these markets: what an editor asks for before it is submitted. */
export const requiredFields = (packs: OfferingPacks, markets: readonly MarketPlace[], category: string, at: Date): RequiredField[] =>
  markets.flatMap((market) => rulesFor(packs, market, category, at).filter(({ rule }) => rule.action === 'fields').map(({ rule }) => ({ rule: rule.id, cite: rule.cite, market: marketKey(market), oneOf: rule.params.one_of!, onlyIf: rule.only_if ?? null, words: rule.words })));
