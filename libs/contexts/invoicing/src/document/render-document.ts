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
import { countIssued, type DocumentHead, getDocumentHead, keepRenditions, listRefundDocumentHeads, lockGroupDocuments, openContents, type StoredRendition, wantOneLess, wantOneMore } from './document.repository.js';
import { isForVendor } from './document.js';
import type { AccessPoint } from '../delivery/access-point.js';
import type { PeppolRoute } from '../delivery/delivery.js';
import { planDelivery } from '../delivery/deliver-document.js';
import { keepState } from '../delivery/delivery.repository.js';
import { peppolRoute } from '../delivery/peppol-route.js';
import { renderPdf } from './render-pdf.js';

/** The files of a document, and its way over the Peppol network where its buyer takes it there. */
export type Rendition = { readonly files: readonly StoredRendition[]; readonly route: PeppolRoute | null };

/** Draws a frozen document and stores its files, sealed under the document's key. What goes wrong is written down for whoever looks, and thrown: it is tried again. */
export async function renderDocument(deps: { files: FileStore }, ctx: Ctx, id: DocumentId): Promise<Rendition> {
  try {
    return await drawn(deps, ctx, id);
  } catch (error) {
    await ctx.inTx(async (tx) => {
      const head = await getDocumentHead(tx, id);
      if (head.fileKey === null && !isGivenUp(head)) await keepState(tx, id, { state: 'waiting', channel: null, reason: reasonOf(error) });
    });
    throw error;
  }
}

/** The PDF, and the XML where it is an invoice of the union. Drawn twice they are the same files in the same places. */
async function drawn(deps: { files: FileStore }, ctx: Ctx, id: DocumentId): Promise<Rendition> {
  const contents = await ctx.inRead((tx) => openContents(tx, id));
  const documentKey = await keyFor(ctx, id);
  const store = async (ending: 'pdf' | 'xml', bytes: Buffer): Promise<StoredRendition> => {
    const [key, contentType] = [tenantKey(ctx.tenantId, `documents/${id}.${ending}`), `application/${ending}` as const];
    await deps.files.put(key, sealFile(documentKey, ctx.tenantId, id, { contentType, bytes }), 'application/octet-stream');
    return { contentType, key, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
  };
  const xml = einvoiceFile(contents);
  return { route: peppolRoute(contents, xml), files: [await store('pdf', await renderPdf(contents)), ...(xml === null ? [] : [await store('xml', Buffer.from(xml))])] };
}

/** The file is there: the document is issued, and with the last one of what was sold the shopper may be told. */
export async function settleRendition(deps: { readonly accessPoint?: AccessPoint | null }, ctx: TxCtx, id: DocumentId, rendition: Rendition): Promise<void> {
  const head = await getDocumentHead(ctx, id);
  if (!(await keepRenditions(ctx, id, rendition.files))) return;
  const { orderGroupId, orderId, documentType: kind } = head;
  const told = { documentId: id, number: head.number, issuerName: head.issuerName, totalMinor: Number(head.totalMinor), currency: head.currency };
  if (orderGroupId === null) {
    invariant(head.vendorId !== null && isForVendor(kind), 'what is of no sale stands between the marketplace and a vendor');
    await planDelivery(ctx, id, null);
    await announce(ctx, vendorDocumentIssued, { ...told, vendorId: head.vendorId, kind });
    return;
  }
  const channel = await planDelivery(ctx, id, deps.accessPoint ? rendition.route : null);
  if (head.refundId !== null) {
    invariant(kind === 'credit_note' || kind === 'refund_receipt' || kind === 'invoice' || kind === 'receipt', 'what a refund changes is on a document of the sale');
    await announce(ctx, correctionIssued, { ...told, orderGroupId, orderId, kind, refundId: head.refundId });
    await tellCorrected(ctx, head, { orderGroupId, refundId: head.refundId });
    return;
  }
  invariant(kind === 'invoice' || kind === 'receipt', 'what was sold is on an invoice or a receipt');
  if (isGivenUp(head)) await wantOneMore(ctx, orderGroupId);
  const remaining = await countIssued(ctx, orderGroupId);
  await announce(ctx, invoiceIssued, { ...told, orderGroupId, orderId, kind, remaining: remaining ?? 0 });
  if (remaining === 0) await announce(ctx, groupDocumentsComplete, { orderGroupId });
  if (remaining === null && channel === 'mail') await announce(ctx, documentsToMail, { orderGroupId, documentIds: [id], reason: 'late' });
}

/** Every try to draw it failed: it stands there with the reason, and nobody waits for it any longer. Drawn later it comes on its own. */
export async function giveUpRendition(ctx: TxCtx, id: DocumentId, error: string): Promise<void> {
  const head = await getDocumentHead(ctx, id);
  if (head.fileKey !== null || isGivenUp(head)) return;
  await keepState(ctx, id, { state: 'failed', channel: null, reason: reasonOf(error) });
  const { orderGroupId, refundId } = head;
  if (orderGroupId === null) return;
  if (refundId !== null) return tellCorrected(ctx, head, { orderGroupId, refundId });
  if (await wantOneLess(ctx, orderGroupId)) await announce(ctx, groupDocumentsComplete, { orderGroupId });
}

const isGivenUp = ({ fileKey, delivery }: DocumentHead): boolean => fileKey === null && delivery?.state === 'failed';
const REASON_LIMIT = 500;
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, REASON_LIMIT);

/** One mail for all that a refund changed, once none of them is still to be drawn. Two that are drawn at once wait for each other, so that one of them is the last. */
async function tellCorrected(ctx: TxCtx, head: DocumentHead, { orderGroupId, refundId }: { orderGroupId: OrderGroupId; refundId: RefundId }): Promise<void> {
  await lockGroupDocuments(ctx, orderGroupId);
  const alike = (await listRefundDocumentHeads(ctx, refundId)).filter((one) => one.issuedAt.getTime() === head.issuedAt.getTime());
  if (alike.some((one) => one.fileKey === null && !isGivenUp(one))) return;
  const toMail = alike.filter((one) => one.fileKey !== null && one.delivery?.channel === 'mail' && one.delivery.state === 'waiting');
  if (toMail.length > 0) await announce(ctx, documentsToMail, { orderGroupId, documentIds: toMail.map((one) => one.id), reason: 'correction' });
}
