import { tenantKey, type FileStore } from '@stoa/platform/files';
import type { Ctx } from '@stoa/platform/context';
import { originalPath } from './import.js';
import { listWithOldFiles, markFilesRemoved } from './import.repository.js';

/** A table is needed while it is read. After that it stays for a while, should somebody ask what was sent; what became of each row stays for good. */
export const FILE_DAYS = 30;
const AT_ONCE = 100;

/** Throws away the files of old imports; answers with how many. */
export async function sweepImportFiles({ files }: { files: FileStore }, ctx: Ctx): Promise<number> {
  const old = await ctx.inRead((tx) => listWithOldFiles(tx, new Date(ctx.now.getTime() - FILE_DAYS * 86_400_000), AT_ONCE));
  // The bytes first: whoever dies in between is followed by one that removes what is gone already.
  for (const id of old) await files.remove(tenantKey(ctx.tenantId, originalPath(id)));
  if (old.length > 0) await ctx.inTx((tx) => markFilesRemoved(tx, old));
  return old.length;
}
