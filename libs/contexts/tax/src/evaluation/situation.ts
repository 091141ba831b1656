import type { FactValue, Sheet } from '../pack/condition.js';
import { paramOn, SLOTS } from '../pack/condition.js';
import type { Area, LoadedPack, PackSet, Words } from '../pack/pack.js';
import { chainOf } from '../pack/pack.js';
import { DERIVED } from './derived-facts.js';
import { exchange } from './exchange.js';
import type { ConsignmentFacts, LineFacts, Overlay, Place } from './facts.js';
import type { Verdict } from './liability.js';
import { NoAnswer } from './no-answer.js';
import type { ResolvedRate } from './rates.js';

/** A place as the packs see it: which packs speak for it, most specific first, and whether a union's law reaches it. */
export type Territory = {
  place: Place; country: string; jurisdiction: string; unionId: string | null; inUnion: boolean; chain: readonly LoadedPack[]; leaf: LoadedPack | null;
  /** The pack whose rules judge the place: its own, or its union's where it is out of the union's tax area. */
  law: LoadedPack | null; area: Area | null;
  /** The pack that sent the address on to another: Great Britain's, for Belfast. */
  sentBy: LoadedPack | null;
  /** The day of the tax point where the place's own pack is law. */
  day: string;
};
/** A consignment between its two ends, and what has been worked out of it so far. */
export type Situation = {
  packs: PackSet; facts: ConsignmentFacts; overlay: Overlay; /** As which revision of the engine we judge. */ engine: number; from: Territory; to: Territory;
  rates: KnownRates; ratesAtOrigin: KnownRates; /** Facts by their slots. */ known: FactValue[]; verdictAt: { from: Verdict | null; to: Verdict | null };
};
/** Lines and their rates, side by side: a consignment has few lines, and looking through them costs less than a map of its own for each sale. */
export type KnownRates = { lines: LineFacts[]; rates: ResolvedRate[] };

/** Places the consignment: finds the packs of origin and destination and the territories that are out of their union's tax area. */
export function situate(packs: PackSet, facts: ConsignmentFacts, overlay: Overlay, engine: number): Situation {
  const at = (address: Place) => territoryOf(packs, facts, address, engine);
  return { packs, facts, overlay, engine, from: at(facts.shipFrom), to: at(facts.shipTo), rates: { lines: [], rates: [] }, ratesAtOrigin: { lines: [], rates: [] }, known: new Array<FactValue>(SLOTS.size), verdictAt: { from: null, to: null } };
}

function territoryOf(packs: PackSet, facts: ConsignmentFacts, address: Place, engine: number): Territory {
  const place = inItsFederation(packs, address);
  const country = countryOf(packs, place);
  const unionId = packs.unionOf.get(country) ?? null;
  const national = packs.packs.get(country) ?? null;
  const jurisdiction = national?.pack.kind === 'federation' && place.region ? `${country}-${place.region}` : country;
  const union = unionId === null ? null : packs.packs.get(unionId)!;
  const excluded = union !== null && place.postcode !== null && (union.excluded.get(country)?.some((pattern) => pattern.test(place.postcode!)) ?? false);
  const leaf = excluded ? null : packs.packs.get(jurisdiction) ?? national;
  const law = leaf ?? union;
  const area = leaf === null || leaf.areas.length === 0 ? null : areaOf(leaf, place, engine);
  return { place, country, jurisdiction, unionId, inUnion: union !== null && !excluded, chain: law ? chainOf(packs, law.pack.id) : [], leaf, law, area, day: dayIn(facts.taxPoint, leaf?.pack.time_zone ?? 'UTC'), sentBy: packs.elsewhere.has(place.country) && country !== place.country ? packs.packs.get(place.country)! : null };
}

/** The part of a country that has rates of its own: by its postcode, or by the code of its region where the address has no postcode (since revision 2). */
const areaOf = ({ pack, areas }: LoadedPack, { postcode, region }: Place, engine: number): Area | null =>
  areas.find(({ area, postcodes }) => (postcode === null ? engine >= 2 && [region, `${pack.id}-${region}`].includes(area.code) : postcodes.test(postcode)))?.area ?? null;

