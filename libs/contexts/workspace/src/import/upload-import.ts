import { Transform, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { audit } from '@stoa/platform/audit';
import type { Ctx } from '@stoa/platform/context';
import { tenantKey, type FileStore } from '@stoa/platform/files';
import { newId } from '@stoa/platform/ids';
import type { VendorId } from '@stoa/events/vendors';
import { fileEmpty, fileTooLarge, uploadBroken } from './import.errors.js';
import { MAX_FILE_BYTES, originalPath, type Import, type ImportId } from './import.js';
import { insertImport } from './import.repository.js';

/** Takes a vendor's file as it comes in. It is read and checked afterwards; nothing changes before the vendor confirms. */
export async function uploadImport(deps: { files: FileStore }, ctx: Ctx, sent: { vendorId: VendorId; fileName: string; body: Readable }): Promise<Import> {
  const id = newId<ImportId>();
  const counter = countBytes();
  const key = tenantKey(ctx.tenantId, originalPath(id));
  // The file first: a file without its row is dust, a row without its file an import that never begins.
  await store(deps.files, key, sent.body, counter.stream);
  if (counter.size() === 0) {
    await deps.files.remove(key);
    throw fileEmpty();
  }
  const made: Import = {
    id, vendorId: sent.vendorId, createdBy: { kind: ctx.actor.kind === 'api_key' ? 'api_key' : 'vendor', id: ctx.actor.id }, maySetStock: ctx.actor.permissions.has('inventory.write'), fileName: sent.fileName, sizeBytes: counter.size(), state: 'reading', header: null, submits: false,
    rowsRead: 0, problem: null, stumbles: 0, dueAt: ctx.now, createdAt: ctx.now, confirmedAt: null, finishedAt: null, fileRemovedAt: null,
  };
  await ctx.inTx(async (tx) => {
    await insertImport(tx, made);
    await audit(tx, { action: 'workspace.import_uploaded', subject: { kind: 'import', id }, before: null, after: { fileName: made.fileName, sizeBytes: made.sizeBytes } });
  });
  return made;
}

/** Ends when body and store have both ended: told earlier that it failed, a vendor would try again beside a store that is still clearing away. What went wrong first is what is told. */
async function store(files: FileStore, key: string, body: Readable, through: Transform): Promise<void> {
  const [fed, stored] = await Promise.allSettled([
    feed(body, through),
    files.putStream(key, through, 'text/csv').catch((error: unknown) => {
      through.destroy(error as Error); // or the body would wait for a reader that has gone
      throw error;
    }),
  ]);
  if (fed.status === 'rejected') throw fed.reason;
  if (stored.status === 'rejected') throw stored.reason;
}

/** Into the store; when that refuses, the rest of the body is left unread. `pipeline` would close the connection, and the vendor would never hear why. */
function feed(body: Readable, into: Transform): Promise<void> {
  body.on('error', (error) => into.destroy(error));
  body.on('close', () => { if (!body.readableEnded) into.destroy(uploadBroken()); });
  body.pipe(into);
  return finished(into, { readable: false }).finally(() => body.unpipe(into));
}

function countBytes(): { stream: Transform; size: () => number } {
  let size = 0;
  const stream = new Transform({
    transform(piece: Buffer, _encoding, done) {
      size += piece.length;
      if (size > MAX_FILE_BYTES) done(fileTooLarge());
      else done(null, piece);
    },
  });
  return { stream, size: () => size };
}
