import type { TxCtx } from '@stoa/platform/context';
import type { VendorId } from '@stoa/events/vendors';
import { importNotFound } from './import.errors.js';
import { LEASE_MS, type Import, type ImportId, type ImportState } from './import.js';

type Row = {
  tenant_id: string; id: ImportId; vendor_id: VendorId; created_by: string; created_by_kind: Import['createdBy']['kind']; may_set_stock: boolean; file_name: string; size_bytes: bigint; state: ImportState; header: string[] | null; submits: boolean;
  rows_read: number; problem: string | null; stumbles: number; due_at: Date | null; created_at: Date; confirmed_at: Date | null; finished_at: Date | null; file_removed_at: Date | null;
};

const imports = (ctx: TxCtx) => ctx.tx<Row>('workspace.imports').where('tenant_id', ctx.tenantId);

export async function insertImport(ctx: TxCtx, made: Import): Promise<void> {
  await ctx.tx('workspace.imports').insert({ tenant_id: ctx.tenantId, ...toRow(made) });
}

export async function findImport(ctx: TxCtx, id: ImportId): Promise<Import | null> {
  const row = await imports(ctx).where({ id }).first();
  return row ? fromRow(row) : null;
}

/** Holds the import until the transaction ends: what its rows become is written by one worker at a time. */
export async function lockImport(ctx: TxCtx, id: ImportId): Promise<Import> {
  const row = await imports(ctx).where({ id }).forUpdate().first();
  if (!row) throw importNotFound();
  return fromRow(row);
}

/** A vendor's imports, the newest first. */
export async function listImports(ctx: TxCtx, vendorId: VendorId, page: { after: ImportId | null; limit: number }): Promise<Import[]> {
  const rows = await imports(ctx).where({ vendor_id: vendorId }).modify((q) => void (page.after !== null && q.where('id', '<', page.after))).orderBy('id', 'desc').limit(page.limit);
  return rows.map(fromRow);
}

export async function updateImport(ctx: TxCtx, changed: Import): Promise<void> {
  await imports(ctx).where({ id: changed.id }).update(toRow(changed) as never);
}

/** Takes one import that is due and keeps others from it for the time of the lease; whoever gets on with it sets `stumbles` back. Null where nothing is. A vendor's confirmed imports go in one after the other, in the order of their confirmation:
 *  two files that name the same listing then do what their vendor saw last. */
export async function claimDueImport(ctx: TxCtx): Promise<Import | null> {
  const row = await imports(ctx).where('due_at', '<=', ctx.now).whereNotExists(earlierOf(ctx)).orderBy('due_at').forUpdate().skipLocked().first();
  if (!row) return null;
  const found = fromRow(row);
  const claimed = { ...found, stumbles: found.stumbles + 1, dueAt: new Date(ctx.now.getTime() + LEASE_MS) };
  await updateImport(ctx, claimed);
  return claimed;
}

/** Imports whose file nobody reads any more. One that is being read keeps it, however long that takes. */
export async function listWithOldFiles(ctx: TxCtx, createdBefore: Date, limit: number): Promise<ImportId[]> {
  return imports(ctx).whereNull('file_removed_at').where('created_at', '<', createdBefore).whereNot({ state: 'reading' }).orderBy('created_at').limit(limit).pluck('id');
}

export async function markFilesRemoved(ctx: TxCtx, ids: readonly ImportId[]): Promise<void> {
  await imports(ctx).whereIn('id', [...ids]).update({ file_removed_at: ctx.now });
}

/** Does this import wait until another one of its vendor is through? */
export async function isBehindAnother(ctx: TxCtx, id: ImportId): Promise<boolean> {
  return (await imports(ctx).where({ id }).whereExists(earlierOf(ctx)).first('id')) !== undefined;
}

const earlierOf = (ctx: TxCtx) =>
  ctx.tx<Row>('workspace.imports as earlier').where('earlier.tenant_id', ctx.tenantId).where('earlier.state', 'applying').whereRaw(`imports.state = 'applying' and earlier.vendor_id = imports.vendor_id
    and (earlier.confirmed_at, earlier.id) < (imports.confirmed_at, imports.id)`).select('earlier.id');

const fromRow = (row: Row): Import => ({
  id: row.id, vendorId: row.vendor_id, createdBy: { kind: row.created_by_kind, id: row.created_by }, maySetStock: row.may_set_stock, fileName: row.file_name, sizeBytes: Number(row.size_bytes), state: row.state, header: row.header, submits: row.submits,
  rowsRead: row.rows_read, problem: row.problem, stumbles: row.stumbles, dueAt: row.due_at, createdAt: row.created_at, confirmedAt: row.confirmed_at, finishedAt: row.finished_at, fileRemovedAt: row.file_removed_at,
});

const toRow = (i: Import) => ({
  id: i.id, vendor_id: i.vendorId, created_by: i.createdBy.id, created_by_kind: i.createdBy.kind, may_set_stock: i.maySetStock, file_name: i.fileName, size_bytes: i.sizeBytes, state: i.state, header: i.header, submits: i.submits,
  rows_read: i.rowsRead, problem: i.problem, stumbles: i.stumbles, due_at: i.dueAt, created_at: i.createdAt, confirmed_at: i.confirmedAt, finished_at: i.finishedAt, file_removed_at: i.fileRemovedAt,
});
