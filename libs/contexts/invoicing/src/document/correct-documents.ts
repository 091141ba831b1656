import { documentFrozen, type DocumentId } from '@stoa/events/invoicing';
import type { RefundId } from '@stoa/events/payments';
import type { MarketId, TenantId } from '@stoa/events/tenancy';
import type { TaxDecisionId } from '@stoa/events/tax';
import { getOrderGroup, type OrderGroup } from '@stoa/orders';
import { getRefund, type Refund, type RefundPart } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError, invariant } from '@stoa/platform/errors';
import { announceAll } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { listDecisions } from '@stoa/tax';
import { getMarket, getTenant } from '@stoa/tenancy';
import { getVendors } from '@stoa/vendors';
import { frozenAt } from '../content/under-law.js';
import { type HeldDocument, isAbout } from '../held/held.js';
import { listHeldOfGroup } from '../held/held.repository.js';
import { type DocumentContents, type InvoiceDocument, type Series } from './document.js';
import { assertComplete } from './document-rules.js';
import { type DocumentHead, drawNumbers, listGroupDocumentHeads, listRefundDocumentHeads, lockGroupDocuments, openContents } from './document.repository.js';
import { calendarDay } from './formats.js';
import { keepDocuments } from './keep-documents.js';
import { documentNumber, draftNumber, type Numbering, seriesFor } from '../series/numbering.js';
import { getNumbering } from '../series/numbering.repository.js';
import { writeCreditNote, writeReinstatement } from './write-correction.js';

/** A correction that only lacks its number. */
type Planned = { readonly corrects: DocumentHead; readonly series: Series; write(number: string): DocumentContents };

/**
 * Writes what a refund gave back: one credit note for each document that it takes from, numbered in the transaction that freezes it. A refund that has
 * come back meanwhile gives none. Errors: the documents of the sale are not written yet (tried again).
 */
export async function creditRefund(ctx: TxCtx, refundId: RefundId): Promise<InvoiceDocument[]> {
  const { orderGroupId } = await getRefund(ctx, refundId);
  if (!(await lockGroupDocuments(ctx, orderGroupId))) throw new DomainError('invoicing.sale_not_documented', 'conflict', 'The documents of this sale are not written yet; what is given back of them follows.');
  const refund = await getRefund(ctx, refundId);
  if (refund.state !== 'succeeded') return [];
  const written = await listRefundDocumentHeads(ctx, refundId);
  const originals = (await listGroupDocumentHeads(ctx, orderGroupId)).filter((head) => head.refundId === null && head.documentType !== 'proforma');
  const group = await getOrderGroup(ctx, orderGroupId);
  const today = calendarDay(ctx.now, (await getMarket(ctx, group.marketId as MarketId)).timeZone);
  const decisions = new Map((await listDecisions(ctx, [...new Set(refund.parts.map((part) => part.decisionId))] as TaxDecisionId[])).map((stored) => [stored.id as string, stored.decision]));
  const [issuer, numbering] = [await issuers(ctx, group), await getNumbering(ctx)];
  const planned: Planned[] = [];
  for (const { about: original, parts } of byDocument(refund, group, originals, await listHeldOfGroup(ctx, orderGroupId))) {
    if (written.some((note) => note.vendorId === original.vendorId && note.orderId === original.orderId)) continue;
    const type = original.documentType === 'receipt' ? 'refund_receipt' : 'credit_note';
    const contents = await openContents(ctx, original.id);
    planned.push({ corrects: original, series: seriesFor(numbering, issuer(original), type, today), write: (number) => writeCreditNote({ type, original: contents, parts, reason: refund.reason, group, decisions, today }, number) });
  }
  return freeze(ctx, numbering, refund, planned);
}

