import type { Ctx, TxCtx } from '@stoa/platform/context';
import { DomainError, invariant } from '@stoa/platform/errors';
import { tenantKey, type FileStore } from '@stoa/platform/files';
import { getVendor } from '@stoa/vendors';
import { readHeader, unprotect, type NamedColumn } from './columns.js';
import { fileUnreadable } from './import.errors.js';
import { LEASE_MS, MAX_ROWS, MAX_ROWS_PER_LISTING, originalPath, type Import, type ImportId, type ImportRow } from './import.js';
import { lockImport, updateImport } from './import.repository.js';
import { readTable, type TableRow } from './read-table.js';
import { insertRows, readForerunners, spoilGroups, type Forerunners } from './row.repository.js';

const ROWS_AT_ONCE = 500;

/** Reads the file into rows, a few hundred at a time. A worker that died in between is followed by one that goes on behind the last row it wrote. */
export async function stageImport(deps: { files: FileStore }, ctx: Ctx, found: Import): Promise<void> {
  const { locale } = await ctx.inRead((tx) => getVendor(tx, found.vendorId));
  try {
    await stage(deps, ctx, found, locale);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'workspace.file_unreadable') throw error;
    await ctx.inTx(async (tx) => {
      const now = await lockImport(tx, found.id);
      if (now.state === 'reading') await updateImport(tx, { ...now, state: 'unreadable', problem: error.message, dueAt: null, finishedAt: ctx.now });
    });
  }
}

async function stage(deps: { files: FileStore }, ctx: Ctx, found: Import, locale: string): Promise<void> {
  const stored = await deps.files.stream(tenantKey(ctx.tenantId, originalPath(found.id)));
  invariant(stored, 'the file of an import is stored before its row');
  let columns: NamedColumn[] | null = null;
  let header: readonly string[] = [];
  let { rowsRead } = found;
  // Kept here and not asked for piece by piece: of rows so young the database has no statistics, and would read all of them each time.
  const before = await ctx.inRead((tx) => readForerunners(tx, found.id));
  let count = 0;
  let held: ImportRow[] = [];
  const flush = async (isLast: boolean): Promise<boolean> => {
    const { rows, tooLarge, groups, skus } = gather(held, before);
    const isOurs = await ctx.inTx((tx) => keep(tx, { id: found.id, expected: rowsRead, header, rows, tooLarge, isLast }));
    for (const [key, group] of groups) before.groups.set(key, group);
    for (const [sku, number] of skus) before.skus.set(sku, number);
    rowsRead += held.length;
    held = [];
    return isOurs;
  };
  try {
    for await (const row of readTable(stored.stream)) {
      if (columns === null) {
        if (row.flaw !== null) throw fileUnreadable('The first row cannot be read. It names the columns.');
        columns = readHeader(row.cells, locale);
        header = row.cells;
        continue;
      }
      count += 1;
      if (count > MAX_ROWS) throw fileUnreadable(`The file has more than ${MAX_ROWS} rows. Split it.`);
      if (count <= rowsRead) continue; // read by the worker before
      held.push(toImportRow(row, columns));
      if (held.length === ROWS_AT_ONCE && !(await flush(false))) return;
    }
  } finally {
    stored.stream.destroy();
  }
  if (columns === null || count === 0) throw fileUnreadable('The file has no rows.');
  await flush(true);
}

/** Only behind the row that is expected. False where it was canceled meanwhile, or another worker is at the same file and faster. */
async function keep(tx: TxCtx, piece: { id: ImportId; expected: number; header: readonly string[]; rows: readonly ImportRow[]; tooLarge: readonly number[]; isLast: boolean }): Promise<boolean> {
  const now = await lockImport(tx, piece.id);
  if (now.state !== 'reading' || now.rowsRead !== piece.expected) return false;
  await insertRows(tx, piece.id, piece.rows);
  await spoilGroups(tx, piece.id, piece.tooLarge, { column: 'listing', message: `A listing has ${MAX_ROWS_PER_LISTING} rows at most.` });
  await updateImport(tx, {
    ...now, header: piece.header, rowsRead: piece.expected + piece.rows.length, stumbles: 0, state: piece.isLast ? 'checking' : 'reading', dueAt: new Date(tx.now.getTime() + LEASE_MS),
  });
  return true;
}

/** Which rows belong to one listing, and which repeat an earlier row's SKU; `groups` and `skus` are what this piece adds to what was known before it. */
function gather(piece: readonly ImportRow[], before: Forerunners): Forerunners & { rows: ImportRow[]; tooLarge: number[] } {
  const [groups, skus]: [Forerunners['groups'], Forerunners['skus']] = [new Map(), new Map()];
  const rows = piece.map((row) => {
    const group = groups.get(row.groupKey) ?? before.groups.get(row.groupKey) ?? { start: row.number, size: 0 };
    groups.set(row.groupKey, { ...group, size: group.size + 1 });
    const first = row.sku === '' ? undefined : (skus.get(row.sku) ?? before.skus.get(row.sku));
    if (first === undefined && row.sku !== '') skus.set(row.sku, row.number);
    return { ...row, groupStart: group.start, sameSkuAs: first ?? null };
  });
  return { rows, tooLarge: [...groups.values()].filter(({ size }) => size > MAX_ROWS_PER_LISTING).map(({ start }) => start), groups, skus };
}

function toImportRow(row: TableRow, columns: readonly NamedColumn[]): ImportRow {
  const hasNul = row.cells.some((cell) => cell.includes('\u0000'));
  const cells = row.cells.map((cell) => unprotect(cell.replaceAll('\u0000', '\uFFFD')));
  const cellOf = (kind: NamedColumn['kind']) => (cells[columns.find((column) => column.kind === kind)?.index ?? -1] ?? '').trim();
  const flaw = row.flaw ?? (hasNul ? 'A cell of this row holds a character that is no text.' : cells.length !== columns.length ? `This row has ${cells.length} cells, the first row ${columns.length}. Is a separator too much or missing, or a quote?` : null);
  const sku = row.flaw === null ? cellOf('sku') : '';
  return {
    number: row.number, groupKey: row.flaw === null ? cellOf('listing') || `sku:${sku}` : `row:${row.number}`, groupStart: row.number, sku, sameSkuAs: null, cells,
    state: flaw === null ? 'read' : 'bad', problems: flaw === null ? [] : [{ column: null, message: flaw }], note: null,
  };
}
