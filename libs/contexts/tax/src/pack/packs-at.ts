import { LRUCache } from 'lru-cache';
import { dayIn } from '../evaluation/situation.js';
import { replaced } from './load-packs.js';
import type { PackDocument, PackSet, ShelvedVersion } from './pack.js';

/** A marketplace's choice of a version from a moment on (ISO); null is none. */
export type VersionChoice = { readonly pack: string; readonly version: string | null; readonly at: string };
/** The packs by which a sale is judged, and what was chosen that the deployment does not carry any more. */
export type ChosenPacks = { readonly packs: PackSet; readonly gone: ReadonlyMap<string, string> };

/** Marketplaces with the same choices share a set; a few are in use at a time. */
const MAX_SETS = 32;
const sets = new WeakMap<PackSet, LRUCache<string, PackSet>>();
const NONE_GONE: ReadonlyMap<string, string> = new Map();

/** The packs in force at a moment for who made these choices: the version chosen, else the newest that is active on the day of its place. */
export function packsAt(set: PackSet, choices: readonly VersionChoice[], at: Date): ChosenPacks {
  if (set.shelf.size === 0 && choices.length === 0) return { packs: set, gone: NONE_GONE };
  const gone = new Map<string, string>();
  const others: ShelvedVersion[] = [];
  for (const id of new Set([...set.shelf.keys(), ...choices.map((one) => one.pack)])) {
    const installed = documentOf(set, id);
    const wanted = choiceAt(choices, id, at)?.version ?? null;
    const found = wanted === null ? activeAt(set, id, at) : set.shelf.get(id)?.find(({ document }) => document.version === wanted);
    if (wanted !== null && !found && installed?.version !== wanted) gone.set(id, wanted);
    if (found && found.document.sha256 !== installed?.sha256) others.push(found);
  }
  return { packs: others.length === 0 ? set : setOf(set, others), gone };
}

/** What somebody chose for a pack that holds at a moment; undefined where nothing was. */
export const choiceAt = (choices: readonly VersionChoice[], pack: string, at: Date): VersionChoice | undefined =>
  choices.filter((one) => one.pack === pack && new Date(one.at) <= at).reduce<VersionChoice | undefined>((last, one) => (last === undefined || one.at >= last.at ? one : last), undefined);

/** The newest version of a pack that is active at a moment, on the clock of its place; the oldest where none is yet. */
export function activeAt(set: PackSet, id: string, at: Date): ShelvedVersion | undefined {
  const versions = set.shelf.get(id) ?? [];
  const day = dayIn(at, set.packs.get(id)?.pack.time_zone ?? 'UTC');
  return versions.findLast(({ raw }) => (raw.activates ?? '') <= day) ?? versions[0];
}

const documentOf = (set: PackSet, id: string): PackDocument | undefined => (set.packs.get(id) ?? set.tables.get(id))?.document;

function setOf(set: PackSet, others: readonly ShelvedVersion[]): PackSet {
  const known = sets.get(set) ?? new LRUCache<string, PackSet>({ max: MAX_SETS });
  sets.set(set, known);
  const key = others.map(({ document }) => document.sha256).sort().join(' ');
  const found = known.get(key) ?? replaced(set, others);
  known.set(key, found);
  return found;
}
