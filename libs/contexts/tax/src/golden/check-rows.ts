import { evaluate } from '../evaluation/evaluate.js';
import type { Overlay } from '../evaluation/facts.js';
import type { PackSet } from '../pack/pack.js';
import { packsAt } from '../pack/packs-at.js';
import { compareRow, type Mismatch } from './compare-row.js';
import { goldenRow, type GoldenRow } from './golden-row.js';
import { factsOf } from './row-facts.js';
import { unreadOf } from './unread.js';

export type CheckedRow = { id: string; title: string; doubtful: boolean; mismatches: Mismatch[]; /** What the row says and the check has no word for: neither read nor compared. */ unread: string[] };

/** Evaluates worked cases with nothing but the packs and each row's own facts. Drafts count as accepted and needed registrations as made: a case asks who owes what, not whether a shop may sell. A line that is no case fails alone. */
export function checkRows(packs: PackSet, jsonl: string): CheckedRow[] {
  return jsonl.split('\n').flatMap((line, i) => {
    const text = line.trim(); // also of a carriage return, and of the mark some programs begin a file with
    return text === '' ? [] : [checkLine(packs, text, i + 1)];
  });
}

function checkLine(packs: PackSet, text: string, lineNumber: number): CheckedRow {
  const given = parseJson(text);
  const unusable = (mismatches: Mismatch[]): CheckedRow => ({ id: nameOf(given) ?? `line ${lineNumber}`, title: `line ${lineNumber} is not a worked case`, doubtful: false, mismatches, unread: [] });
  if (given === undefined) return unusable([{ field: 'row', expected: 'one JSON object a line', got: text.length > 60 ? `${text.slice(0, 60)}…` : text }]);
  const parsed = goldenRow.safeParse(given);
  if (!parsed.success) return unusable(parsed.error.issues.map((issue) => ({ field: issue.path.join('.') || 'row', expected: issue.message, got: shown(given, issue.path) })));
  const row = parsed.data;
  return { id: row.id, title: row.title, doubtful: row.doubtful, mismatches: checkRow(packs, row), unread: unreadOf(row) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // told as such, with the line
  }
}

const nameOf = (given: unknown): string | null => (typeof given === 'object' && given !== null && 'id' in given && typeof given.id === 'string' ? given.id : null);
function shown(given: unknown, path: readonly PropertyKey[]): string {
  const value = path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), given);
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}

/** What differs between the engine's answer and the case. */
export function checkRow(packs: PackSet, row: GoldenRow): Mismatch[] {
  try {
    const facts = factsOf(row);
    const answer = evaluate(packsAt(packs, [], facts.taxPoint).packs, facts, overlayOf(row));
    if (answer.outcome === 'no_answer') return [{ field: 'outcome', expected: 'an answer', got: answer.reasons.map((reason) => `${reason.code}: ${reason.message}`).join('; ') }];
    return compareRow(row, answer.decision);
  } catch (error) {
    // One row that the engine cannot be asked must not hide the answers to the others.
    return [{ field: 'row', expected: 'facts of one sale', got: error instanceof Error ? error.message : String(error) }];
  }
}

const overlayOf = ({ rounding }: GoldenRow): Overlay => ({ roundingLevel: !rounding || rounding.level === 'cumulative' ? null : rounding.level, roundingMode: rounding?.mode ?? null, acceptedDrafts: ['*'], registrationsGranted: true });

/** The report of a check as lines of text, with its total. */
export function reportOf(rows: readonly CheckedRow[]): { text: string; failed: number } {
  const wrong = rows.filter((row) => row.mismatches.length > 0);
  const failed = wrong.filter((row) => !row.doubtful);
  const lines = wrong.flatMap((row) => [`${row.doubtful ? 'doubtful' : 'FAILED  '} ${row.id}  ${row.title}`, ...row.mismatches.map((m) => `           ${m.field}: expected ${m.expected}, got ${m.got}`)]);
  const unread = [...new Set(rows.flatMap((row) => row.unread))].sort();
  const told = unread.map((name) => {
    const ids = rows.filter((row) => row.unread.includes(name)).map(({ id }) => id);
    return `not read   ${name}: nothing here knows it (${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''})`;
  });
  const sure = rows.filter((row) => !row.doubtful).length;
  return { text: [...lines, ...told, `${rows.length} cases: ${sure - failed.length} of ${sure} sure ones agree, ${rows.length - sure - (wrong.length - failed.length)} of ${rows.length - sure} doubtful ones.`].join('\n'), failed: failed.length };
}
