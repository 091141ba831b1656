import { createHash } from 'node:crypto';
import { correctionIssued, groupDocumentsComplete, invoiceIssued, type DocumentId } from '@stoa/events/invoicing';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { type FileStore, tenantKey } from '@stoa/platform/files';
import { countIssued, getDocumentHead, keepRendition, openContents } from './document.repository.js';
import { renderPdf } from './render-pdf.js';

export type Rendition = { readonly key: string; readonly sha256: string; readonly bytes: number };

/** Draws a frozen document and stores the file. Drawn twice it is the same file in the same place. */
export async function renderDocument(deps: { files: FileStore }, ctx: Ctx, id: DocumentId): Promise<Rendition> {
  const contents = await ctx.inRead((tx) => openContents(tx, id));
  const pdf = await renderPdf(contents);
  const key = tenantKey(ctx.tenantId, `documents/${id}.pdf`);
  await deps.files.put(key, pdf, 'application/pdf');
  return { key, sha256: createHash('sha256').update(pdf).digest('hex'), bytes: pdf.length };
}

/** The file is there: the document is issued, and with the last one of what was sold the shopper may be told. */
export async function settleRendition(ctx: TxCtx, id: DocumentId, rendition: Rendition): Promise<void> {
  const head = await getDocumentHead(ctx, id);
  if (!(await keepRendition(ctx, id, rendition))) return;
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
