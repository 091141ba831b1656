import { chainOf, type PackSet, type Words } from '../pack/pack.js';
import { badNumber, intermediaryIdle, intermediaryMissing, unknownPlace, unknownScheme } from './overlay.errors.js';
import type { HeldRegistration } from './overlay.js';

/** A registration that may be held in a place: its name, how its number is written, and the law behind it. */
export type RegistrationKind = {
  readonly place: string; readonly scheme: string; readonly name: Words; readonly pattern: RegExp; readonly example: string; readonly prefix: string; /** One state of the union holds it for all. */ readonly perUnion: boolean;
  readonly intermediary: { readonly pattern: RegExp; readonly example: string; readonly notFrom: readonly string[] } | null; readonly cite: string;
};

/** What the ordinary tax of a pack is called, where one registers for it. */
const ORDINARY: Readonly<Record<string, { scheme: string; name: string }>> = { VAT: { scheme: 'vat', name: 'VAT' }, GST: { scheme: 'gst', name: 'GST' }, HST: { scheme: 'gst', name: 'GST' }, SALES: { scheme: 'sales_tax', name: 'Sales tax permit' } };
const OTHER_TAX = { scheme: 'vat', name: 'Consumption tax' };
/** Permits of states follow no one form. */
const ANY_PERMIT = { pattern: /^[A-Z0-9][A-Z0-9 .\-/]{1,38}$/, example: 'CA 102-447190', prefix: '' };

/** Every registration that may be held in a country or one of its states: the ordinary one of its pack, and those the laws it is under know beside it. */
export function kindsIn(packs: PackSet, place: string): RegistrationKind[] {
  const chain = chainOf(packs, place);
  const [leaf] = chain;
  if (!leaf || leaf.pack.kind === 'union') return [];
  const national = packs.packs.get(place.slice(0, 2))?.pack;
  const own = national?.tax_id;
  const form = own ? { pattern: new RegExp(own.pattern), example: own.example, prefix: own.prefix ?? '' } : ANY_PERMIT;
  const special = packs.registrations.kinds.filter((kind) => kind.pack === place || chain.some(({ pack }) => pack.kind === 'union' && pack.id === kind.pack)).map((kind): RegistrationKind => ({
    place, scheme: kind.scheme, name: kind.name, perUnion: kind.per_union ?? false, cite: kind.cite, ...(kind.pattern === undefined ? form : { pattern: new RegExp(kind.pattern), example: kind.example ?? '', prefix: '' }),
    intermediary: kind.intermediary ? { pattern: new RegExp(kind.intermediary.pattern), example: kind.intermediary.example, notFrom: kind.intermediary.not_from } : null,
  }));
  const { scheme, name } = ORDINARY[leaf.pack.tax ?? ''] ?? OTHER_TAX;
  // A federation whose states levy the tax has no permit of its own; one whose provinces add to it registers for the country.
  const isOrdinaryHere = (leaf.pack.kind === 'region') === (leaf.pack.tax === 'SALES');
  const ordinary: RegistrationKind[] = isOrdinaryHere && leaf.pack.tax !== undefined && !special.some((kind) => kind.scheme === scheme)
    ? [{ place, scheme, name: { en: name }, ...form, perUnion: false, intermediary: null, cite: own?.cite ?? leaf.pack.rates?.[0]?.cite ?? '' }] : [];
  return [...ordinary, ...special];
}

/** Permits that vendors were asked for under another name than the packs now give them. */
const FORMER_NAMES: ReadonlySet<string> = new Set(['hst', 'import_oss', 'sellers_permit']);

/** Whether a number stands in a register of taxes. Vendors also hold numbers of packaging registers and licences to sell: these oblige nobody to charge a tax, and entitle nobody to. */
export const isTaxRegistration = (packs: PackSet, { scheme }: { readonly scheme: string }): boolean =>
  scheme === OTHER_TAX.scheme || FORMER_NAMES.has(scheme) || Object.values(ORDINARY).some((one) => one.scheme === scheme) || packs.registrations.kinds.some((kind) => kind.scheme === scheme);

/** The kind of a registration, or why there is none: no pack, or no such scheme in its law. */
export function kindOf(packs: PackSet, { country, region, scheme }: Pick<HeldRegistration, 'country' | 'region' | 'scheme'>): RegistrationKind {
  const place = region === null ? country : `${country}-${region}`;
  if (!packs.packs.has(place)) throw unknownPlace(place);
  const kind = kindsIn(packs, place).find((one) => one.scheme === scheme);
  if (!kind) throw unknownScheme(scheme, place);
  return kind;
}

/** Reads number and intermediary as people type them, and refuses what cannot be one. */
export function readNumber(packs: PackSet, kind: RegistrationKind, said: Pick<HeldRegistration, 'number' | 'intermediary'>, home: string): Pick<HeldRegistration, 'number' | 'intermediary'> {
  const typed = said.number.trim().toUpperCase();
  const bare = typed.replace(/[\s.\-_/]/g, '');
  const number = [typed, bare, `${kind.prefix}${bare}`].find((candidate) => kind.pattern.test(candidate));
  if (number === undefined) throw badNumber(`${/^[AEIOU]/.test(kind.name['en']!) ? 'an' : 'a'} ${kind.name['en']!} number of ${kind.place}`, kind.example);
  const agent = said.intermediary?.trim().toUpperCase().replace(/[\s.\-_/]/g, '') ?? '';
  const wanted = kind.intermediary !== null && packs.unionOf.get(home) !== packs.unionOf.get(kind.place) && !kind.intermediary.notFrom.includes(home) ? kind.intermediary : null;
  if (wanted === null && agent !== '') throw intermediaryIdle();
  if (wanted !== null && agent === '') throw intermediaryMissing(wanted.example);
  if (wanted !== null && !wanted.pattern.test(agent)) throw badNumber('an intermediary’s number', wanted.example);
  return { number, intermediary: wanted === null ? null : agent };
}
