import { lintPack, lintTable, type LintProblem } from '../pack/lint-pack.js';
import { assemblePacks } from '../pack/load-packs.js';
import type { PackDocument, PackSet, RateTable, TaxPack } from '../pack/pack.js';

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
  return { pack: id, version, installed: installedAs(set, id)?.version ?? null, problems: [...lint(set, raw, body), ...sameVersion(set, { id, version, body })] };
}

/** All that is installed, with the new version in the place of the old one. It was linted when it came in. */
export const withCandidate = (set: PackSet, { pack, body }: { pack: string; body: string }): PackSet =>
  assemblePacks([...[...set.packs.values(), ...set.tables.values()].map(({ document }) => document).filter(({ id }) => id !== pack).map((document) => document.body), body], { lint: false });

function lint(set: PackSet, raw: unknown, body: string): LintProblem[] {
  if (textAt(raw, 'schema') === 'taxtable/1') return lintTable(raw, body);
  const around = {
    packs: new Map([...[...set.packs.values()].map(({ pack }) => [pack.id, pack] as const), [textAt(raw, 'id'), raw as TaxPack] as const]),
    tables: new Map([...set.tables.values()].map(({ table }): [string, RateTable] => [table.id, table])),
  };
  return lintPack(raw, around, body);
}

function sameVersion(set: PackSet, { id, version, body }: { id: string; version: string; body: string }): LintProblem[] {
  const installed = installedAs(set, id);
  if (!installed || installed.version !== version || installed.body === body) return [];
  return [{ pack: id, at: 'version', line: 1, problem: `${version} is installed with other content: raise the version` }];
}

const installedAs = (set: PackSet, id: string): PackDocument | null => (set.packs.get(id) ?? set.tables.get(id))?.document ?? null;

const textAt = (raw: unknown, key: 'schema' | 'id' | 'version'): string => {
  const value = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[key] : null;
  return typeof value === 'string' ? value : '';
};
