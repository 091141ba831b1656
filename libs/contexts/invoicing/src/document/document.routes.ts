import { z } from 'zod';
import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import type { FileStore } from '@stoa/platform/files';
import { type Route, type RouteWorld, file, page, pageOf, pageQuery, route } from '@stoa/platform/http';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { openTrackingToken } from '@stoa/orders';
import { documentTypes } from './document.js';
import { type DocumentHead, documentNotFound, getDocumentHead } from './document.repository.js';
import { listKey, listVendorDocuments } from './list-vendor-documents.query.js';

const documentId = wireId<DocumentId, 'doc'>('doc');
const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
const orderId = wireId<OrderId, 'ord'>('ord');
const documentParams = z.object({ document_id: documentId });
const documentRow = z.object({
  id: documentId.wire, number: z.string(), kind: z.enum(documentTypes), issuer: z.string(), total: moneySchema, order_group_id: orderGroupId.wire, order_id: orderId.wire.nullable(),
  issued_at: z.iso.datetime(), is_ready: z.boolean(),
}).meta({ id: 'Document' });

export type DocumentRouteDeps = { readonly files: FileStore; readonly tokenSecret: string };

export const documentRoutes = (deps: DocumentRouteDeps): Route[] => [
  route({
    method: 'get', path: '/v1/store/orders/:tracking_token/documents/:document_id', summary: 'Fetch a document of an order behind its link', audience: 'shopper', permission: 'none',
    params: z.object({ tracking_token: z.string().min(20).max(200), document_id: documentId }), owner: 'params.tracking_token', produces: 'application/pdf',
    example: (world: RouteWorld) => ({ params: { tracking_token: world.shopper.trackingToken, document_id: world.shopper.trackedDocument } }),
    handle: (ctx, { params }) =>
      send(deps, ctx, async (tx) => {
        const group = await openTrackingToken(tx, deps.tokenSecret, params.tracking_token);
        const head = await getDocumentHead(tx, params.document_id);
        if (head.orderGroupId !== group.id) throw documentNotFound();
        return head;
      }),
  }),
  route({
    method: 'get', path: '/v1/admin/documents/:document_id', summary: 'Fetch a document', audience: 'staff', permission: 'invoicing.read', params: documentParams, produces: 'application/pdf',
    owner: 'params.document_id', example: (world: RouteWorld) => ({ params: { document_id: world.vendorA.document } }),
    handle: (ctx, { params }) => send(deps, ctx, (tx) => getDocumentHead(tx, params.document_id)),
  }),
  route({
    method: 'get', path: '/v1/vendor/documents', summary: 'List the documents issued in the vendor\'s name', audience: 'vendor', permission: 'invoicing.read', query: z.strictObject(pageQuery),
    response: pageOf(documentRow), example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => {
      const cut = page(query, listKey);
      return ctx.inRead(async (tx) => cut.answer(await listVendorDocuments(tx, vendorOf(ctx), cut), (head) => [head.issuedAt.toISOString(), head.id] as const, toRow));
    },
  }),
  route({
    method: 'get', path: '/v1/vendor/documents/:document_id', summary: 'Fetch a document issued in the vendor\'s name', audience: 'vendor', permission: 'invoicing.read', params: documentParams,
    produces: 'application/pdf', owner: 'params.document_id', example: (world: RouteWorld) => ({ params: { document_id: world.vendorA.document } }),
    handle: (ctx, { params }) =>
      send(deps, ctx, async (tx) => {
        const head = await getDocumentHead(tx, params.document_id);
        if (head.vendorId !== vendorOf(ctx)) throw documentNotFound();
        return head;
      }),
  }),
];

const vendorOf = (ctx: Pick<Ctx, 'actor'>): string => {
  if (ctx.actor.vendorId === null) throw documentNotFound();
  return ctx.actor.vendorId;
};

const toRow = (head: DocumentHead): z.input<typeof documentRow> => ({
  id: documentId.toWire(head.id), number: head.number, kind: head.documentType, issuer: head.issuerName, total: moneyView(money(head.totalMinor, head.currency)),
  order_group_id: orderGroupId.toWire(head.orderGroupId), order_id: head.orderId === null ? null : orderId.toWire(head.orderId), issued_at: head.issuedAt.toISOString(), is_ready: head.fileKey !== null,
});

/** A document whose file is not drawn yet is not there yet: it is asked for again in a moment. */
async function send(deps: DocumentRouteDeps, ctx: Ctx, find: (tx: TxCtx) => Promise<DocumentHead>) {
  const head = await ctx.inRead(find);
  if (head.fileKey === null) throw documentNotFound();
  const stored = await deps.files.stream(head.fileKey);
  invariant(stored, 'an issued document has its file');
  return file(stored.stream, { contentType: stored.contentType, filename: `${head.number}.pdf`, inline: true });
}
