import { deliveryWanted, documentsToMail, renditionWanted, vendorDocumentToMail, type DeliveryId, type DocumentId } from '@stoa/events/invoicing';
import type { VendorId } from '@stoa/events/vendors';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError, invariant } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { type DocumentHead, getDocumentHead, openContents } from '../document/document.repository.js';
import { einvoiceFile } from '../einvoice/einvoice-file.js';
import type { Channel, Delivery } from './delivery.js';
import { getDelivery, insertDeliveries, keepState } from './delivery.repository.js';
import { peppolRoute } from './peppol-route.js';

const notDrawnYet = () => new DomainError('invoicing.not_drawn_yet', 'conflict', 'This document is not drawn yet. It goes out by itself as soon as it is.');
const noWay = () => new DomainError('invoicing.no_way_there', 'conflict', 'The buyer gave no Peppol address, or this document has no XML file, or this deployment has no access point. Send it by mail.');

/** Staff send a document once more, by the way they choose. */
export async function sendAgain(ctx: TxCtx, documentId: DocumentId, { channel, hasAccessPoint }: { channel: Channel; hasAccessPoint: boolean }): Promise<Delivery> {
  const head = await getDocumentHead(ctx, documentId);
  if (head.fileKey === null) throw notDrawnYet();
  const contents = await openContents(ctx, documentId);
  const route = channel === 'peppol' && hasAccessPoint ? peppolRoute(contents, einvoiceFile(contents)) : null;
  if (channel === 'peppol' && route === null) throw noWay();
  const id = newId<DeliveryId>();
  await insertDeliveries(ctx, [{ id, documentId, channel, route, askedBy: 'staff' }]);
  await audit(ctx, { action: 'invoicing.document_sent_again', subject: { kind: 'document', id: documentId }, before: null, after: { number: head.number, channel } });
  if (channel === 'peppol') await announce(ctx, deliveryWanted, { deliveryId: id });
  else if (head.orderGroupId !== null) await announce(ctx, documentsToMail, { orderGroupId: head.orderGroupId, documentIds: [documentId], reason: 'again' });
  else await announce(ctx, vendorDocumentToMail, { documentId, vendorId: vendorOf(head) });
  return getDelivery(ctx, id);
}

function vendorOf({ vendorId }: DocumentHead): VendorId {
  invariant(vendorId !== null, 'what is of no sale stands between the marketplace and a vendor');
  return vendorId as VendorId;
}

/** Staff have the files of a document drawn once more: after a failure it is issued by it, else the same files are written again. */
export async function drawAgain(ctx: TxCtx, documentId: DocumentId): Promise<void> {
  const head = await getDocumentHead(ctx, documentId);
  await audit(ctx, { action: 'invoicing.document_drawn_again', subject: { kind: 'document', id: documentId }, before: { drawn: head.fileKey !== null }, after: { number: head.number } });
  if (head.fileKey === null) await keepState(ctx, documentId, { state: 'waiting', channel: null, reason: null });
  await announce(ctx, renditionWanted, { documentId });
}
