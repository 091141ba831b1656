import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { confirm, type Import, type ImportId } from './import.js';
import { updateImport } from './import.repository.js';
import { lockOwnImport } from './own-import.js';
import { keepUnchanged } from './row.repository.js';

/** The vendor has seen the dry run: what is good is imported, bad rows are left out. */
export async function confirmImport(ctx: TxCtx, id: ImportId, { submits }: { submits: boolean }): Promise<Import> {
  const found = await lockOwnImport(ctx, id);
  const confirmed = confirm(found, submits, ctx.now);
  await updateImport(ctx, confirmed);
  await keepUnchanged(ctx, id);
  await audit(ctx, { action: 'workspace.import_confirmed', subject: { kind: 'import', id }, before: { state: found.state }, after: { state: confirmed.state, submits } });
  return confirmed;
}