/** A refund that had succeeded has come back: what its credit notes took off is owed again, each on a document that corrects the credit note. Nothing where none was written. */
export async function reinstateRefund(ctx: TxCtx, refundId: RefundId): Promise<InvoiceDocument[]> {
  const refund = await getRefund(ctx, refundId);
  await lockGroupDocuments(ctx, refund.orderGroupId);
  const written = await listRefundDocumentHeads(ctx, refundId);
  if (written.some((head) => head.documentType === 'invoice' || head.documentType === 'receipt')) return [];
  const group = await getOrderGroup(ctx, refund.orderGroupId);
  const today = calendarDay(ctx.now, (await getMarket(ctx, group.marketId as MarketId)).timeZone);
  const [issuer, numbering] = [await issuers(ctx, group), await getNumbering(ctx)];
  const planned: Planned[] = [];
  for (const note of written) {
    const type = note.documentType === 'refund_receipt' ? 'receipt' : 'invoice';
    const contents = await openContents(ctx, note.id);
    planned.push({ corrects: note, series: seriesFor(numbering, issuer(note), type, today), write: (number) => writeReinstatement(contents, type, { number, today }) });
  }
  return freeze(ctx, numbering, refund, planned);
}

/**
 * What of a refund belongs to which document: that of the vendor's order, or the marketplace's own where the law makes it the seller. What is held has none yet: its
 * credit note follows it. Cents that no price comes to are on none.
 */
function byDocument(refund: Refund, group: OrderGroup, originals: readonly DocumentHead[], held: readonly HeldDocument[]): { about: DocumentHead; parts: RefundPart[] }[] {
  const sellers = new Map(group.orders.flatMap((order) => order.consignments.map((c) => [c.id as string, c.seller])));
  const given = refund.parts.filter((part) => part.kind !== 'rounding' && part.grossMinor > 0n);
  const partsOf = <D extends Pick<HeldDocument, 'vendorId' | 'orderId'>>(documents: readonly D[]) => documents
    .map((about) => ({ about, parts: given.filter((part) => isAbout(about, { bySeller: sellers.get(part.consignmentId) ?? 'vendor', orderId: part.orderId })) })).filter(({ parts }) => parts.length > 0);
  const [found, later] = [partsOf(originals), partsOf(held)];
  invariant([...found, ...later].reduce((count, one) => count + one.parts.length, 0) === given.length, 'whatever is given back was on one document');
  return found;
}

/** Who numbers a document, and with which prefix. */
async function issuers(ctx: TxCtx, group: OrderGroup): Promise<(head: DocumentHead) => { issuerKind: Series['issuerKind']; issuerId: string; prefix: string }> {
  const vendors = await getVendors(ctx, group.orders.map((order) => order.vendorId));
  const tenant = await getTenant(ctx);
  return ({ vendorId }) => {
    if (vendorId === null) return { issuerKind: 'platform', issuerId: tenant.id satisfies TenantId, prefix: tenant.numberPrefix };
    const vendor = vendors.get(vendorId);
    invariant(vendor, 'who sold is known');
    return { issuerKind: 'vendor', issuerId: vendor.id, prefix: vendor.seriesPrefix };
  };
}

async function freeze(ctx: TxCtx, numbering: Numbering, refund: Refund, planned: readonly Planned[]): Promise<InvoiceDocument[]> {
  if (planned.length === 0) return [];
  for (const one of planned) assertComplete(one.write(draftNumber(numbering, one.series)));
  const numbers = await drawNumbers(ctx, planned.map(({ series }) => series));
  const documents = planned.map(({ corrects, series, write }, index): InvoiceDocument => {
    const sequence = numbers[index]!;
    return {
      ...series, id: newId<DocumentId>(), orderGroupId: refund.orderGroupId, orderId: corrects.orderId, vendorId: corrects.vendorId, refundId: refund.id, correctsId: corrects.id, sequence, issuedAt: ctx.now,
      contents: frozenAt(write(documentNumber(numbering, series, sequence)), ctx.now),
    };
  });
  await keepDocuments(ctx, documents);
  await announceAll(ctx, documentFrozen, documents.map((document) => ({ documentId: document.id, orderGroupId: refund.orderGroupId })));
  return documents;
}
