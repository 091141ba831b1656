import { z } from 'zod';
import type { DeliveryId, DocumentId } from '@stoa/events/invoicing';
import { openTrackingToken } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { type Route, type RouteWorld, route } from '@stoa/platform/http';
import { moneySchema } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { documentTypes } from '../document/document.js';
import { documentId, documentRow, toRow } from '../document/document.schemas.js';
import { getDocumentHead, listGroupDocumentHeads } from '../document/document.repository.js';
import { listHeldOfGroup } from '../held/held.repository.js';
import { channels, type Delivery, deliveryStates } from './delivery.js';
import { listDeliveries } from './delivery.repository.js';
import { drawAgain, sendAgain } from './send-again.js';

export type DeliveryRouteDeps = { readonly tokenSecret: string; readonly hasAccessPoint: boolean };

const deliveryId = wireId<DeliveryId, 'dlv'>('dlv');
const deliveryView = z.object({
  id: deliveryId.wire, channel: z.enum(channels), state: z.enum(deliveryStates), receiver: z.string().nullable(), message_ref: z.string().nullable(), reason: z.string().nullable(), asked_by: z.enum(['issue', 'staff']),
  asked_at: z.iso.datetime(), sent_at: z.iso.datetime().nullable(), settled_at: z.iso.datetime().nullable(),
}).meta({ id: 'DocumentDelivery' });
const documentView = z.object({ document: documentRow, deliveries: z.array(deliveryView) }).meta({ id: 'DocumentWithDeliveries' });
const params = z.object({ document_id: documentId });
const byStaff = { audience: 'staff', permission: 'invoicing.write', idempotent: true, params, owner: 'params.document_id' } as const;
const example = (key: string) => (world: RouteWorld) => ({ params: { document_id: world.vendorA.document }, headers: { 'Idempotency-Key': key } });

/** How a document reaches people: what became of it, and what staff may do about it. The shopper's page lists what there is and what follows. */
export const deliveryRoutes = (deps: DeliveryRouteDeps): Route[] => [
  route({
    method: 'get', path: '/v1/admin/documents/:document_id/deliveries', summary: 'Read how a document reached its buyer', audience: 'staff', permission: 'invoicing.read', params, owner: 'params.document_id', response: documentView,
    example: (world: RouteWorld) => ({ params: { document_id: world.vendorA.document } }), handle: (ctx, asked) => ctx.inRead((tx) => viewOf(tx, asked.params.document_id)),
  }),
  route({
    ...byStaff, method: 'post', path: '/v1/admin/documents/:document_id/deliveries', summary: 'Send a document again', body: z.strictObject({ channel: z.enum(channels) }), response: deliveryView, status: 201,
    example: (world: RouteWorld) => ({ ...example('again-of-the-route-test')(world), body: { channel: 'mail' } }),
    handle: async (ctx, asked) => toDeliveryView(await ctx.inTx((tx) => sendAgain(tx, asked.params.document_id, { channel: asked.body.channel, hasAccessPoint: deps.hasAccessPoint }))),
  }),
  route({
    ...byStaff, method: 'post', path: '/v1/admin/documents/:document_id/renditions', summary: 'Have the files of a document made again', description: 'The same contents give the same files. After a failure the document is issued by it.', response: documentView, status: 202,
    example: example('drawn-of-the-route-test'),
    handle: (ctx, asked) => ctx.inTx(async (tx) => {
      await drawAgain(tx, asked.params.document_id);
      return viewOf(tx, asked.params.document_id);
    }),
  }),
  route({
    method: 'get', path: '/v1/store/orders/:tracking_token/documents', summary: 'List the documents of an order behind its link', audience: 'shopper', permission: 'none', owner: 'params.tracking_token', params: z.object({ tracking_token: z.string().min(20).max(200) }),
    response: z.object({
      documents: z.array(z.object({ id: documentId.wire, number: z.string(), kind: z.enum(documentTypes), issuer: z.string(), total: moneySchema, issued_at: z.iso.datetime(), has_xml: z.boolean() })),
      following: z.array(z.object({ kind: z.enum(['invoice', 'receipt']), issuer: z.string() })).meta({ description: 'Sellers whose document is not there yet.' }),
    }).meta({ id: 'OrderDocuments' }),
    example: (world: RouteWorld) => ({ params: { tracking_token: world.shopper.trackingToken } }),
    handle: (ctx, asked) => ctx.inRead((tx) => shoppersList(tx, deps, asked.params.tracking_token)),
  }),
];

async function viewOf(tx: TxCtx, id: DocumentId): Promise<z.input<typeof documentView>> {
  const head = await getDocumentHead(tx, id);
  return { document: toRow(head), deliveries: (await listDeliveries(tx, id)).map(toDeliveryView) };
}

async function shoppersList(tx: TxCtx, deps: DeliveryRouteDeps, token: string) {
  const group = await openTrackingToken(tx, deps.tokenSecret, token);
  const heads = (await listGroupDocumentHeads(tx, group.id)).filter((head) => head.ended === null); // a proforma that holds no longer is nothing to pay by
  const held = await listHeldOfGroup(tx, group.id);
  const undrawn = heads.flatMap(({ fileKey, documentType, issuerName, isDestroyed }) => (fileKey === null && !isDestroyed && (documentType === 'invoice' || documentType === 'receipt') ? [{ kind: documentType, issuer: issuerName }] : []));
  return {
    documents: heads.filter((head) => head.fileKey !== null).map(toRow).map(({ id, number, kind, issuer, total, issued_at, has_xml }) => ({ id, number, kind, issuer, total, issued_at, has_xml })),
    following: [...undrawn, ...held.map(({ documentType, issuerName }) => ({ kind: documentType, issuer: issuerName }))],
  };
}

const toDeliveryView = (delivery: Delivery): z.input<typeof deliveryView> => ({
  id: deliveryId.toWire(delivery.id), channel: delivery.channel, state: delivery.state, receiver: delivery.route && `${delivery.route.receiver.scheme}:${delivery.route.receiver.id}`, message_ref: delivery.messageRef, reason: delivery.reason,
  asked_by: delivery.askedBy, asked_at: delivery.askedAt.toISOString(), sent_at: delivery.sentAt?.toISOString() ?? null, settled_at: delivery.settledAt?.toISOString() ?? null,
});
