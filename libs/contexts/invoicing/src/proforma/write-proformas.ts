import { documentFrozen, proformasComplete, type DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import { getOrderGroup } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announce, announceAll } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { frozenAt, underLaw } from '../content/under-law.js';
import { type DocumentContents, type InvoiceDocument } from '../document/document.js';
import { missingContents } from '../document/document-rules.js';
import { drawNumbers, listDocumentHeadsById } from '../document/document.repository.js';
import { calendarDay } from '../document/formats.js';
import { readSale } from '../document/freeze-documents.js';
import { keepDocuments } from '../document/keep-documents.js';
import { documentWords } from '../document/words.js';
import { type Given, type Sale, salesOf, writeDocument } from '../document/write-document.js';
import { documentNumber, draftNumber, seriesFor } from '../series/numbering.js';
import { getNumbering } from '../series/numbering.repository.js';
import { insertProformas, lockProformas } from './proforma.repository.js';

/**
 * An order waits for a bank transfer: where the marketplace wants it, each seller's part is put on a proforma, to pay by. It is no invoice: no tax is owed by it, and it stands in no return and no booking.
 * The order's mail follows once they are drawn; at once where none is written.
 */
export async function writeProformas(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<InvoiceDocument[]> {
  const documents = await freeze(ctx, orderGroupId);
  if (documents.length === 0) await announce(ctx, proformasComplete, { orderGroupId });
  return documents;
}

async function freeze(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<InvoiceDocument[]> {
  const [numbering, group] = [await getNumbering(ctx), await getOrderGroup(ctx, orderGroupId)];
  if (!numbering.proformas || group.paymentState !== 'awaiting' || group.payment.method !== 'bank_transfer') return [];
  const { given, vendors } = await readSale(ctx, orderGroupId, null);
  const planned = salesOf(given.group, vendors).flatMap((sale) => {
    const series = seriesFor(numbering, { issuerKind: sale.issuerKind, issuerId: sale.vendor?.id ?? given.tenant.id, prefix: sale.vendor?.seriesPrefix ?? given.tenant.numberPrefix }, 'proforma', given.today);
    // One that lacks something is not asked for: the invoice will be held until it is supplied.
    return missingContents(proformaOf(sale, given, draftNumber(numbering, series))).length > 0 ? [] : [{ sale, series }];
  });
  if (planned.length === 0) return [];
  const numbers = await drawNumbers(ctx, planned.map(({ series }) => series));
  const documents = planned.map(({ sale, series }, index): InvoiceDocument => {
    const sequence = numbers[index];
    invariant(sequence !== undefined, 'a series answers with a number');
    const contents = frozenAt(proformaOf(sale, given, documentNumber(numbering, series, sequence)), ctx.now);
    return { ...series, id: newId<DocumentId>(), orderGroupId, orderId: sale.issuerKind === 'vendor' ? (sale.parts[0]?.order.id ?? null) : null, vendorId: sale.vendor?.id ?? null, refundId: null, correctsId: null, sequence, issuedAt: ctx.now, contents };
  });
  await keepDocuments(ctx, documents);
  await insertProformas(ctx, documents);
  await announceAll(ctx, documentFrozen, documents.map((document) => ({ documentId: document.id, orderGroupId })));
  return documents;
}

/** What the invoice will say, to be paid by transfer, and that it is none. Pure. */
function proformaOf(sale: Sale, given: Given, number: string): DocumentContents {
  const { group: { payment, locale } } = given;
  const invoice = writeDocument(sale, given, number);
  const words = documentWords(locale);
  return underLaw({
    ...invoice, type: 'proforma', prepaidMinor: 0n, paid: null, dueOn: payment.payBy && calendarDay(payment.payBy, 'UTC'), notes: [words.noInvoice, ...invoice.notes],
    paymentBy: { means: 'transfer', iban: payment.instructions?.accountNumber ?? null, accountName: payment.instructions?.accountHolder ?? null, mandate: null },
  });
}

/** A proforma is drawn, or could not be: with the last of its order the mail goes out. Two that are drawn at once wait for each other. */
export async function tellProforma(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<void> {
  const heads = await listDocumentHeadsById(ctx, await lockProformas(ctx, orderGroupId));
  if (heads.length > 0 && heads.every((head) => head.fileKey !== null || head.delivery?.state === 'failed')) await announce(ctx, proformasComplete, { orderGroupId });
}
