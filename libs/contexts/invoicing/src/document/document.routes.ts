import { z } from 'zod';
import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import type { FileStore } from '@stoa/platform/files';
import { type Route, type RouteWorld, file, page, pageOf, pageQuery, route } from '@stoa/platform/http';
import { periodBounds, PERIOD } from '@stoa/platform/local-time';
import { openTrackingToken } from '@stoa/orders';
import { chooseMarket } from '@stoa/tenancy';
import { type DeliveryState, deliveryStates } from '../delivery/delivery.js';
import { documentTypes } from './document.js';
import { archiveOf } from './document-archive.js';
import { readWithKey, sendDocument } from './document-files.js';
import { documentId, documentRow, orderGroupId, orderId, toRow, vendorId } from './document.schemas.js';
import { type DocumentFilter, type DocumentHead, documentNotFound, getDocumentHead, listDocumentHeads, openDocumentKeys } from './document.repository.js';

const documentParams = z.object({ document_id: documentId });
const trackedParams = z.object({ tracking_token: z.string().min(20).max(200), document_id: documentId });
const period = z.string().regex(PERIOD, 'A month is written 2026-11, a quarter 2026-Q4, a year 2026').meta({ examples: ['2026-11', '2026-Q4', '2026'] });
const archiveParams = z.object({ period });
const listQuery = { ...pageQuery, 'filter[kind]': z.enum(documentTypes).optional(), 'filter[period]': period.optional(), 'filter[number]': z.string().trim().min(1).max(40).optional(), 'filter[delivery]': z.enum(deliveryStates).optional() };
const listKey = z.tuple([z.iso.datetime(), z.uuid()]);

export type DocumentRouteDeps = { readonly files: FileStore; readonly tokenSecret: string };

const byStaff = { audience: 'staff', permission: 'invoicing.read' } as const;
const byVendor = { audience: 'vendor', permission: 'invoicing.read' } as const;
const byShopper = { audience: 'shopper', permission: 'none', params: trackedParams, owner: 'params.tracking_token' } as const;
const ofVendorA = (world: RouteWorld) => ({ params: { document_id: world.vendorA.document } });
const tracked = (world: RouteWorld) => ({ params: { tracking_token: world.shopper.trackingToken, document_id: world.shopper.trackedDocument } });
const thisPeriod = (world: RouteWorld) => ({ params: { period: world.tenant.period } });

export const documentRoutes = (deps: DocumentRouteDeps): Route[] => [
  route({
    method: 'get', path: '/v1/store/orders/:tracking_token/documents/:document_id', summary: 'Fetch a document of an order behind its link', ...byShopper, produces: 'application/pdf', example: tracked,
    handle: async (ctx, { params }) => sendDocument(deps.files, ctx, await ctx.inRead((tx) => ofTracked(deps, tx, params)), 'pdf'),
  }),
  route({
    method: 'get', path: '/v1/store/orders/:tracking_token/documents/:document_id/xml', summary: 'Fetch a document of an order behind its link as an e-invoice', ...byShopper, produces: 'application/xml', example: tracked,
    handle: async (ctx, { params }) => sendDocument(deps.files, ctx, await ctx.inRead((tx) => ofTracked(deps, tx, params)), 'xml'),
  }),
  route({
    method: 'get', path: '/v1/admin/documents', summary: 'List documents', ...byStaff, owner: null, query: z.strictObject({ ...listQuery, 'filter[vendor]': vendorId.optional(), 'filter[order_group]': orderGroupId.optional() }), response: pageOf(documentRow), example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => listed(ctx, query, query['filter[vendor]'] ?? null),
  }),
  route({
    method: 'get', path: '/v1/admin/documents/:document_id', summary: 'Fetch a document', ...byStaff, params: documentParams, produces: 'application/pdf', owner: 'params.document_id', example: ofVendorA,
    handle: async (ctx, { params }) => sendDocument(deps.files, ctx, await ctx.inRead((tx) => getDocumentHead(tx, params.document_id)), 'pdf'),
  }),
  route({
    method: 'get', path: '/v1/admin/documents/:document_id/xml', summary: 'Fetch a document as an e-invoice', ...byStaff, params: documentParams, produces: 'application/xml', owner: 'params.document_id', example: ofVendorA,
    handle: async (ctx, { params }) => sendDocument(deps.files, ctx, await ctx.inRead((tx) => getDocumentHead(tx, params.document_id)), 'xml'),
  }),
  route({
    method: 'get', path: '/v1/admin/document-archives/:period', summary: 'Fetch all documents of a period as ZIP', ...byStaff, owner: null, params: archiveParams, produces: 'application/zip', example: thisPeriod,
    handle: (ctx, { params }) => archived(deps, ctx, params.period, null),
  }),
  route({
    method: 'get', path: '/v1/vendor/documents', summary: 'List the documents issued in the vendor\'s name or for the vendor', ...byVendor, query: z.strictObject({ ...listQuery, 'filter[order]': orderId.optional() }), response: pageOf(documentRow), example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => listed(ctx, query, vendorOf(ctx)),
  }),
  route({
    method: 'get', path: '/v1/vendor/documents/:document_id', summary: 'Fetch a document issued in the vendor\'s name or for the vendor', ...byVendor, params: documentParams, produces: 'application/pdf', owner: 'params.document_id', example: ofVendorA,
    handle: async (ctx, { params }) => sendDocument(deps.files, ctx, await ctx.inRead((tx) => ofVendor(tx, params.document_id)), 'pdf'),
  }),
  route({
    method: 'get', path: '/v1/vendor/documents/:document_id/xml', summary: 'Fetch a document issued in the vendor\'s name or for the vendor as an e-invoice', ...byVendor, params: documentParams, produces: 'application/xml', owner: 'params.document_id', example: ofVendorA,
    handle: async (ctx, { params }) => sendDocument(deps.files, ctx, await ctx.inRead((tx) => ofVendor(tx, params.document_id)), 'xml'),
  }),
  route({
    method: 'get', path: '/v1/vendor/document-archives/:period', summary: 'Fetch the documents issued in the vendor\'s name or for the vendor in a period as ZIP', ...byVendor, owner: null, params: archiveParams, produces: 'application/zip', example: thisPeriod,
    handle: (ctx, { params }) => archived(deps, ctx, params.period, vendorOf(ctx)),
  }),
];

