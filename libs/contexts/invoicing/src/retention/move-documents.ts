import type { DocumentId } from '@stoa/events/invoicing';
import type { Ctx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import type { FileStore } from '@stoa/platform/files';
import { getTenant } from '@stoa/tenancy';
import { isSealedFile, sealFile } from '../document/document-key.js';
import { openContents, openDocumentKey } from '../document/document.repository.js';
import { lastYearOf } from './retention.js';
import { filesOf, giveKey, lastYearOfFamily, listUnmoved, moveContents } from './retention.repository.js';

const PIECE = 50;

/** Moves documents from before under keys of their own, a piece at a time. Each step can be repeated: first the key, then the files, last the contents, by which it is known that all is done. */
export async function moveDocuments(deps: { files: FileStore }, ctx: Ctx): Promise<number> {
  const ids = await ctx.inTx((tx) => listUnmoved(tx, PIECE));
  for (const id of ids) {
    const key = await keyFor(ctx, id);
    for (const { key: name, contentType } of await ctx.inRead((tx) => filesOf(tx, id))) {
      const stored = await deps.files.get(name);
      if (stored && !isSealedFile(stored.bytes)) await deps.files.put(name, sealFile(key, ctx.tenantId, id, { contentType, bytes: stored.bytes }), 'application/octet-stream');
    }
    await ctx.inTx((tx) => moveContents(tx, id, key));
  }
  return ids.length;
}

/** The key of a document; one from before is given its own. */
export async function keyFor(ctx: Ctx, id: DocumentId): Promise<Buffer> {
  return ctx.inTx(async (tx) => {
    const known = await openDocumentKey(tx, id);
    if (known) return known;
    const own = lastYearOf(await openContents(tx, id), (await getTenant(tx)).address.country);
    await giveKey(tx, id, Math.max(own, (await lastYearOfFamily(tx, id)) ?? own));
    const key = await openDocumentKey(tx, id);
    invariant(key, 'a document that was given a key has one');
    return key;
  });
}
