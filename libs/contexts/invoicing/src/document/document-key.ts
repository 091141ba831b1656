import { createHash, createHmac } from 'node:crypto';
import type { DocumentId } from '@stoa/events/invoicing';
import type { TenantId } from '@stoa/platform/context';
import { open, openBytes, seal, sealBytes } from '@stoa/platform/crypto';
import { invariant } from '@stoa/platform/errors';

/** Everything of a document that is kept lies under a key of its own: its contents and its files. Copied to another document it does not open. */
const contentsPlace = (tenantId: TenantId, id: DocumentId) => `document/${tenantId}/${id}`;
const filePlace = (tenantId: TenantId, id: DocumentId, contentType: string) => `document-file/${tenantId}/${id}/${contentType}`;
export const documentPlace = (id: DocumentId): string => `document/${id}`;

/** Sealed contents, and a mark by which they are known. The mark is made with the key: once that is gone, it confirms nobody's guess of what was written. */
export const sealContents = (key: Buffer, tenantId: TenantId, id: DocumentId, text: string): { frozen: string; mark: string } => ({
  frozen: seal(key, text, contentsPlace(tenantId, id)), mark: `hmac.${createHmac('sha256', key).update(text).digest('hex')}`,
});

export function openSealedContents(key: Buffer, tenantId: TenantId, id: DocumentId, { frozen, mark }: { frozen: string; mark: string }): string {
  const text = open(key, frozen, contentsPlace(tenantId, id));
  invariant(mark === `hmac.${createHmac('sha256', key).update(text).digest('hex')}`, 'a document is what was frozen');
  return text;
}

/** The mark of documents from before, which lie under the tenant's one key. */
export const plainMark = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a sealed file begins with; files from before begin as PDF and XML do. */
const SEALED = Buffer.from('stoa-sealed-file/1\n');

export const sealFile = (key: Buffer, tenantId: TenantId, id: DocumentId, file: { contentType: string; bytes: Buffer }): Buffer =>
  Buffer.concat([SEALED, sealBytes(key, file.bytes, filePlace(tenantId, id, file.contentType))]);

export const isSealedFile = (bytes: Buffer): boolean => bytes.subarray(0, SEALED.length).equals(SEALED);

export const openFile = (key: Buffer, tenantId: TenantId, id: DocumentId, file: { contentType: string; bytes: Buffer }): Buffer =>
  openBytes(key, file.bytes.subarray(SEALED.length), filePlace(tenantId, id, file.contentType));
