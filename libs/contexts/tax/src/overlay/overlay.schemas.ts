import { z } from 'zod';
import type { PackSet } from '../pack/pack.js';
import type { Effect, Tried } from './overlay-effects.js';
import type { OverlayChange } from './overlay-change.js';
import { holdsAt, roleAt, type TenantOverlay } from './overlay.js';
import type { KeptChange } from './overlay.repository.js';
import type { RegistrationKind } from './registration-kinds.js';

/** A day that a set-up may name: no law of ours is older, and no plan reaches further. */
export const plannedDay = z.iso.date({ error: 'Write a day as 2026-12-01' }).refine((day) => day >= '1950-01-01' && day < '2200-01-01', 'Write a day between 1950 and 2199');
const day = plannedDay;
const country = z.string().regex(/^[A-Z]{2}$/, 'Write a country as two letters: DE');
const region = z.string().regex(/^[A-Z0-9]{1,3}$/, 'Write a state as its letters: CA');
const number = z.string().trim().min(2).max(40);
const intermediary = z.string().trim().max(40).nullable();
/** Number, intermediary and days of a registration, as they are to be. */
const terms = { number, intermediary: intermediary.default(null), from: day.nullable().default(null), to: day.nullable().default(null) };

export const changeBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('add_registration'), country, region: region.nullable().default(null), scheme: z.string().regex(/^[a-z][a-z_]{1,39}$/), ...terms }),
  z.strictObject({ kind: z.literal('change_registration'), id: z.string().regex(/^[a-z0-9-]{2,40}$/), ...terms }),
  z.strictObject({ kind: z.literal('remove_registration'), id: z.string().regex(/^[a-z0-9-]{2,40}$/) }),
  z.strictObject({ kind: z.literal('choose_role'), country, role: z.enum(['marketplace', 'agent']), from: day }),
]) satisfies z.ZodType<OverlayChange>;
export const reason = z.string().trim().min(5).max(500);

const registrationView = z.object({
  id: z.string(), country: z.string(), region: z.string().nullable(), scheme: z.string(), name: z.string(), number: z.string(), intermediary: z.string().nullable(), from: z.string().nullable(), to: z.string().nullable(), state: z.enum(['planned', 'in_force', 'ended']),
}).meta({ id: 'TaxRegistrationHeld' });
const kindView = z.object({
  place: z.string(), scheme: z.string(), name: z.string(), example: z.string(), needs_intermediary: z.boolean(), intermediary_example: z.string().nullable(), cite: z.string(),
}).meta({ id: 'TaxRegistrationKind' });
const roleView = z.object({ country: z.string(), name: z.string(), role: z.enum(['marketplace', 'agent']), means: z.string(), cite: z.string(), planned: z.array(z.object({ role: z.enum(['marketplace', 'agent']), from: z.string() })) }).meta({ id: 'TaxRole' });
const changeView = z.object({ version: z.int(), what: z.string(), reason: z.string(), changed_at: z.iso.datetime() }).meta({ id: 'TaxOverlayChange' });
export const overlayView = z.object({
  version: z.int().meta({ description: 'In which registrations or roles changed last. Zero is what the marketplace was opened with.' }), overlay_version: z.int().meta({ description: 'Of everything; decisions name it.' }), registrations: z.array(registrationView), kinds: z.array(kindView), roles: z.array(roleView), changes: z.array(changeView),
}).meta({ id: 'TaxOverlay' });

const triedView = z.object({ no_answer: z.string().nullable(), scheme: z.string().nullable(), liable: z.string().nullable(), treatment: z.string().nullable(), rates: z.string().nullable() });
export const effectsView = z.object({
  effects: z.array(z.object({ place: z.string(), situation: z.enum(['sent_from_abroad', 'vendor_abroad', 'vendor_here']), from: z.string(), was: triedView, becomes: triedView })),
}).meta({ id: 'TaxOverlayEffects' });

