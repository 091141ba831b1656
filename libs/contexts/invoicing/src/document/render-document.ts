import { createHash } from 'node:crypto';
import { correctionIssued, documentsToMail, groupDocumentsComplete, invoiceIssued, vendorDocumentIssued, type DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announce, tellTogether } from '@stoa/platform/events';
import { type FileStore, tenantKey } from '@stoa/platform/files';
import { keyFor } from '../retention/move-documents.js';
import { einvoiceFile } from '../einvoice/einvoice-file.js';
import { sealFile } from './document-key.js';
import { countIssued, type DocumentHead, getDocumentHead, keepRenditions, listDocumentHeadsById, listRefundDocumentHeads, lockGroupDocuments, openContents, type OpenedDocument, openDocuments, type StoredRendition, wantOneLess, wantOneMore } from './document.repository.js';
import { isForVendor } from './document.js';
import type { AccessPoint } from '../delivery/access-point.js';
import type { Channel, PeppolRoute } from '../delivery/delivery.js';
import { planDeliveries } from '../delivery/deliver-document.js';
import { keepState } from '../delivery/delivery.repository.js';
import { peppolRoute } from '../delivery/peppol-route.js';
import { tellProforma } from '../proforma/write-proformas.js';
import { renderPdf } from './render-pdf.js';

/** The files of a document, and its way over the Peppol network where its buyer takes it there. */
export type Rendition = { readonly files: readonly StoredRendition[]; readonly route: PeppolRoute | null };

type Drawn = { readonly id: DocumentId; readonly rendition: Rendition };
type Outcome<T> = PromiseSettledResult<T>;

/** Draws frozen documents and stores their files, each sealed under its own key. What goes wrong with one is written down for whoever looks: it is tried again, and the others are not held up. */
export async function renderDocuments(deps: { files: FileStore }, ctx: Ctx, ids: readonly DocumentId[]): Promise<Outcome<Rendition>[]> {
  const opened = await ctx.inRead((tx) => openDocuments(tx, ids)).catch(() => new Map<DocumentId, OpenedDocument>()); // one may stand in the way of all: then each is opened alone, and that one says why it does not
  const drawing = await Promise.allSettled(ids.map((id) => drawn(deps, ctx, { id, ...opened.get(id) })));
  for (const [index, outcome] of drawing.entries()) {
    if (outcome.status === 'rejected') await ctx.inTx((tx) => keepReason(tx, ids[index]!, outcome.reason));
  }
  return drawing;
}

async function keepReason(ctx: TxCtx, id: DocumentId, error: unknown): Promise<void> {
  const head = await getDocumentHead(ctx, id);
  if (head.fileKey === null && !isGivenUp(head)) await keepState(ctx, id, { state: 'waiting', channel: null, reason: reasonOf(error) });
}

