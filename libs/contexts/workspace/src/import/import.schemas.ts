import { Readable } from 'node:stream';
import { z } from 'zod';
import { wireId } from '@stoa/platform/typeid';
import { MAX_FILE_BYTES, MAX_ROWS, type Import, type ImportId, type ImportRow } from './import.js';
import type { ColumnHelp } from './describe-columns.js';
import type { ProblemCount, Standing, Tally } from './row.repository.js';

export const importId = wireId<ImportId, 'imp'>('imp');

/** The request itself, as it comes in: a file is passed on to the store and never held whole. */
export const fileBody = z
  .custom<Readable>((value) => value instanceof Readable, 'Send the file itself as the body, with Content-Type text/csv.')
  .meta({ type: 'string', format: 'binary', description: 'A table in UTF-8: comma, semicolon or tab; at most 64 MB and 50,000 rows.' });

const ROW_STATES = ['read', 'bad', 'to_create', 'to_update', 'to_keep', 'created', 'updated', 'kept', 'failed'] as const;
export const rowState = z.enum(ROW_STATES);
const tallyView = z.object({ rows: z.int(), listings: z.int() });

export const importView = z.object({
  id: importId.wire, file_name: z.string(), size_bytes: z.int(), state: z.enum(['reading', 'checking', 'checked', 'applying', 'done', 'unreadable', 'failed', 'canceled']),
  problem: z.string().nullable().meta({ description: 'Why the file is no table of listings, or what kept us from going on with it.' }),
  tally: z.object({ read: tallyView, bad: tallyView, to_create: tallyView, to_update: tallyView, to_keep: tallyView, created: tallyView, updated: tallyView, kept: tallyView, failed: tallyView })
    .meta({ description: 'Rows and listings by what became of them. While it is `checked`, the `to_` ones say what a confirmation would do.' }),
  notes: z.int().meta({ description: 'Rows that were imported with something to say: a picture that could not be fetched, a draft that is not complete.' }),
  mistakes: z.int().meta({ description: 'Rows that have something wrong themselves; others are left out with them, as a listing comes in whole or not at all.' }),
  waits: z.boolean().meta({ description: 'Another import of yours was confirmed before and is not through: this one follows.' }),
  progress: z.object({ done: z.int(), total: z.int().nullable() }).meta({ description: 'Rows of the step under way. The total is null while the file is being read.' }),
  submits: z.boolean(), created_at: z.iso.datetime(), confirmed_at: z.iso.datetime().nullable(), finished_at: z.iso.datetime().nullable(),
}).meta({ id: 'Import' });

export const importRowView = z.object({
  number: z.int().meta({ description: 'As a spreadsheet counts: the header is row 1.' }), sku: z.string(), state: rowState,
  problems: z.array(z.object({ column: z.string().nullable(), value: z.string().nullable().meta({ description: 'What stands in that cell, at most 200 letters of it.' }), message: z.string() })), note: z.string().nullable(),
}).meta({ id: 'ImportRow' });

/** What an import's own row does not say. */
export type ImportFacts = Standing & { readonly waits: boolean };

export function toImportView(i: Import, { tally, notes, mistakes, waits }: ImportFacts): z.input<typeof importView> {
  return {
    id: importId.toWire(i.id), file_name: i.fileName, size_bytes: i.sizeBytes, state: i.state, problem: i.problem, tally, notes, mistakes, waits, progress: progressOf(i, tally), submits: i.submits, created_at: i.createdAt.toISOString(),
    confirmed_at: i.confirmedAt?.toISOString() ?? null, finished_at: i.finishedAt?.toISOString() ?? null,
  };
}

function progressOf(i: Import, tally: Tally): { done: number; total: number | null } {
  const rows = (...states: (keyof Tally)[]) => states.reduce((sum, state) => sum + tally[state].rows, 0);
  if (i.state === 'reading' || i.state === 'unreadable' || (i.state === 'failed' && i.confirmedAt === null)) return { done: i.rowsRead, total: null };
  if (i.confirmedAt === null) return { done: i.rowsRead - rows('read'), total: i.rowsRead };
  const done = rows('created', 'updated', 'kept', 'failed');
  return { done, total: done + rows('to_create', 'to_update') };
}

export const toImportRowView = (r: ImportRow, header: readonly string[]): z.input<typeof importRowView> => ({
  number: r.number, sku: r.sku.slice(0, 200), state: r.state, note: r.note,
  problems: r.problems.map(({ column, message }) => ({ column, value: column === null ? null : (r.cells[header.findIndex((name) => name.trim() === column)]?.slice(0, 200) ?? null), message })),
});

export const problemCountView = z.object({ column: z.string().nullable(), message: z.string(), rows: z.int(), first_row: z.int() }).meta({ id: 'ImportProblemCount' });
export const toProblemCountView = ({ column, message, rows, firstRow }: ProblemCount): z.input<typeof problemCountView> => ({ column, message, rows, first_row: firstRow });

export const columnsView = z.object({
  limits: z.object({ bytes: z.int(), rows: z.int() }),
  columns: z.array(z.object({ name: z.string(), about: z.string(), example: z.string(), needed: z.enum(['always', 'to_sell', 'no']) })),
}).meta({ id: 'ImportColumns' });
export const toColumnsView = (columns: readonly ColumnHelp[]): z.input<typeof columnsView> => ({
  limits: { bytes: MAX_FILE_BYTES, rows: MAX_ROWS }, columns: columns.map(({ name, about, example, needed }) => ({ name, about, example, needed })),
});
