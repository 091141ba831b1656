import type { FactReader, FactValue } from '../pack/condition.js';
import { chainOf, type LoadedPack, type PackSet, type Words } from '../pack/pack.js';
import type { ConsignmentFacts, Overlay, Place, Registration } from './facts.js';
import { netOfLines } from './lines.js';
import { NoAnswer } from './no-answer.js';

/** A place as the packs see it: which packs speak for it, most specific first, and whether a union's law reaches it. */
export type Territory = { place: Place; jurisdiction: string; unionId: string | null; inUnion: boolean; chain: LoadedPack[]; leaf: LoadedPack | null };
export type Situation = { packs: PackSet; facts: ConsignmentFacts; overlay: Overlay; from: Territory; to: Territory; days: Map<string, string> };

/** Places the consignment: finds the packs of origin and destination and the territories that are out of their union's tax area. */
export function situate(packs: PackSet, facts: ConsignmentFacts, overlay: Overlay): Situation {
  const from = territoryOf(packs, facts.shipFrom);
  const to = territoryOf(packs, facts.shipTo);
  return { packs, facts, overlay, from, to, days: new Map() };
}

function territoryOf(packs: PackSet, place: Place): Territory {
  const unionId = packs.unionOf.get(place.country) ?? null;
  const country = packs.packs.get(place.country) ?? null;
  const jurisdiction = country?.pack.kind === 'federation' && place.region ? `${place.country}-${place.region}` : place.country;
  const union = unionId === null ? null : packs.packs.get(unionId)!;
  const excluded = union !== null && union.excluded.some(([code, pattern]) => code === place.country && place.postcode !== null && pattern.test(place.postcode));
  const leaf = excluded ? null : packs.packs.get(jurisdiction) ?? country;
  const chain = leaf ? chainOf(packs, leaf.pack.id) : union ? [union] : [];
  return { place, jurisdiction, unionId, inUnion: union !== null && !excluded, chain, leaf };
}

/** The name of a jurisdiction in words. */
export const nameOf = (territory: Territory): Words => territory.leaf?.pack.name ?? { en: territory.jurisdiction };

/** The day of the tax point where the pack is law: a sale at 00:30 in Berlin is not yesterday's because a server runs in UTC. */
export function dayIn(situation: Situation, zone: string): string {
  const known = situation.days.get(zone);
  if (known !== undefined) return known;
  const day = formatterOf(zone).format(situation.facts.taxPoint);
  situation.days.set(zone, day);
  return day;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterOf(zone: string): Intl.DateTimeFormat {
  const found = formatters.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formatters.set(zone, found);
  return found;
}

/** Facts as the rules of a stage may read them; `more` are the line's and what earlier stages said. Dear ones are worked out when asked. */
export function readerOf(situation: Situation, more: Readonly<Record<string, FactValue>> = {}): FactReader {
  return (name) => {
    if (name in more) return more[name]!;
    const derive = DERIVED[name];
    if (!derive) throw new NoAnswer('tax.unknown_fact', `A rule asks for "${name}", which this sale does not say.`);
    return derive(situation);
  };
}

const money = (minor: bigint, currency: string): FactValue => ({ minor, currency });
const registeredIn = (list: readonly Registration[], t: Territory): boolean => list.some((r) => r.country === t.place.country && r.scheme !== 'union_oss' && r.scheme !== 'ioss');

const DERIVED: Readonly<Record<string, (s: Situation) => FactValue>> = {
  'from.country': (s) => s.from.place.country,
  'from.region': (s) => s.from.place.region,
  'from.union': (s) => s.from.inUnion,
  'to.country': (s) => s.to.place.country,
  'to.region': (s) => s.to.place.region,
  'to.postcode': (s) => s.to.place.postcode,
  'to.union': (s) => s.to.inUnion,
  cross_border: (s) => s.from.place.country !== s.to.place.country,
  'supply.kind': (s) => (s.facts.lines.every((line) => line.category.startsWith('service.')) ? 'service' : 'goods'),
  'consignment.categories': (s) => s.facts.lines.map((line) => line.category),
  'consignment.value': (s) => money(netOfLines(s, s.to), s.facts.currency),
  'consignment.net': (s) => money(netOfLines(s, s.to), s.facts.currency),
  'price.mode': (s) => s.facts.priceMode,
  'seller.country': (s) => s.facts.seller.country,
  'seller.union': (s) => [s.facts.seller.country, ...s.facts.seller.establishments].some((country) => s.packs.unionOf.get(country) === (s.to.unionId ?? s.from.unionId)),
  'seller.one_establishment': (s) => new Set([s.facts.seller.country, ...s.facts.seller.establishments]).size === 1,
  'seller.at_home': (s) => s.facts.seller.country === s.from.place.country,
  'seller.small_business': (s) => s.facts.seller.smallBusiness,
  'seller.oss': (s) => s.facts.seller.oss || s.facts.seller.registrations.some((r) => r.scheme === 'union_oss'),
  'seller.cross_border_total': (s) => money(s.facts.seller.crossBorderYtdMinor + netOfLines(s, s.from.leaf ? s.from : s.to), s.facts.currency),
  'seller.registered_to': (s) => registeredIn(s.facts.seller.registrations, s.to),
  'seller.registered_from': (s) => registeredIn(s.facts.seller.registrations, s.from),
  'seller.schemes': (s) => s.facts.seller.registrations.map((r) => r.scheme),
  'platform.role': (s) => s.facts.platform.role,
  'platform.establishment': (s) => s.facts.platform.establishment,
  'platform.registered_to': (s) => s.facts.platform.registrations.some((r) => r.country === s.to.place.country && (r.region === null || r.region === s.to.place.region)),
  'platform.schemes': (s) => s.facts.platform.registrations.map((r) => r.scheme),
  'buyer.business': (s) => s.facts.customer.type === 'business',
  'buyer.tax_id_valid': (s) => s.facts.customer.type === 'business' && s.facts.customer.taxId !== null && s.facts.customer.taxIdValid,
};