/** A region may have a country code of its own in addresses: PR is the region Puerto Rico of the United States. */
function inItsFederation(packs: PackSet, place: Place): Place {
  const pack = packs.packs.get(packs.sameAs.get(place.country) ?? '')?.pack;
  return pack?.kind === 'region' ? { ...place, country: pack.extends!, region: pack.id.slice(pack.extends!.length + 1) } : place;
}

/** The country whose tax an address falls under: Monaco is France, Belfast is Northern Ireland. */
function countryOf(packs: PackSet, place: Place): string {
  const country = packs.sameAs.get(place.country) ?? place.country;
  const elsewhere = packs.elsewhere.get(country);
  if (!elsewhere || place.postcode === null) return country;
  return elsewhere.find(({ postcodes }) => postcodes.test(place.postcode!.toUpperCase()))?.id ?? country;
}

/** The name of a jurisdiction in words. */
export const nameOf = (territory: Territory): Words => territory.leaf?.pack.name ?? { en: territory.jurisdiction };

const QUARTER_HOUR_MS = 900_000;
const MAX_DAYS = 1_000;
const days = new Map<string, Map<number, string>>();
const formatters = new Map<string, Intl.DateTimeFormat>();

/** The day of the tax point where the pack is law: a sale at 00:30 in Berlin is not yesterday's because a server runs in UTC. */
export function dayIn(taxPoint: Date, zone: string): string {
  // Zones differ by whole quarters of an hour, so a quarter of an hour lies within one day everywhere.
  const key = Math.floor(taxPoint.getTime() / QUARTER_HOUR_MS);
  const ofZone = days.get(zone) ?? new Map<number, string>();
  const known = ofZone.get(key);
  if (known !== undefined) return known;
  days.set(zone, ofZone);
  const formatter = formatters.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formatters.set(zone, formatter);
  if (ofZone.size >= MAX_DAYS) ofZone.clear();
  const day = formatter.format(taxPoint);
  ofZone.set(key, day);
  return day;
}

/** What the rules of a territory read about a line; `said` is what earlier stages said. Dear facts are worked out when asked, once. */
export const sheetOf = (situation: Situation, territory: Territory, line: LineFacts | null, said: Readonly<Record<string, FactValue>> | null = null): Sheet => new ConsignmentSheet(situation, territory, line, said);

/** A class for speed: it is made for every stage of every line, and closures would be made anew each time. */
class ConsignmentSheet implements Sheet {
  constructor(private readonly situation: Situation, private readonly territory: Territory, private readonly line: LineFacts | null, private readonly said: Readonly<Record<string, FactValue>> | null) {}

  at(slot: number, name: string): FactValue {
    const known = slot < 0 ? undefined : this.situation.known[slot];
    return known === undefined ? this.find(slot, name) : known;
  }

  param(name: string): FactValue {
    return paramFact(this.territory, name);
  }

  day(): string {
    return this.territory.day;
  }

  exchange(minor: bigint, from: string, to: string): bigint | null {
    return exchange(this.situation.facts, minor, from, to);
  }

  private find(slot: number, name: string): FactValue {
    const said = this.said === null ? undefined : this.said[name];
    if (said !== undefined) return said;
    const derive = DERIVED[name];
    if (!derive) throw new NoAnswer('tax.unknown_fact', `A rule asks for "${name}", which this sale does not say.`);
    const value = derive(this.situation, { territory: this.territory, line: this.line, day: this.territory.day });
    if (!PER_LINE.has(name)) this.situation.known[slot] = value;
    return value;
  }
}

const PER_LINE = new Set(['category', 'item.value', 'tax_point']);

function paramFact(territory: Territory, name: string): FactValue {
  const { day } = territory;
  const param = territory.law?.params[name];
  const value = param === undefined ? null : paramOn(param, day);
  return typeof value === 'string' ? value : null;
}
