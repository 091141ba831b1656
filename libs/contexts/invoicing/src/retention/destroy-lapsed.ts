import { audit } from '@stoa/platform/audit';
import type { Ctx } from '@stoa/platform/context';
import type { FileStore } from '@stoa/platform/files';
import { lastDayOf } from './retention.js';
import { destroyDocuments, listLapsed } from './retention.repository.js';

const PIECE = 200;

/**
 * Clears away what is left of documents that were kept until the end of a year: their files, contents and names. Number, days and amounts stay, so that series, books and returns remain
 * whole. Their keys are destroyed already, so nothing was readable before this either. In pieces: whoever dies in between, the next one goes on from there.
 */
export async function destroyLapsed(deps: { files: FileStore }, ctx: Ctx, endYear: number): Promise<number> {
  for (let destroyed = 0; ;) {
    const piece = await ctx.inTx((tx) => listLapsed(tx, lastDayOf(endYear), PIECE));
    if (piece.length === 0) return destroyed;
    for (const { fileKeys } of piece) for (const key of fileKeys) await deps.files.remove(key);
    destroyed += await ctx.inTx(async (tx) => {
      const count = await destroyDocuments(tx, piece.map((one) => one.id));
      if (count > 0) await audit(tx, { action: 'invoicing.documents_destroyed', subject: { kind: 'retention', id: String(endYear) }, before: null, after: { documents: count, kept_until: lastDayOf(endYear) } });
      return count;
    });
  }
}
