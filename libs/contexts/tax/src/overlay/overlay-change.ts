import type { PackSet } from '../pack/pack.js';
import type { VersionChoice } from '../pack/packs-at.js';
import { choiceGone, hasBegun, overlaps, registrationGone, roleNotFree, startsTooEarly, turnsBack, unknownCategory } from './overlay.errors.js';
import { dayThere, type ChosenRole, type HeldRegistration, type MappedCategory, type TenantOverlay } from './overlay.js';
import { kindOf, readNumber } from './registration-kinds.js';

/** What somebody may change, one thing at a time. */
export type OverlayChange =
  | ({ readonly kind: 'add_registration' } & Omit<HeldRegistration, 'id'>)
  | ({ readonly kind: 'change_registration'; readonly id: string } & Pick<HeldRegistration, 'number' | 'intermediary' | 'from' | 'to'>)
  | { readonly kind: 'remove_registration'; readonly id: string }
  | ({ readonly kind: 'choose_role' } & ChosenRole)
  | ({ readonly kind: 'map_category' } & MappedCategory)
  | ({ readonly kind: 'choose_version' } & VersionChoice)
  | { readonly kind: 'cancel_version'; readonly pack: string };

export type Given = { readonly packs: PackSet; readonly now: Date; /** Where the marketplace itself is at home. */ readonly home: string };

/** What the overlay becomes by a change, or why it cannot be. Pure. */
export function changed(overlay: TenantOverlay, change: OverlayChange, given: Given): TenantOverlay {
  const version = overlay.version + 1;
  const next = { ...overlay, version, edited: EDITS.has(change.kind) ? version : overlay.edited };
  switch (change.kind) {
    case 'add_registration': {
      const { kind: _kind, ...said } = change;
      return withRegistration(next, { ...said, id: `r${next.version}` }, given);
    }
    case 'change_registration': return withRegistration(next, { ...registrationOf(overlay, change.id), number: change.number, intermediary: change.intermediary, from: change.from, to: change.to }, given);
    case 'remove_registration': return withoutRegistration(next, registrationOf(overlay, change.id), given);
    case 'choose_role': return withRole(next, { country: change.country, role: change.role, from: change.from }, given);
    case 'map_category': return withCategory(next, { path: change.path, taxCategory: change.taxCategory, from: change.from }, given);
    case 'choose_version': return { ...next, packs: [...withoutPlans(overlay, change.pack, given.now), { pack: change.pack, version: change.version, at: change.at }] };
    case 'cancel_version': return withoutVersion(next, change, given);
  }
}

const EDITS: ReadonlySet<OverlayChange['kind']> = new Set(['add_registration', 'change_registration', 'remove_registration', 'choose_role']);

function registrationOf({ registrations }: TenantOverlay, id: string): HeldRegistration {
  const found = registrations.find((one) => one.id === id);
  if (!found) throw registrationGone();
  return found;
}

function withRegistration(overlay: TenantOverlay, said: HeldRegistration, { packs, home }: Given): TenantOverlay {
  const kind = kindOf(packs, said);
  const registration = { ...said, ...readNumber(packs, kind, said, home) };
  if (registration.from !== null && registration.to !== null && registration.to < registration.from) throw turnsBack();
  const others = overlay.registrations.filter((one) => one.id !== registration.id);
  const clash = others.find((one) => one.scheme === registration.scheme && (kind.perUnion ? unionOf(packs, one) === unionOf(packs, registration) : one.country === registration.country && one.region === registration.region) && meet(one, registration));
  if (clash) throw overlaps(clash);
  return { ...overlay, registrations: [...others, registration].sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

const unionOf = (packs: PackSet, { country }: HeldRegistration): string | undefined => packs.unionOf.get(country);
const key = (one: HeldRegistration): string => [one.country, one.region ?? '', one.scheme, one.from ?? '', one.id].join(' ');
const meet = (a: HeldRegistration, b: HeldRegistration): boolean => (a.to === null || b.from === null || b.from <= a.to) && (b.to === null || a.from === null || a.from <= b.to);

/** What was in force stays in the record: it is ended. Only what has not begun goes. */
function withoutRegistration(overlay: TenantOverlay, registration: HeldRegistration, { packs, now }: Given): TenantOverlay {
  if (registration.from === null || registration.from <= dayThere(packs, registration, now)) throw hasBegun();
  return { ...overlay, registrations: overlay.registrations.filter((one) => one.id !== registration.id) };
}

function withRole(overlay: TenantOverlay, role: ChosenRole, { packs, now }: Given): TenantOverlay {
  if (!packs.registrations.roles.some((one) => one.country === role.country)) throw roleNotFree(role.country);
  if (role.from < dayThere(packs, role, now)) throw startsTooEarly();
  return { ...overlay, roles: [...overlay.roles.filter((one) => one.country !== role.country || one.from !== role.from), role] };
}

function withCategory(overlay: TenantOverlay, mapped: MappedCategory, { packs, now, home }: Given): TenantOverlay {
  if (mapped.taxCategory !== null && !isKnown(packs, mapped.taxCategory)) throw unknownCategory(mapped.taxCategory);
  if (mapped.from < dayThere(packs, { country: home }, now)) throw startsTooEarly();
  return { ...overlay, categories: [...overlay.categories.filter((one) => one.path !== mapped.path || one.from !== mapped.from), mapped] };
}

/** Some pack speaks of it or of something above it: no typing error becomes the rate of everything else. */
export const isKnown = (packs: PackSet, taxCategory: string): boolean => taxCategory === 'goods.general' || categoriesOf(packs).has(taxCategory);

/** Every category that the packs speak of. */
export const categoriesOf = ({ packs }: PackSet): ReadonlySet<string> => new Set([...packs.values()].flatMap(({ pack }) => (pack.categories ?? []).map(([prefix]) => prefix)).filter((prefix) => prefix.startsWith('goods.')));

/** A pack has one plan at most: choosing anew takes its place. What has begun stays, for the record and for sales whose tax point is then. */
const withoutPlans = ({ packs }: TenantOverlay, pack: string, now: Date): VersionChoice[] => packs.filter((one) => one.pack !== pack || new Date(one.at) <= now);

function withoutVersion(overlay: TenantOverlay, { pack }: { pack: string }, { now }: Given): TenantOverlay {
  const packs = withoutPlans(overlay, pack, now);
  if (packs.length === overlay.packs.length) throw choiceGone();
  return { ...overlay, packs };
}
