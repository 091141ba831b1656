import { lineOf } from '../pack/json-lines.js';
import type { LintProblem } from '../pack/lint-pack.js';
import { allDocuments, lintAmong, replaced, versionOf } from '../pack/load-packs.js';
import type { PackDocument, PackSet } from '../pack/pack.js';

/** A pack or table as somebody would install it, among those that are, and what lint says of it. */
export type Candidate = { readonly pack: string; readonly version: string; readonly installed: string | null; readonly problems: readonly LintProblem[] };

/** Reads a version that is not installed yet: which it is, and what is wrong with it. */
export function readCandidate(set: PackSet, body: string): Candidate {
  let raw: unknown;
  try {
    raw = JSON.parse(body);
  } catch (error) {
    return { pack: '(no id)', version: '', installed: null, problems: [{ pack: '(no id)', at: '', line: 1, problem: `this is no JSON: ${(error as Error).message}` }] };
  }
  const [id, version] = [textAt(raw, 'id'), textAt(raw, 'version')];
  return { pack: id, version, installed: installedAs(set, id)?.version ?? null, problems: [...lintAmong(set, raw, body), ...sameVersion(set, { id, version, body })] };
}

/** All that is installed, with the new version in the place of the old one. It was linted when it came in. */
export const withCandidate = (set: PackSet, { body }: { body: string }): PackSet => replaced(set, [versionOf(body)]);

function sameVersion(set: PackSet, { id, version, body }: { id: string; version: string; body: string }): LintProblem[] {
  const carried = allDocuments(set).find((document) => document.id === id && document.version === version);
  return !carried || carried.body === body ? [] : [{ pack: id, at: 'version', line: lineOf(body, ['version']), problem: `${version} is installed with other content: raise the version` }];
}

const installedAs = (set: PackSet, id: string): PackDocument | null => (set.packs.get(id) ?? set.tables.get(id))?.document ?? null;

const textAt = (raw: unknown, key: 'schema' | 'id' | 'version'): string => {
  const value = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[key] : null;
  return typeof value === 'string' ? value : '';
};
