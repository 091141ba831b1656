import type { TxCtx } from '@stoa/platform/context';
import type { ImportId, ImportRow, Problem, RowState } from './import.js';

type Row = {
  tenant_id: string; import_id: ImportId; number: number; group_key: string; group_start: number; sku: string; same_sku_as: number | null; cells: string[]; state: RowState; problems: Problem[]; note: string | null;
};

const rowsOf = (ctx: TxCtx, importId: ImportId) => ctx.tx<Row>('workspace.import_rows').where('tenant_id', ctx.tenantId).where('import_id', importId);

export async function insertRows(ctx: TxCtx, importId: ImportId, rows: readonly ImportRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx('workspace.import_rows').insert(rows.map((r) => ({
    tenant_id: ctx.tenantId, import_id: importId, number: r.number, group_key: r.groupKey, group_start: r.groupStart, sku: r.sku, same_sku_as: r.sameSkuAs, cells: r.cells, state: r.state,
    problems: JSON.stringify(r.problems), note: r.note,
  })));
}

/** The listings of a file so far (their first row and how many they have), and the row in which each SKU stood first. */
export type Forerunners = { readonly groups: Map<string, { readonly start: number; readonly size: number }>; readonly skus: Map<string, number> };

/** What is staged already, for the worker who goes on behind it. */
export async function readForerunners(ctx: TxCtx, importId: ImportId): Promise<Forerunners> {
  const groups = await rowsOf(ctx, importId).groupBy('group_key').select<{ group_key: string; start: number; size: bigint }[]>('group_key', ctx.tx.raw('min(number) as start'), ctx.tx.raw('count(*) as size'));
  const skus = await rowsOf(ctx, importId).whereNot('sku', '').groupBy('sku').select<{ sku: string; first: number }[]>('sku', ctx.tx.raw('min(number) as first'));
  return { groups: new Map(groups.map((row) => [row.group_key, { start: row.start, size: Number(row.size) }])), skus: new Map(skus.map((row) => [row.sku, row.first])) };
}

/** Gives up whole listings: none of their rows is judged any more. */
export async function spoilGroups(ctx: TxCtx, importId: ImportId, starts: readonly number[], problem: Problem): Promise<void> {
  if (starts.length === 0) return;
  await rowsOf(ctx, importId).whereIn('group_start', [...starts]).where({ state: 'read' }).update({ state: 'bad', problems: JSON.stringify([problem]) as never });
}

/** The first rows of the next listings with a row in this state, in the order of the file. */
export async function nextGroups(ctx: TxCtx, importId: ImportId, state: RowState, limit: number): Promise<number[]> {
  const rows = await rowsOf(ctx, importId).where({ state }).distinct('group_start').orderBy('group_start').limit(limit);
  return rows.map((row) => row.group_start);
}

/** All rows of these listings, whatever became of them. */
export async function rowsOfGroups(ctx: TxCtx, importId: ImportId, starts: readonly number[]): Promise<ImportRow[]> {
  const rows = await rowsOf(ctx, importId).whereIn('group_start', [...starts]).orderBy(['group_start', 'number']);
  return rows.map(fromRow);
}

export type RowResult = { readonly number: number; readonly state: RowState; readonly problems: readonly Problem[]; readonly note: string | null };
export async function writeResults(ctx: TxCtx, importId: ImportId, results: readonly RowResult[]): Promise<void> {
  if (results.length === 0) return;
  await ctx.tx.raw(
    `update workspace.import_rows r set state = w.state, problems = w.problems, note = w.note
       from unnest(?::int[], ?::text[], ?::jsonb[], ?::text[]) as w (number, state, problems, note)
      where r.tenant_id = ? and r.import_id = ? and r.number = w.number`,
    [results.map((r) => r.number), results.map((r) => r.state), results.map((r) => JSON.stringify(r.problems)), results.map((r) => r.note) as string[], ctx.tenantId, importId],
  );
}

/** What the dry run found unchanged is done with the confirmation. */
export async function keepUnchanged(ctx: TxCtx, importId: ImportId): Promise<void> {
  await rowsOf(ctx, importId).where({ state: 'to_keep' }).update({ state: 'kept' });
}

