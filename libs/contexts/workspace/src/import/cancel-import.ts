import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { cancel, type Import, type ImportId } from './import.js';
import { updateImport } from './import.repository.js';
import { lockOwnImport } from './own-import.js';

/** Stops an import at the listing it has come to: that one is in whole or not at all, and those behind it are left out. */
export async function cancelImport(ctx: TxCtx, id: ImportId): Promise<Import> {
  const found = await lockOwnImport(ctx, id);
  const canceled = cancel(found, ctx.now);
  await updateImport(ctx, canceled);
  await audit(ctx, { action: 'workspace.import_canceled', subject: { kind: 'import', id }, before: { state: found.state }, after: { state: canceled.state } });
  return canceled;
}