const vendorOf = (ctx: Pick<Ctx, 'actor'>): VendorId => {
  if (ctx.actor.vendorId === null) throw documentNotFound();
  return ctx.actor.vendorId as VendorId;
};

async function ofTracked(deps: DocumentRouteDeps, tx: TxCtx, asked: { tracking_token: string; document_id: DocumentId }): Promise<DocumentHead> {
  const group = await openTrackingToken(tx, deps.tokenSecret, asked.tracking_token);
  const head = await getDocumentHead(tx, asked.document_id);
  if (head.orderGroupId !== group.id) throw documentNotFound();
  return head;
}

async function ofVendor(tx: TxCtx, id: DocumentId): Promise<DocumentHead> {
  const head = await getDocumentHead(tx, id);
  if (head.vendorId !== vendorOf(tx)) throw documentNotFound();
  return head;
}

type ListAsked = { limit: number; after?: string | undefined; 'filter[kind]'?: (typeof documentTypes)[number] | undefined; 'filter[period]'?: string | undefined; 'filter[number]'?: string | undefined; 'filter[delivery]'?: DeliveryState | undefined; 'filter[order_group]'?: OrderGroupId | undefined; 'filter[order]'?: OrderId | undefined };

function listed(ctx: Ctx, query: ListAsked, vendor: VendorId | null) {
  const cut = page(query, listKey);
  return ctx.inRead(async (tx) => {
    const filter: DocumentFilter = { vendorId: vendor, kind: query['filter[kind]'] ?? null, issued: await boundsOf(tx, query['filter[period]']), number: query['filter[number]'] ?? null, delivery: query['filter[delivery]'] ?? null, orderGroupId: query['filter[order_group]'] ?? null, orderId: query['filter[order]'] ?? null };
    return cut.answer(await listDocumentHeads(tx, filter, cut), (head) => [head.issuedAt.toISOString(), head.id] as const, toRow);
  });
}

/** Periods are those of the marketplace's first market, as on its statements. */
const boundsOf = async (tx: TxCtx, asked: string | undefined): Promise<DocumentFilter['issued']> => (asked === undefined ? null : periodBounds(asked, (await chooseMarket(tx, null)).timeZone));

const BATCH = 1_000;

/** Which documents there are is read first; their files follow one by one, while they are sent. */
async function archived(deps: DocumentRouteDeps, ctx: Ctx, asked: string, vendor: VendorId | null) {
  const heads: DocumentHead[] = [];
  const keys = new Map<DocumentId, Buffer | null>();
  await ctx.inRead(async (tx) => {
    const filter: DocumentFilter = { vendorId: vendor, kind: null, issued: await boundsOf(tx, asked), number: null };
    for (let after: [string, string] | null = null; ;) {
      const batch: DocumentHead[] = await listDocumentHeads(tx, filter, { limit: BATCH, after });
      for (const [id, key] of await openDocumentKeys(tx, batch.map((head) => head.id))) keys.set(id, key);
      heads.push(...batch.filter((head) => head.documentType !== 'proforma').map((head) => (keys.has(head.id) ? head : { ...head, fileKey: null, xmlKey: null }))); // what is no longer kept has no file
      const last = batch.at(-1);
      if (batch.length < BATCH || !last) return;
      after = [last.issuedAt.toISOString(), last.id];
    }
  });
  return file(archiveOf((head, format) => readWithKey(deps.files, ctx.tenantId, { head, key: keys.get(head.id) ?? null }, format), heads.reverse()), { contentType: 'application/zip', filename: `documents-${asked}.zip` });
}