/** `column`: only rows with a problem there. `hasNote`: only those that were imported with something to say. `hasMistake`: not those that are only left out with another. */
export type RowFilter = { readonly states: readonly RowState[]; readonly column?: string | undefined; readonly hasNote?: boolean | undefined; readonly hasMistake?: boolean | undefined; readonly after: number; readonly limit: number };
/** A piece of the rows in these states, in the order of the file. */
export async function listRows(ctx: TxCtx, importId: ImportId, filter: RowFilter): Promise<ImportRow[]> {
  const rows = await rowsOf(ctx, importId).whereIn('state', [...filter.states]).where('number', '>', filter.after)
    .modify((q) => void (filter.column !== undefined && q.whereRaw('problems @> ?::jsonb', [JSON.stringify([{ column: filter.column }])])))
    .modify((q) => void (filter.hasNote === true && q.whereNotNull('note')))
    .modify((q) => void (filter.hasMistake === true && q.whereRaw(`problems <> '[]'`)))
    .orderBy('number').limit(filter.limit);
  return rows.map(fromRow);
}

export type Tally = Readonly<Record<RowState, { rows: number; listings: number }>>;
/** `notes`: rows that were imported with something to say; `mistakes`: rows that have something wrong themselves, and not only beside them. */
export type Standing = { readonly tally: Tally; readonly notes: number; readonly mistakes: number };
/** How many rows, and how many listings, stand where; per import. */
export async function tallyRows(ctx: TxCtx, importIds: readonly ImportId[]): Promise<Map<ImportId, Standing>> {
  const counted = await ctx.tx<Row>('workspace.import_rows').where('tenant_id', ctx.tenantId).whereIn('import_id', [...importIds]).groupBy('import_id', 'state')
    .select<{ import_id: ImportId; state: RowState; rows: bigint; listings: bigint; notes: bigint; mistakes: bigint }[]>('import_id', 'state', ctx.tx.raw('count(*) as rows'), ctx.tx.raw('count(distinct group_start) as listings'), ctx.tx.raw('count(note) as notes'), ctx.tx.raw(`count(*) filter (where problems <> '[]') as mistakes`));
  return new Map(importIds.map((id) => {
    const own = counted.filter((row) => row.import_id === id);
    const tally = Object.fromEntries(STATES.map((state) => {
      const found = own.find((row) => row.state === state);
      return [state, { rows: Number(found?.rows ?? 0n), listings: Number(found?.listings ?? 0n) }];
    })) as Tally;
    const sum = (of: 'notes' | 'mistakes') => own.reduce((total, row) => total + Number(row[of]), 0);
    return [id, { tally, notes: sum('notes'), mistakes: sum('mistakes') }];
  }));
}

export type ProblemCount = Problem & { readonly rows: number; readonly firstRow: number };
/** What is wrong most often: the same mistake in a hundred rows is one thing to mend. */
export async function countProblems(ctx: TxCtx, importId: ImportId, limit: number): Promise<ProblemCount[]> {
  const { rows } = await ctx.tx.raw<{ rows: { column: string | null; message: string; rows: bigint; first_row: number }[] }>(
    `select p.column, p.message, count(*) as rows, min(r.number) as first_row
       from workspace.import_rows r cross join lateral jsonb_to_recordset(r.problems) as p ("column" text, message text)
      where r.tenant_id = ? and r.import_id = ? and r.state in ('bad', 'failed')
      group by 1, 2 order by 3 desc, 4 limit ?`, [ctx.tenantId, importId, limit]);
  return rows.map((row) => ({ column: row.column, message: row.message, rows: Number(row.rows), firstRow: row.first_row }));
}

const STATES: readonly RowState[] = ['read', 'bad', 'to_create', 'to_update', 'to_keep', 'created', 'updated', 'kept', 'failed'];

const fromRow = (row: Row): ImportRow => ({
  number: row.number, groupKey: row.group_key, groupStart: row.group_start, sku: row.sku, sameSkuAs: row.same_sku_as, cells: row.cells, state: row.state, problems: row.problems, note: row.note,
});