export type Shown = { readonly overlay: TenantOverlay; readonly kinds: readonly RegistrationKind[]; readonly home: string; readonly changes: readonly KeptChange[]; readonly now: Date; readonly locale: string };

/** The overlay as staff see it, with what may be added to it. */
export function toOverlayView(packs: PackSet, { overlay, kinds, home, changes, now, locale }: Shown): z.input<typeof overlayView> {
  const say = (words: Readonly<Record<string, string>>): string => words[locale.slice(0, 2)] ?? words['en'] ?? '';
  const nameOf = (scheme: string, place: string): string => say(kinds.find((kind) => kind.scheme === scheme && kind.place === place)?.name ?? kinds.find((kind) => kind.scheme === scheme)?.name ?? { en: scheme });
  return {
    version: overlay.edited, overlay_version: overlay.version,
    registrations: overlay.registrations.map((one) => ({
      id: one.id, country: one.country, region: one.region, scheme: one.scheme, name: nameOf(one.scheme, one.region === null ? one.country : `${one.country}-${one.region}`), number: one.number, intermediary: one.intermediary, from: one.from, to: one.to,
      state: holdsAt(packs, one, now) ? 'in_force' as const : holdsAt(packs, { ...one, from: null }, now) ? 'planned' as const : 'ended' as const,
    })),
    kinds: kinds.map((kind) => ({
      place: kind.place, scheme: kind.scheme, name: say(kind.name), example: kind.example, cite: kind.cite, intermediary_example: kind.intermediary?.example ?? null,
      needs_intermediary: kind.intermediary !== null && packs.unionOf.get(home) !== packs.unionOf.get(kind.place) && !kind.intermediary.notFrom.includes(home),
    })),
    roles: packs.registrations.roles.map((one) => ({
      country: one.country, name: say(one.name), means: say(one.means), cite: one.cite, role: roleAt(packs, overlay, { country: one.country, at: now }),
      planned: overlay.roles.filter((role) => role.country === one.country && role.from > now.toISOString().slice(0, 10)).map(({ role, from }) => ({ role, from })),
    })),
    changes: changes.map((one) => ({ version: one.version, what: wordsOf(one.change), reason: one.reason, changed_at: one.changedAt.toISOString() })),
  };
}

/** A change in a few words. */
function wordsOf(change: OverlayChange): string {
  switch (change.kind) {
    case 'add_registration': return `Registration ${change.scheme} in ${change.region === null ? change.country : `${change.country}-${change.region}`}: ${change.number}${change.from === null ? '' : `, from ${change.from}`}${change.to === null ? '' : `, to ${change.to}`}`;
    case 'change_registration': return `Registration changed: ${change.number}${change.from === null ? '' : `, from ${change.from}`}${change.to === null ? '' : `, to ${change.to}`}`;
    case 'remove_registration': return 'Planned registration taken back';
    case 'choose_role': return `${change.country}: ${change.role === 'agent' ? 'agent' : 'what the law says'} from ${change.from}`;
    case 'map_category': return `${change.path}: ${change.taxCategory ?? 'as its shelf was made'} from ${change.from}`;
    case 'choose_version': return `Rule pack ${change.pack}: ${change.version ?? 'the newest that is active'} from ${change.at.slice(0, 16).replace('T', ' ')} UTC`;
    case 'cancel_version': return `Rule pack ${change.pack}: plan taken back`;
  }
}

export const toEffectsView = (effects: readonly Effect[]): z.input<typeof effectsView> => ({ effects: effects.map((one) => ({ place: one.place, situation: one.situation, from: one.from, was: toTriedView(one.was), becomes: toTriedView(one.becomes) })) });
const toTriedView = (one: Tried): z.input<typeof triedView> =>
  ('noAnswer' in one ? { no_answer: one.noAnswer, scheme: null, liable: null, treatment: null, rates: null } : { no_answer: null, scheme: one.scheme, liable: one.liable, treatment: one.treatment, rates: one.rates });
