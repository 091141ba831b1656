import { createHash } from 'node:crypto';
import { correctionIssued, documentsToMail, groupDocumentsComplete, invoiceIssued, vendorDocumentIssued, type DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { type FileStore, tenantKey } from '@stoa/platform/files';
import { keyFor } from '../retention/move-documents.js';
import { einvoiceFile } from '../einvoice/einvoice-file.js';
import { sealFile } from './document-key.js';
import { countIssued, type DocumentHead, getDocumentHead, keepRenditions, listRefundDocumentHeads, lockGroupDocuments, openContents, type StoredRendition } from './document.repository.js';
import { isForVendor } from './document.js';
import { renderPdf } from './render-pdf.js';

export type Rendition = { readonly files: readonly StoredRendition[] };

/** Draws a frozen document and stores its files, sealed under the document's key: the PDF, and the XML where it is an invoice of the union. Drawn twice they are the same files in the same places. */
export async function renderDocument(deps: { files: FileStore }, ctx: Ctx, id: DocumentId): Promise<Rendition> {
  const contents = await ctx.inRead((tx) => openContents(tx, id));
  const documentKey = await keyFor(ctx, id);
  const store = async (ending: 'pdf' | 'xml', bytes: Buffer): Promise<StoredRendition> => {
    const [key, contentType] = [tenantKey(ctx.tenantId, `documents/${id}.${ending}`), `application/${ending}` as const];
    await deps.files.put(key, sealFile(documentKey, ctx.tenantId, id, { contentType, bytes }), 'application/octet-stream');
    return { contentType, key, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
  };
  const xml = einvoiceFile(contents);
  return { files: [await store('pdf', await renderPdf(contents)), ...(xml === null ? [] : [await store('xml', Buffer.from(xml))])] };
}

/** The file is there: the document is issued, and with the last one of what was sold the shopper may be told. */
export async function settleRendition(ctx: TxCtx, id: DocumentId, rendition: Rendition): Promise<void> {
  const head = await getDocumentHead(ctx, id);
  if (!(await keepRenditions(ctx, id, rendition.files))) return;
  const { orderGroupId, orderId, documentType: kind } = head;
  const told = { documentId: id, number: head.number, issuerName: head.issuerName, totalMinor: Number(head.totalMinor), currency: head.currency };
  if (orderGroupId === null) {
    invariant(head.vendorId !== null && isForVendor(kind), 'what is of no sale stands between the marketplace and a vendor');
    await announce(ctx, vendorDocumentIssued, { ...told, vendorId: head.vendorId, kind });
    return;
  }
  if (head.refundId !== null) {
    invariant(kind === 'credit_note' || kind === 'refund_receipt' || kind === 'invoice' || kind === 'receipt', 'what a refund changes is on a document of the sale');
    await announce(ctx, correctionIssued, { ...told, orderGroupId, orderId, kind, refundId: head.refundId });
    await tellCorrected(ctx, head, { orderGroupId, refundId: head.refundId });
    return;
  }
  invariant(kind === 'invoice' || kind === 'receipt', 'what was sold is on an invoice or a receipt');
  const remaining = await countIssued(ctx, orderGroupId);
  await announce(ctx, invoiceIssued, { ...told, orderGroupId, orderId, kind, remaining: remaining ?? 0 });
  if (remaining === 0) await announce(ctx, groupDocumentsComplete, { orderGroupId });
  if (remaining === null) await announce(ctx, documentsToMail, { orderGroupId, documentIds: [id], reason: 'late' });
}

/** One mail for all that a refund changed, with the last file of it. Two that are drawn at once wait for each other, so that one of them is the last. */
async function tellCorrected(ctx: TxCtx, head: DocumentHead, about: { orderGroupId: OrderGroupId; refundId: RefundId }): Promise<void> {
  await lockGroupDocuments(ctx, about.orderGroupId);
  const alike = (await listRefundDocumentHeads(ctx, about.refundId)).filter((one) => one.issuedAt.getTime() === head.issuedAt.getTime());
  if (alike.every((one) => one.fileKey !== null)) await announce(ctx, documentsToMail, { orderGroupId: about.orderGroupId, documentIds: alike.map((one) => one.id), reason: 'correction' });
}
