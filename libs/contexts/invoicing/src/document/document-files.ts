import type { DocumentId } from '@stoa/events/invoicing';
import type { Ctx } from '@stoa/platform/context';
import { DomainError, invariant } from '@stoa/platform/errors';
import type { FileStore } from '@stoa/platform/files';
import { file, type FileReply } from '@stoa/platform/http';
import { isSealedFile, openFile } from './document-key.js';
import { documentDestroyed, type DocumentHead, documentNotFound, getDocumentHead, openDocumentKey } from './document.repository.js';

/** What a document can be fetched as. */
export type DocumentFormat = 'pdf' | 'xml';
/** A file of a document as it was drawn. */
export type DocumentFile = { readonly bytes: Buffer; readonly contentType: string; readonly filename: string };

const noFile = () => new DomainError('invoicing.no_einvoice', 'not_found', 'This document has no XML file: it is no invoice of the union, or it lacks what EN 16931 asks for.');

/** A file of a document, opened. Errors: the document was destroyed; it is not drawn yet; it has no such file. */
export async function readDocumentFile(files: FileStore, ctx: Ctx, id: DocumentId, format: DocumentFormat): Promise<DocumentFile> {
  const { head, key } = await ctx.inRead(async (tx) => ({ head: await getDocumentHead(tx, id), key: await openDocumentKey(tx, id) }));
  return readWithKey(files, ctx.tenantId, { head, key }, format);
}

/** The same, where the head is at hand and the key was opened with others. */
export async function readWithKey(files: FileStore, tenantId: Ctx['tenantId'], { head, key }: { head: DocumentHead; key: Buffer | null }, format: DocumentFormat): Promise<DocumentFile> {
  if (head.isDestroyed) throw documentDestroyed(head.retainedUntil);
  // A document whose file is not drawn yet is not there yet: it is asked for again in a moment.
  if (head.fileKey === null) throw documentNotFound();
  const name = format === 'pdf' ? head.fileKey : head.xmlKey;
  if (name === null) throw noFile();
  const stored = await files.get(name);
  invariant(stored, 'an issued document has its file');
  const contentType = `application/${format}`;
  const bytes = isSealedFile(stored.bytes) ? openFile(keyOf(key), tenantId, head.id, { contentType, bytes: stored.bytes }) : stored.bytes;
  return { bytes, contentType, filename: `${head.number}.${format}` };
}

/** A file of a document as an answer. */
export async function sendDocument(files: FileStore, ctx: Ctx, head: DocumentHead, format: DocumentFormat): Promise<FileReply> {
  const { bytes, contentType, filename } = await readDocumentFile(files, ctx, head.id, format);
  return file(bytes, { contentType, filename, inline: format === 'pdf' });
}

function keyOf(key: Buffer | null): Buffer {
  invariant(key, 'a sealed file belongs to a document with a key');
  return key;
}
