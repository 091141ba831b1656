import { evaluate } from '../evaluation/evaluate.js';
import type { Overlay } from '../evaluation/facts.js';
import type { PackSet } from '../pack/pack.js';
import { packsAt } from '../pack/packs-at.js';
import { compareRow, type Mismatch } from './compare-row.js';
import { goldenRow, type GoldenRow } from './golden-row.js';
import { factsOf } from './row-facts.js';

export type CheckedRow = { id: string; title: string; doubtful: boolean; mismatches: Mismatch[] };

/** Evaluates worked cases with nothing but the packs and each row's own facts. Drafts count as accepted and needed registrations as made: a case asks who owes what, not whether a shop may sell. */
export function checkRows(packs: PackSet, jsonl: string): CheckedRow[] {
  return jsonl.split('\n').flatMap((text, i) => (text.trim() === '' ? [] : [checkLine(packs, text, i + 1)]));
}

function checkLine(packs: PackSet, text: string, lineNumber: number): CheckedRow {
  const parsed = goldenRow.safeParse(parseJson(text));
  if (!parsed.success) return { id: `line ${lineNumber}`, title: 'not a worked case', doubtful: false, mismatches: parsed.error.issues.map((issue) => ({ field: issue.path.join('.') || 'row', expected: issue.message, got: 'something else' })) };
  const row = parsed.data;
  return { id: row.id, title: row.title, doubtful: row.doubtful, mismatches: checkRow(packs, row) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // refused by the schema, with its line
  }
}

/** What differs between the engine's answer and the case. */
export function checkRow(packs: PackSet, row: GoldenRow): Mismatch[] {
  const facts = factsOf(row);
  const answer = evaluate(packsAt(packs, [], facts.taxPoint).packs, facts, overlayOf(row));
  if (answer.outcome === 'no_answer') return [{ field: 'outcome', expected: 'an answer', got: answer.reasons.map((reason) => `${reason.code}: ${reason.message}`).join('; ') }];
  return compareRow(row, answer.decision);
}

const overlayOf = ({ rounding }: GoldenRow): Overlay => ({ roundingLevel: !rounding || rounding.level === 'cumulative' ? null : rounding.level, roundingMode: rounding?.mode ?? null, acceptedDrafts: ['*'], registrationsGranted: true });

/** The report of a check as lines of text, with its total. */
export function reportOf(rows: readonly CheckedRow[]): { text: string; failed: number } {
  const wrong = rows.filter((row) => row.mismatches.length > 0);
  const failed = wrong.filter((row) => !row.doubtful);
  const lines = wrong.flatMap((row) => [`${row.doubtful ? 'doubtful' : 'FAILED  '} ${row.id}  ${row.title}`, ...row.mismatches.map((m) => `           ${m.field}: expected ${m.expected}, got ${m.got}`)]);
  const sure = rows.filter((row) => !row.doubtful).length;
  return { text: [...lines, `${rows.length} cases: ${sure - failed.length} of ${sure} sure ones agree, ${rows.length - sure - (wrong.length - failed.length)} of ${rows.length - sure} doubtful ones.`].join('\n'), failed: failed.length };
}
