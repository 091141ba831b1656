import { Readable } from 'node:stream';
import type { Ctx } from '@stoa/platform/context';
import { protect } from './columns.js';
import type { ImportId, ImportRow } from './import.js';
import { getOwnImport } from './own-import.js';
import { listRows } from './row.repository.js';
import { MARK, writeRows } from './write-table.js';

const ROWS_AT_ONCE = 500;

/** The rows that were left out, as they were sent, with the reason before them: to be mended and sent again as they are. */
export async function writeBadRows(ctx: Ctx, id: ImportId): Promise<{ fileName: string; stream: Readable }> {
  const found = await ctx.inRead((tx) => getOwnImport(tx, id));
  const header = found.header ?? [];
  const reasonAt = header.findIndex((name) => name.trim() === 'reason');
  const without = (cells: readonly string[]) => (reasonAt < 0 ? cells : cells.filter((_cell, index) => index !== reasonAt));
  async function* pieces() {
    yield MARK + writeRows([['reason', ...without(header)]]);
    for (let after = 0; ; ) {
      const rows = await ctx.inRead((tx) => listRows(tx, id, { states: ['bad', 'failed'], after, limit: ROWS_AT_ONCE }));
      if (rows.length === 0) return;
      yield writeRows(rows.map((row) => [reasonOf(row), ...without(row.cells)].map(protect)));
      after = rows.at(-1)!.number;
    }
  }
  return { fileName: found.fileName.replace(/(\.csv)?$/i, '-bad-rows.csv'), stream: Readable.from(pieces(), { objectMode: false }) };
}

/** All that is wrong with a row in one cell. A good row that shares its listing with a bad one is left out with it. */
export const reasonOf = (row: Pick<ImportRow, 'problems'>): string =>
  row.problems.length === 0 ? 'Another row of this listing is wrong.' : row.problems.map(({ column, message }) => (column === null ? message : `${column}: ${message}`)).join(' ');
