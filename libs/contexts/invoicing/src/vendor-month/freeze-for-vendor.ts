import { documentFrozen, type DocumentId } from '@stoa/events/invoicing';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { frozenAt } from '../content/under-law.js';
import { assertComplete } from '../document/document-rules.js';
import { type DocumentContents, type Series } from '../document/document.js';
import { drawNumbers, listDocumentHeadsById } from '../document/document.repository.js';
import { calendarDay } from '../document/formats.js';
import { keepDocuments } from '../document/keep-documents.js';
import { documentNumber, draftNumber, seriesFor } from '../series/numbering.js';
import { getNumbering } from '../series/numbering.repository.js';
import type { WrittenMonth } from './vendor-month.js';

/** Freezes a document that stands between the marketplace and a vendor: refused while it lacks something, numbered in this transaction, its files drawn after it. */
export async function freezeForVendor(ctx: TxCtx, issuer: Pick<Series, 'issuerKind' | 'issuerId' | 'prefix'>, vendor: { readonly id: VendorId; /** Of a correction: the newest of the documents that it names. */ readonly correctsId: DocumentId | null }, write: (number: string) => DocumentContents): Promise<DocumentId> {
  const draft = write('draft');
  const numbering = await getNumbering(ctx);
  const series = seriesFor(numbering, issuer, draft.type, draft.issuedOn);
  assertComplete(write(draftNumber(numbering, series)));
  const [sequence] = await drawNumbers(ctx, [series]);
  invariant(sequence !== undefined, 'a series answers with a number');
  const id = newId<DocumentId>();
  await keepDocuments(ctx, [{ ...series, id, orderGroupId: null, orderId: null, vendorId: vendor.id, refundId: null, correctsId: vendor.correctsId, sequence, issuedAt: ctx.now, contents: frozenAt(write(documentNumber(numbering, series, sequence)), ctx.now) }]);
  await announce(ctx, documentFrozen, { documentId: id, orderGroupId: null });
  return id;
}

/** The documents that a credit note names: by number and day. */
export async function correctedBy(ctx: TxCtx, written: readonly WrittenMonth[], timeZone: string): Promise<DocumentContents['corrects']> {
  if (written.length === 0) return [];
  return (await listDocumentHeadsById(ctx, written.map((one) => one.documentId))).map((head) => ({ number: head.number, issuedOn: calendarDay(head.issuedAt, timeZone) }));
}
