import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { Import, ImportId, ImportRow } from './import/import.js';
import { insertImport } from './import/import.repository.js';
import { insertRows } from './import/row.repository.js';

/** A file of a vendor that was checked: a new mug, and one whose price nobody can read. */
export async function savedImport(ctx: TxCtx, change: Partial<Import> = {}): Promise<Import> {
  const made: Import = {
    id: newId<ImportId>(), vendorId: newId<VendorId>(), createdBy: { kind: 'vendor', id: ctx.actor.id }, maySetStock: true, fileName: 'mugs.csv', sizeBytes: 80, state: 'checked', header: ['sku', 'title', 'price:EUR'], submits: false, rowsRead: 2,
    problem: null, stumbles: 0, dueAt: null, createdAt: ctx.now, confirmedAt: null, finishedAt: null, fileRemovedAt: null, ...change,
  };
  const row = (number: number, sku: string, price: string, rest: Pick<ImportRow, 'state' | 'problems'>): ImportRow => ({
    number, groupKey: `sku:${sku}`, groupStart: number, sku, sameSkuAs: null, cells: [sku, 'Becher', price], note: null, ...rest,
  });
  await insertImport(ctx, made);
  await insertRows(ctx, made.id, [
    row(2, 'NEW-1', '34.00', { state: 'to_create', problems: [] }),
    row(3, 'NEW-2', '-1.00', { state: 'bad', problems: [{ column: 'price:EUR', message: 'A price is not negative.' }] }),
  ]);
  return made;
}
