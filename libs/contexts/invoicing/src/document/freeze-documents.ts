import { documentFrozen, documentHeld, groupDocumentsComplete, type DocumentId, type HeldDocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import type { MarketId } from '@stoa/events/tenancy';
import type { SubjectId } from '@stoa/events/privacy';
import type { TaxDecisionId } from '@stoa/events/tax';
import { getOrderGroups } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announceAll } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { getSubjects } from '@stoa/privacy';
import { listDecisions } from '@stoa/tax';
import { getMarket, getTenant } from '@stoa/tenancy';
import { getVendors, type Vendor } from '@stoa/vendors';
import { frozenAt } from '../content/under-law.js';
import type { HeldDocument } from '../held/held.js';
import { insertHeld } from '../held/held.repository.js';
import { brandOf } from './brand.js';
import { calendarDay } from './formats.js';
import { type DocumentContents, type InvoiceDocument, type SaleDocumentType, type Series } from './document.js';
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
export const freezeDocuments = (ctx: TxCtx, orderGroupId: OrderGroupId): Promise<InvoiceDocument[]> => freezeAll(ctx, [orderGroupId]);

/** The same for several order groups at once, numbered in their order. */
export async function freezeAll(ctx: TxCtx, orderGroupIds: readonly OrderGroupId[]): Promise<InvoiceDocument[]> {
  const planned = (await readSales(ctx, orderGroupIds)).map(({ given, vendors }) => {
    const drafts = salesOf(given.group, vendors).map((sale) => ({ sale, draft: draftOf(sale, given) })).map((one) => ({ ...one, isReady: missingContents(one.draft).length === 0 }));
    return { given, ready: drafts.filter(({ isReady }) => isReady), incomplete: drafts.filter(({ isReady }) => !isReady) };
  });
  await insertProgress(ctx, planned.map(({ given, ready }) => ({ orderGroupId: given.group.id, wanted: ready.length })));
  const documents = await freezeSales(ctx, planned.flatMap(({ given, ready }) => ready.map(({ sale }) => ({ given, sale }))));
  for (const { given, incomplete } of planned) await holdSales(ctx, given, incomplete);
  await announceAll(ctx, groupDocumentsComplete, planned.filter(({ ready }) => ready.length === 0).map(({ given }) => ({ orderGroupId: given.group.id })));
  return documents;
}

type ReadSale = { readonly given: Given; readonly vendors: ReadonlyMap<string, Vendor> };

/** Everything that the documents of an order group are written from. `soldOn` is told where they are written later than the sale. */
export async function readSale(ctx: TxCtx, orderGroupId: OrderGroupId, soldOn: string | null): Promise<ReadSale> {
  const [sale] = await readSales(ctx, [orderGroupId]);
  invariant(sale, 'what is asked for is read');
  return soldOn === null ? sale : { ...sale, given: { ...sale.given, soldOn } };
}

/** The same of several, each part in one statement however many they are. */
async function readSales(ctx: TxCtx, orderGroupIds: readonly OrderGroupId[]): Promise<ReadSale[]> {
  const groups = await getOrderGroups(ctx, orderGroupIds);
  const tenant = await getTenant(ctx);
  const orders = groups.flatMap((group) => group.orders);
  const vendors = await getVendors(ctx, orders.map((order) => order.vendorId));
  const stored = await listDecisions(ctx, orders.flatMap((order) => order.consignments.map((c) => c.taxDecisionId as TaxDecisionId)));
  const decisions = new Map(stored.map(({ id, decision }) => [id as string, decision]));
  const shoppers = await getSubjects(ctx, groups.map((group) => group.subjectId as SubjectId));
  const [brand, numbering] = [await brandOf(ctx, tenant), await getNumbering(ctx)];
  const sales: ReadSale[] = [];
  for (const group of groups) {
    const today = calendarDay(ctx.now, (await getMarket(ctx, group.marketId as MarketId)).timeZone);
    const shopper = shoppers.get(group.subjectId as SubjectId);
    invariant(shopper, 'who bought is known, erased or not');
    const own = new Map(group.orders.flatMap((order) => order.consignments.flatMap(({ taxDecisionId }) => { const decision = decisions.get(taxDecisionId); return decision === undefined ? [] : [[taxDecisionId as string, decision] as const]; })));
    sales.push({ vendors, given: { group, tenant, shopper, decisions: own, today, soldOn: today, brand, numbering } });
  }
  return sales;
}

/** Numbers and freezes what is complete. Whoever calls holds the rows that count the groups' documents. */
export async function freezeSales(ctx: TxCtx, sales: readonly { readonly given: Given; readonly sale: Sale }[]): Promise<InvoiceDocument[]> {
  if (sales.length === 0) return [];
  const planned = sales.map(({ given, sale }) => ({ given, sale, series: seriesOf(sale, given) }));
  const numbers = await drawNumbers(ctx, planned.map(({ series }) => series));
  const documents = planned.map(({ given, sale, series }, index): InvoiceDocument => {
    const sequence = numbers[index]!;
    return {
      ...series, id: newId<DocumentId>(), orderGroupId: given.group.id, orderId: orderOf(sale), vendorId: sale.vendor?.id ?? null, refundId: null, correctsId: null, sequence, issuedAt: ctx.now,
      contents: frozenAt(writeDocument(sale, given, documentNumber(given.numbering, series, sequence)), ctx.now),
    };
  });
  await keepDocuments(ctx, documents);
  await announceAll(ctx, documentFrozen, documents.map(({ id, orderGroupId }) => ({ documentId: id, orderGroupId })));
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
