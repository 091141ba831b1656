import type { LineFacts, ConsignmentFacts, PlatformRegistration } from '../evaluation/facts.js';
import { dayIn } from '../evaluation/situation.js';
import type { PackSet } from '../pack/pack.js';
import type { VersionChoice } from '../pack/packs-at.js';

/** Where the marketplace is registered. Days are those of the place's own clock, and both ends count; null is since ever, or until further notice. */
export type HeldRegistration = {
  readonly id: string; readonly country: string; readonly region: string | null; readonly scheme: string; readonly number: string; /** Who files for the marketplace, where the law wants somebody of the union. */ readonly intermediary: string | null;
  readonly from: string | null; readonly to: string | null;
};
/** What the marketplace is in a country whose law leaves it the choice. `marketplace`: what the law takes it for. `agent`: it has no say in the sale, as the law of the place describes it. */
export type Role = 'marketplace' | 'agent';
export type ChosenRole = { readonly country: string; readonly role: Role; readonly from: string };
/** The tax category of a shelf and all below it, from a day on; null: no longer another than the one it was made with. */
export type MappedCategory = { readonly path: string; readonly taxCategory: string | null; readonly from: string };
/** All that a marketplace says about its own taxes. Each change makes another version of the whole. */
export type TenantOverlay = {
  readonly version: number; /** The version in which registrations or roles changed last: who edits them need not care for the rest. */ readonly edited: number; readonly registrations: readonly HeldRegistration[]; readonly roles: readonly ChosenRole[]; readonly categories: readonly MappedCategory[]; readonly packs: readonly VersionChoice[];
};

/** What stands before anybody changes anything: the registrations the marketplace was opened with. */
export const openingOverlay = (registrations: readonly PlatformRegistration[]): TenantOverlay =>
  ({ version: 0, edited: 0, registrations: registrations.map((one, i) => ({ ...one, id: `given-${i + 1}`, intermediary: null, from: null, to: null })), roles: [], categories: [], packs: [] });

/** The clock of a place. */
export const zoneAt = (packs: PackSet, country: string, region: string | null): string =>
  (packs.packs.get(region === null ? country : `${country}-${region}`) ?? packs.packs.get(country))?.pack.time_zone ?? 'UTC';

/** The day it is in a place at a moment. */
export const dayThere = (packs: PackSet, { country, region = null }: { country: string; region?: string | null }, at: Date): string => dayIn(at, zoneAt(packs, country, region));

/** Does a registration hold at that moment? */
export function holdsAt(packs: PackSet, registration: HeldRegistration, at: Date): boolean {
  const day = dayThere(packs, registration, at);
  return (registration.from === null || registration.from <= day) && (registration.to === null || day <= registration.to);
}

/** The registrations in force at a moment, as the law's rules read them. */
export const registrationsAt = (packs: PackSet, overlay: TenantOverlay, at: Date): PlatformRegistration[] =>
  overlay.registrations.filter((one) => holdsAt(packs, one, at)).map(({ country, region, scheme, number }) => ({ country, region, scheme, number }));

/** What the marketplace is in a country at a moment. */
export function roleAt(packs: PackSet, { roles }: TenantOverlay, { country, at }: { country: string; at: Date }): Role {
  const day = dayThere(packs, { country }, at);
  return newest(roles.filter((one) => one.country === country && one.from <= day))?.role ?? 'marketplace';
}

/** The tax category that the marketplace gave a shelf or the nearest above it, on a day; null where it gave none. */
export function mappedAt({ categories }: Pick<TenantOverlay, 'categories'>, path: string, day: string): { readonly path: string; readonly taxCategory: string; readonly from: string } | null {
  for (let shelf = path; shelf !== ''; shelf = shelf.slice(0, Math.max(0, shelf.lastIndexOf('/')))) {
    const said = newest(categories.filter((one) => one.path === shelf && one.from <= day));
    if (said?.taxCategory != null) return { path: shelf, taxCategory: said.taxCategory, from: said.from };
  }
  return null;
}

/** The one that came into force last; of two of one day the one that was said last. */
const newest = <T extends { readonly from: string }>(rows: readonly T[]): T | undefined => rows.reduce<T | undefined>((last, one) => (last === undefined || one.from >= last.from ? one : last), undefined);

/** The facts of a sale under what the marketplace says of itself at the tax point. `path` is where a line's goods stand; it stays with lines whose tax category was found by it. */
export function underOverlay(packs: PackSet, overlay: TenantOverlay | null, facts: ConsignmentFacts): ConsignmentFacts {
  if (overlay === null) return facts.lines.some((line) => line.path !== undefined) ? { ...facts, lines: facts.lines.map(withoutPath) } : facts;
  const { taxPoint, shipTo, platform } = facts;
  const day = dayThere(packs, shipTo, taxPoint);
  const isAgent = roleAt(packs, overlay, { country: shipTo.country, at: taxPoint }) === 'agent';
  return {
    ...facts, seller: facts.seller.isPlatform === true ? sellerUnder(packs, overlay, facts) : facts.seller,
    platform: { ...platform, registrations: registrationsAt(packs, overlay, taxPoint), ...(isAgent ? { controlsPrice: false, collectsPayment: false, handlesComplaints: false } : {}) },
    lines: facts.lines.map((line) => {
      const mapped = line.path == null ? null : mappedAt(overlay, line.path, day);
      return mapped === null ? withoutPath(line) : { ...line, category: mapped.taxCategory };
    }),
  };
}

/** Where the marketplace itself sells, its registrations are its own as well: of each country that it says anything of, those in force; of others, those it was told with. One-stop shops are for sales to shoppers. */
function sellerUnder(packs: PackSet, overlay: TenantOverlay, { seller, taxPoint }: ConsignmentFacts): ConsignmentFacts['seller'] {
  const told = seller.registrations.filter((one) => !overlay.registrations.some((held) => held.country === one.country));
  const registrations = [...registrationsAt(packs, overlay, taxPoint).filter((one) => one.scheme !== 'union_oss' && one.scheme !== 'ioss'), ...told];
  return { ...seller, registrations, smallBusiness: !registrations.some((one) => one.country === seller.country) };
}

function withoutPath(line: LineFacts): LineFacts {
  const { path: _path, ...rest } = line;
  return rest;
}
