import { isDeepStrictEqual } from 'node:util';
import { listLevels } from '@stoa/inventory';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { getVendor } from '@stoa/vendors';
import { readHeader, type NamedColumn } from './columns.js';
import type { GroupWorld } from './group.js';
import type { Import, ImportId, ImportRow, Problem } from './import.js';
import { lockImport, updateImport } from './import.repository.js';
import { loadWorld } from './load-world.js';
import { readGroup, type GroupReading } from './read-group.js';
import { nextGroups, rowsOfGroups, writeResults, type RowResult } from './row.repository.js';

const LISTINGS_AT_ONCE = 100;

/** The dry run: judges the next listings of the file as the import would, and writes beside each row what would become of it. False once all are judged. */
export const checkNext = (ctx: Ctx, id: ImportId): Promise<boolean> =>
  ctx.inTx(async (tx) => {
    const found = await lockImport(tx, id);
    if (found.state !== 'checking') return false;
    const starts = await nextGroups(tx, id, 'read', LISTINGS_AT_ONCE);
    if (starts.length === 0) {
      await updateImport(tx, { ...found, state: 'checked', dueAt: null, stumbles: 0 });
      return false;
    }
    const rows = await rowsOfGroups(tx, id, starts);
    const columns = await columnsOf(tx, found);
    const world = await loadWorld(tx, found, columns, rows);
    const results: RowResult[] = [];
    for (const start of starts) results.push(...(await judgeGroup(tx, rows.filter((row) => row.groupStart === start), columns, world)));
    await writeResults(tx, id, results);
    await updateImport(tx, { ...found, stumbles: 0 });
    return true;
  });

export async function columnsOf(ctx: TxCtx, found: Import): Promise<NamedColumn[]> {
  const { locale } = await getVendor(ctx, found.vendorId);
  return readHeader(found.header ?? [], locale);
}

async function judgeGroup(tx: TxCtx, rows: readonly ImportRow[], columns: readonly NamedColumn[], world: GroupWorld): Promise<RowResult[]> {
  const reading = readGroup(rows.filter((row) => row.cells.length === columns.length), columns, world);
  const problems = problemsOf(rows, reading);
  if ([...problems.values()].some((list) => list.length > 0)) return rows.map(({ number }) => ({ number, state: 'bad', problems: problems.get(number)!, note: null }));
  const state = reading.existing === null ? 'to_create' : (await changesSomething(tx, reading)) ? 'to_update' : 'to_keep';
  return rows.map(({ number }) => ({ number, state, problems: [], note: null }));
}

/** Each row's own problems: from reading the file, doubles, and what the listing made of it. */
export function problemsOf(rows: readonly ImportRow[], reading: Pick<GroupReading, 'problems'>): Map<number, Problem[]> {
  return new Map(rows.map((row) => [row.number, [
    ...(row.state === 'bad' ? row.problems : []),
    ...(row.sameSkuAs === null ? [] : [{ column: 'sku', message: `Row ${row.sameSkuAs} has the same SKU. Give each variant one of its own, or delete one of the rows.` }]),
    ...(reading.problems.get(row.number) ?? []),
  ]]));
}

/** Would importing this leave a trace? A picture that must be fetched first counts as one. */
async function changesSomething(tx: TxCtx, { existing, content, pictures, stock }: GroupReading): Promise<boolean> {
  if (!isDeepStrictEqual(existing?.content, content) || (pictures ?? []).some((picture) => 'url' in picture)) return true;
  return (await changedStock(tx, content, stock)).length > 0;
}

/** The counts that differ from what lies there. A variant that was never stocked has no level, so that a zero is a change. */
export async function changedStock(tx: TxCtx, content: GroupReading['content'], stock: GroupReading['stock']) {
  if (stock.length === 0) return [];
  const idOf = new Map(content.variants.map((variant) => [variant.sku, variant.id]));
  const wanted = stock.map(({ sku, warehouseId, pieces }) => ({ variantId: idOf.get(sku)!, warehouseId, onHand: pieces }));
  const levels = await listLevels(tx, wanted.map(({ variantId }) => variantId));
  return wanted.filter((count) => !levels.some((level) => level.variantId === count.variantId && level.warehouseId === count.warehouseId && level.onHand === count.onHand));
}
