import { documentFrozen, documentHeld, groupDocumentsComplete, type DocumentId, type HeldDocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import type { MarketId } from '@stoa/events/tenancy';
import type { SubjectId } from '@stoa/events/privacy';
import type { TaxDecisionId } from '@stoa/events/tax';
import { getOrderGroup } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announce, announceAll } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { getSubject } from '@stoa/privacy';
import { listDecisions } from '@stoa/tax';
import { getMarket, getTenant } from '@stoa/tenancy';
import { getVendors, type Vendor } from '@stoa/vendors';
import type { HeldDocument } from '../held/held.js';
import { insertHeld } from '../held/held.repository.js';
import { brandOf } from './brand.js';
import { type DocumentContents, type InvoiceDocument, type SaleDocumentType, type Series, seriesKey } from './document.js';
import { missingContents } from './document-rules.js';
import { drawNumbers, insertProgress } from './document.repository.js';
import { keepDocuments } from './keep-documents.js';
import { documentNumber, draftNumber, seriesFor } from '../series/numbering.js';
import { getNumbering } from '../series/numbering.repository.js';
import { type Given, type Sale, salesOf, typeOf, writeDocument } from './write-document.js';

/**
 * Writes and numbers one document per seller of record of an order group, in the transaction that draws the numbers: a rollback leaves no gap. The PDFs follow.
 * A document that lacks what the law asks for is held: it has no number, and the sale stands.
 */
export async function freezeDocuments(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<InvoiceDocument[]> {
  const { given, vendors } = await readSale(ctx, orderGroupId, null);
  const planned = salesOf(given.group, vendors).map((sale) => ({ sale, draft: draftOf(sale, given) }));
  const ready = planned.filter(({ draft }) => missingContents(draft).length === 0);
  await insertProgress(ctx, orderGroupId, ready.length);
  const documents = await freezeSales(ctx, given, ready.map(({ sale }) => sale));
  await holdSales(ctx, given, planned.filter(({ draft }) => missingContents(draft).length > 0));
  if (ready.length === 0) await announce(ctx, groupDocumentsComplete, { orderGroupId });
  return documents;
}

/** Everything that the documents of an order group are written from. `soldOn` is told where they are written later than the sale. */
export async function readSale(ctx: TxCtx, orderGroupId: OrderGroupId, soldOn: string | null): Promise<{ given: Given; vendors: ReadonlyMap<string, Vendor> }> {
  const group = await getOrderGroup(ctx, orderGroupId);
  const tenant = await getTenant(ctx);
  const market = await getMarket(ctx, group.marketId as MarketId);
  const vendors = await getVendors(ctx, group.orders.map((order) => order.vendorId));
  const decisions = await listDecisions(ctx, group.orders.flatMap((order) => order.consignments.map((c) => c.taxDecisionId as TaxDecisionId)));
  const today = calendarDay(ctx.now, market.timeZone);
  const given: Given = {
    group, tenant, shopper: await getSubject(ctx, group.subjectId as SubjectId), decisions: new Map(decisions.map((stored) => [stored.id as string, stored.decision])), today, soldOn: soldOn ?? today, brand: await brandOf(ctx, tenant),
    numbering: await getNumbering(ctx),
  };
  return { given, vendors };
}

/** Numbers and freezes what is complete. Whoever calls holds the row that counts the group's documents. */
export async function freezeSales(ctx: TxCtx, given: Given, sales: readonly Sale[]): Promise<InvoiceDocument[]> {
  if (sales.length === 0) return [];
  const orderGroupId = given.group.id;
  const planned = sales.map((sale) => ({ sale, series: seriesOf(sale, given) }));
  const numbers = await drawNumbers(ctx, planned.map(({ series }) => series));
  const documents = planned.map(({ sale, series }): InvoiceDocument => {
    const sequence = numbers.get(seriesKey(series));
    invariant(sequence !== undefined, 'a series answers with a number');
    return {
      ...series, id: newId<DocumentId>(), orderGroupId, orderId: orderOf(sale), vendorId: sale.vendor?.id ?? null, refundId: null, correctsId: null, sequence, issuedAt: ctx.now,
      contents: { ...writeDocument(sale, given, documentNumber(given.numbering, series, sequence)), issuedAt: ctx.now.toISOString() },
    };
  });
  await keepDocuments(ctx, documents);
  await announceAll(ctx, documentFrozen, documents.map((document) => ({ documentId: document.id, orderGroupId })));
  return documents;
}

async function holdSales(ctx: TxCtx, { group, tenant, soldOn }: Given, incomplete: readonly { sale: Sale; draft: DocumentContents }[]): Promise<void> {
  const held = incomplete.map(({ sale, draft }): HeldDocument => ({
    id: newId<HeldDocumentId>(), orderGroupId: group.id, orderId: orderOf(sale), issuerKind: sale.issuerKind, issuerId: sale.vendor?.id ?? tenant.id, vendorId: sale.vendor?.id ?? null, issuerName: draft.issuer.name,
    documentType: draft.type as SaleDocumentType, currency: draft.currency, totalMinor: draft.totals.grossMinor, missing: missingContents(draft), soldOn, heldAt: ctx.now, lookedAt: ctx.now, documentId: null, releasedAt: null,
  }));
  await insertHeld(ctx, held);
  await announceAll(ctx, documentHeld, held.map(({ id, orderGroupId, vendorId }) => ({ heldDocumentId: id, orderGroupId, vendorId })));
}

/** A document as it would stand, under a number as long as its series has room for: some laws bound its length. */
export const draftOf = (sale: Sale, given: Given): DocumentContents => writeDocument(sale, given, draftNumber(given.numbering, seriesOf(sale, given)));

const orderOf = (sale: Sale) => (sale.issuerKind === 'vendor' ? (sale.parts[0]?.order.id ?? null) : null);

/** A vendor numbers in its own series, the marketplace in its own; the period is the calendar year where the market is. */
function seriesOf(sale: Sale, { tenant, today, decisions, numbering }: Given): Series {
  invariant(sale.issuerKind === 'platform' || sale.vendor, 'who sells is known');
  return seriesFor(numbering, { issuerKind: sale.issuerKind, issuerId: sale.vendor?.id ?? tenant.id, prefix: sale.vendor?.seriesPrefix ?? tenant.numberPrefix }, typeOf(sale, decisions), today);
}

/** The day of a moment on the clock of a place, such as 2026-11-25. */
export const calendarDay = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);
