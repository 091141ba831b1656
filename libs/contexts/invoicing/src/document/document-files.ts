import { DomainError, invariant } from '@stoa/platform/errors';
import type { FileStore } from '@stoa/platform/files';
import { file, type FileReply } from '@stoa/platform/http';
import { type DocumentHead, documentNotFound } from './document.repository.js';

/** What a document can be fetched as. */
export type DocumentFormat = 'pdf' | 'xml';

const noFile = () => new DomainError('invoicing.no_einvoice', 'not_found', 'This document has no XML file: it is no invoice of the union, or it lacks what EN 16931 asks for.');

/** A document whose file is not drawn yet is not there yet: it is asked for again in a moment. */
export async function sendDocument(files: FileStore, head: DocumentHead, format: DocumentFormat): Promise<FileReply> {
  if (head.fileKey === null) throw documentNotFound();
  const key = format === 'pdf' ? head.fileKey : head.xmlKey;
  if (key === null) throw noFile();
  const stored = await files.stream(key);
  invariant(stored, 'an issued document has its file');
  return file(stored.stream, { contentType: stored.contentType, filename: `${head.number}.${format}`, inline: format === 'pdf' });
}
