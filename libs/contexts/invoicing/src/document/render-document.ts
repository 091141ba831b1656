import { createHash } from 'node:crypto';
import { correctionIssued, groupDocumentsComplete, invoiceIssued, type DocumentId } from '@stoa/events/invoicing';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { type FileStore, tenantKey } from '@stoa/platform/files';
import { einvoiceFile } from '../einvoice/einvoice-file.js';
import { countIssued, getDocumentHead, keepRenditions, openContents, type StoredRendition } from './document.repository.js';
import { renderPdf } from './render-pdf.js';

export type Rendition = { readonly files: readonly StoredRendition[] };

/** Draws a frozen document and stores its files: the PDF, and the XML where it is an invoice of the union. Drawn twice they are the same files in the same places. */
export async function renderDocument(deps: { files: FileStore }, ctx: Ctx, id: DocumentId): Promise<Rendition> {
  const contents = await ctx.inRead((tx) => openContents(tx, id));
  const store = async (ending: 'pdf' | 'xml', bytes: Buffer): Promise<StoredRendition> => {
    const [key, contentType] = [tenantKey(ctx.tenantId, `documents/${id}.${ending}`), `application/${ending}` as const];
    await deps.files.put(key, bytes, contentType);
    return { contentType, key, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
  };
  const xml = einvoiceFile(contents);
  return { files: [await store('pdf', await renderPdf(contents)), ...(xml === null ? [] : [await store('xml', Buffer.from(xml))])] };
}

/** The file is there: the document is issued, and with the last one of what was sold the shopper may be told. */
export async function settleRendition(ctx: TxCtx, id: DocumentId, rendition: Rendition): Promise<void> {
  const head = await getDocumentHead(ctx, id);
  if (!(await keepRenditions(ctx, id, rendition.files))) return;
  const told = { documentId: id, orderGroupId: head.orderGroupId, orderId: head.orderId, number: head.number, issuerName: head.issuerName, totalMinor: Number(head.totalMinor), currency: head.currency };
  if (head.refundId !== null) {
    await announce(ctx, correctionIssued, { ...told, kind: head.documentType, refundId: head.refundId });
    return;
  }
  invariant(head.documentType === 'invoice' || head.documentType === 'receipt', 'what was sold is on an invoice or a receipt');
  const remaining = await countIssued(ctx, head.orderGroupId);
  await announce(ctx, invoiceIssued, { ...told, kind: head.documentType, remaining });
  if (remaining === 0) await announce(ctx, groupDocumentsComplete, { orderGroupId: head.orderGroupId });
}
