import { addDays, momentOf } from '@stoa/platform/local-time';
import { evaluate } from '../evaluation/evaluate.js';
import type { ConsignmentFacts, Place } from '../evaluation/facts.js';
import { packsAt } from '../pack/packs-at.js';
import type { LoadedPack, PackSet } from '../pack/pack.js';
import type { OverlayChange } from './overlay-change.js';
import { dayThere, underOverlay, zoneAt, type TenantOverlay } from './overlay.js';
import { kindsIn } from './registration-kinds.js';

/** A sale that a change is tried on: to a consumer in a place, the goods and the vendor here or abroad. */
export type Situation = 'sent_from_abroad' | 'vendor_abroad' | 'vendor_here';
/** What such a sale comes to. */
export type Tried = { readonly noAnswer: string } | { readonly scheme: string; readonly liable: string; readonly treatment: string; readonly rates: string };
/** A sale that a change makes another, and the first day of it. */
export type Effect = { readonly place: string; readonly situation: Situation; readonly from: string; readonly was: Tried; readonly becomes: Tried };

const SITUATIONS: readonly Situation[] = ['sent_from_abroad', 'vendor_abroad', 'vendor_here'];
const NOON_MINUTES = 12 * 60;
/** Below every limit of low-value goods. */
const PRICE_MINOR = 4_000n;

/** Tries typical sales to each place before and after a change, on the first day that it matters, and tells those that come to something else. Pure. */
export function effectsOf(packs: PackSet, { before, after, change }: { before: TenantOverlay; after: TenantOverlay; change: OverlayChange }, given: { places: readonly string[]; home: string; now: Date }): Effect[] {
  return [...new Set([...placesOf(packs, change), ...given.places])].sort().flatMap((id) => {
    const loaded = packs.packs.get(id);
    if (loaded?.pack.rates === undefined) return [];
    const [country, region = null] = id.split('-') as [string, string?];
    const place = { country, region, postcode: null, city: null };
    const zone = zoneAt(packs, country, region);
    return daysOf(change, dayThere(packs, place, given.now)).flatMap((day) => SITUATIONS.flatMap((situation): Effect[] => {
      const facts = saleTo(packs, loaded, { place, situation, at: momentOf(day, NOON_MINUTES, zone), home: given.home, before });
      const [was, becomes] = [tried(packs, before, facts), tried(packs, after, facts)];
      return JSON.stringify(was) === JSON.stringify(becomes) ? [] : [{ place: id, situation, from: day, was, becomes }];
    }));
  });
}

/** The place a change is about, and where it is of a union, its members are looked at with the markets. */
function placesOf(packs: PackSet, change: OverlayChange): string[] {
  if (change.kind === 'choose_role') return [change.country];
  if (change.kind !== 'add_registration') return [];
  const place = change.region === null ? change.country : `${change.country}-${change.region}`;
  return packs.packs.has(place) ? [place] : [];
}

/** The days on which something begins to be another: of a registration its first, and the one after its last. */
function daysOf(change: OverlayChange, today: string): string[] {
  const notBefore = (day: string | null) => (day === null || day < today ? today : day);
  switch (change.kind) {
    case 'add_registration': return [notBefore(change.from), ...(change.to === null ? [] : [notBefore(addDays(change.to, 1))])];
    case 'change_registration': return [...new Set([today, notBefore(change.from), ...(change.to === null ? [] : [notBefore(addDays(change.to, 1))])])];
    case 'choose_role': case 'map_category': return [notBefore(change.from)];
    default: return [today];
  }
}

function saleTo(packs: PackSet, { pack }: LoadedPack, { place, situation, at, home, before }: { place: Place; situation: Situation; at: Date; home: string; before: TenantOverlay }): ConsignmentFacts {
  const abroad = place.country === 'CN' ? 'US' : 'CN';
  const union = packs.unionOf.get(place.country);
  const vendor = situation === 'vendor_here' ? place.country : abroad;
  const registered = kindsIn(packs, place.country)[0] ?? kindsIn(packs, pack.id)[0];
  return {
    taxPoint: at, currency: (union === undefined ? undefined : packs.packs.get(union)?.pack.exchange?.currency) ?? pack.currency ?? 'EUR', priceMode: pack.prices?.b2c ?? 'incl',
    shipFrom: situation === 'sent_from_abroad' ? { country: abroad, region: null, postcode: null, city: null } : place, shipTo: place,
    seller: {
      id: 'tried', country: vendor, establishments: [vendor], smallBusiness: false, oss: false, crossBorderYtdMinor: 0n,
      registrations: situation === 'vendor_here' && registered ? [{ country: place.country, region: place.region, scheme: registered.scheme, number: 'tried' }] : [],
    },
    platform: { role: 'marketplace', establishment: home, registrations: before.registrations.map(({ country, region, scheme, number }) => ({ country, region, scheme, number })) },
    customer: { type: 'consumer', taxId: null, taxIdValid: false }, lines: [{ id: 'l1', category: 'goods.general', amountMinor: PRICE_MINOR, quantity: 1, discounts: [] }], shipping: null, exchangeRates: [],
  };
}

function tried(packs: PackSet, overlay: TenantOverlay, facts: ConsignmentFacts): Tried {
  const chosen = packsAt(packs, overlay.packs, facts.taxPoint).packs;
  const answer = evaluate(chosen, underOverlay(chosen, overlay, facts), { roundingLevel: null, acceptedDrafts: ['*'] });
  if (answer.outcome === 'no_answer') return { noAnswer: answer.reasons.map((reason) => reason.message).join(' ') };
  const { scheme, liable, treatment, lines } = answer.decision;
  return { scheme, liable, treatment, rates: [...new Set(lines.map((line) => line.ratePct))].join(', ') };
}