/** The PDF, and the XML where it is an invoice of the union. Drawn twice they are the same files in the same places. */
async function drawn(deps: { files: FileStore }, ctx: Ctx, { id, ...opened }: { readonly id: DocumentId } & Partial<OpenedDocument>): Promise<Rendition> {
  const contents = opened.contents ?? (await ctx.inRead((tx) => openContents(tx, id)));
  const documentKey = opened.key ?? (await keyFor(ctx, id));
  const store = async (ending: 'pdf' | 'xml', bytes: Buffer): Promise<StoredRendition> => {
    const [key, contentType] = [tenantKey(ctx.tenantId, `documents/${id}.${ending}`), `application/${ending}` as const];
    await deps.files.put(key, sealFile(documentKey, ctx.tenantId, id, { contentType, bytes }), 'application/octet-stream');
    return { contentType, key, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
  };
  const xml = einvoiceFile(contents);
  return { route: peppolRoute(contents, xml), files: await Promise.all([store('pdf', await renderPdf(contents)), ...(xml === null ? [] : [store('xml', Buffer.from(xml))])]) };
}

/** The files are there: the documents are issued, and with the last one of what was sold the shopper may be told. */
export async function settleRenditions(deps: { readonly accessPoint?: AccessPoint | null }, ctx: TxCtx, all: readonly Drawn[]): Promise<void> {
  const heads = new Map((await listDocumentHeadsById(ctx, all.map(({ id }) => id))).map((head) => [head.id, head]));
  const kept = await keepRenditions(ctx, all.map(({ id, rendition }) => ({ id, files: rendition.files })));
  const issued = all.filter(({ id }, index) => kept.has(id) && all.findIndex((one) => one.id === id) === index).map(({ id, rendition }) => ({ head: heads.get(id)!, route: rendition.route }));
  await tellTogether(ctx, async () => {
    const channels = await planDeliveries(ctx, issued.map(({ head, route }) => ({ documentId: head.id, route: head.orderGroupId === null || !deps.accessPoint ? null : route })));
    const [sold, others] = [issued.filter(({ head }) => isOfSale(head)), issued.filter(({ head }) => !isOfSale(head))];
    await tellSold(ctx, sold.map(({ head }) => head), channels);
    for (const { head } of others) await tellOther(ctx, head);
  });
}

const isOfSale = (head: DocumentHead): boolean => head.orderGroupId !== null && head.refundId === null && head.documentType !== 'proforma';
const factsOf = (head: DocumentHead) => ({ documentId: head.id, number: head.number, issuerName: head.issuerName, totalMinor: Number(head.totalMinor), currency: head.currency });

/** What was sold: each document tells how many of its sale are still to come. */
async function tellSold(ctx: TxCtx, heads: readonly DocumentHead[], channels: ReadonlyMap<DocumentId, Channel>): Promise<void> {
  const late = heads.filter(isGivenUp).flatMap(({ orderGroupId }) => orderGroupId ?? []);
  for (const orderGroupId of [...late].sort()) await wantOneMore(ctx, orderGroupId);
  const counted = await countIssued(ctx, heads.flatMap(({ orderGroupId }) => orderGroupId ?? []));
  for (const head of heads) {
    const { orderGroupId, orderId, documentType: kind } = head;
    invariant(orderGroupId !== null && (kind === 'invoice' || kind === 'receipt'), 'what was sold is on an invoice or a receipt');
    const remaining = counted.get(orderGroupId)?.shift() ?? null;
    await announce(ctx, invoiceIssued, { ...factsOf(head), orderGroupId, orderId, kind, remaining: remaining ?? 0 });
    if (remaining === 0) await announce(ctx, groupDocumentsComplete, { orderGroupId });
    if (remaining === null && channels.get(head.id) === 'mail') await announce(ctx, documentsToMail, { orderGroupId, documentIds: [head.id], reason: 'late' });
  }
}

/** What stands between the marketplace and a vendor, or changes what was sold. */
async function tellOther(ctx: TxCtx, head: DocumentHead): Promise<void> {
  const { orderGroupId, orderId, refundId, vendorId, documentType: kind } = head;
  if (orderGroupId === null) {
    invariant(vendorId !== null && isForVendor(kind), 'what is of no sale stands between the marketplace and a vendor');
    return announce(ctx, vendorDocumentIssued, { ...factsOf(head), vendorId, kind });
  }
  if (kind === 'proforma') return tellProforma(ctx, orderGroupId);
  invariant(refundId !== null && (kind === 'credit_note' || kind === 'refund_receipt' || kind === 'invoice' || kind === 'receipt'), 'what a refund changes is on a document of the sale');
  await announce(ctx, correctionIssued, { ...factsOf(head), orderGroupId, orderId, kind, refundId });
  await tellCorrected(ctx, head, { orderGroupId, refundId });
}

/** Every try to draw it failed: it stands there with the reason, and nobody waits for it any longer. Drawn later it comes on its own. */
export async function giveUpRendition(ctx: TxCtx, id: DocumentId, error: string): Promise<void> {
  const head = await getDocumentHead(ctx, id);
  if (head.fileKey !== null || isGivenUp(head)) return;
  await keepState(ctx, id, { state: 'failed', channel: null, reason: reasonOf(error) });
  const { orderGroupId, refundId } = head;
  if (orderGroupId === null) return;
  if (head.documentType === 'proforma') return tellProforma(ctx, orderGroupId);
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
