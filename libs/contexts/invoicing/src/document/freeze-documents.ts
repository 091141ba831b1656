import { documentFrozen, type DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import type { MarketId } from '@stoa/events/tenancy';
import type { SubjectId } from '@stoa/events/privacy';
import type { TaxDecisionId } from '@stoa/events/tax';
import { getOrderGroup } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announceAll } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { getSubject } from '@stoa/privacy';
import { listDecisions } from '@stoa/tax';
import { getMarket, getTenant } from '@stoa/tenancy';
import { getVendors } from '@stoa/vendors';
import { brandOf } from './brand.js';
import { type InvoiceDocument, type Series, documentNumber, seriesKey } from './document.js';
import { assertComplete } from './document-rules.js';
import { drawNumbers, insertDocuments, insertProgress } from './document.repository.js';
import { seriesFor } from './series.js';
import { type Given, type Sale, salesOf, typeOf, writeDocument } from './write-document.js';

/** Writes and numbers one document per seller of record of an order group, in the transaction that draws the numbers: a rollback leaves no gap. The PDFs follow. */
export async function freezeDocuments(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<InvoiceDocument[]> {
  const group = await getOrderGroup(ctx, orderGroupId);
  const tenant = await getTenant(ctx);
  const market = await getMarket(ctx, group.marketId as MarketId);
  const vendors = await getVendors(ctx, group.orders.map((order) => order.vendorId));
  const decisions = await listDecisions(ctx, group.orders.flatMap((order) => order.consignments.map((c) => c.taxDecisionId as TaxDecisionId)));
  const given: Given = {
    group, tenant, shopper: await getSubject(ctx, group.subjectId as SubjectId), decisions: new Map(decisions.map((stored) => [stored.id as string, stored.decision])),
    today: calendarDay(ctx.now, market.timeZone), brand: await brandOf(ctx, tenant),
  };
  const sales = salesOf(group, vendors);
  const planned = sales.map((sale) => ({ sale, series: seriesOf(sale, given) }));
  for (const { sale } of planned) assertComplete(writeDocument(sale, given, 'draft'));

  const numbers = await drawNumbers(ctx, planned.map(({ series }) => series));
  const documents = planned.map(({ sale, series }): InvoiceDocument => {
    const sequence = numbers.get(seriesKey(series));
    invariant(sequence !== undefined, 'a series answers with a number');
    return {
      ...series, id: newId<DocumentId>(), orderGroupId, orderId: sale.issuerKind === 'vendor' ? (sale.parts[0]?.order.id ?? null) : null, vendorId: sale.vendor?.id ?? null, refundId: null, correctsId: null, sequence,
      issuedAt: ctx.now, contents: writeDocument(sale, given, documentNumber(series, sequence)),
    };
  });
  await insertDocuments(ctx, documents);
  await insertProgress(ctx, orderGroupId, documents.length);
  await announceAll(ctx, documentFrozen, documents.map((document) => ({ documentId: document.id, orderGroupId })));
  return documents;
}

/** A vendor numbers in its own series, the marketplace in its own; the period is the calendar year where the market is. */
function seriesOf(sale: Sale, { tenant, today, decisions }: Given): Series {
  invariant(sale.issuerKind === 'platform' || sale.vendor, 'who sells is known');
  return seriesFor({ issuerKind: sale.issuerKind, issuerId: sale.vendor?.id ?? tenant.id, prefix: sale.vendor?.seriesPrefix ?? tenant.numberPrefix }, typeOf(sale, decisions), today);
}

/** The day of a moment on the clock of a place, such as 2026-11-25. */
export const calendarDay = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);
