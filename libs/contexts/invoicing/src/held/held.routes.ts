import { z } from 'zod';
import type { HeldDocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import { audit } from '@stoa/platform/audit';
import { type Route, type RouteWorld, page, pageOf, pageQuery, route } from '@stoa/platform/http';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { documentNotFound } from '../document/document.repository.js';
import type { HeldDocument } from './held.js';
import { getHeld, listHeld } from './held.repository.js';
import { releaseHeld } from './release-held.js';

const heldId = wireId<HeldDocumentId, 'hdc'>('hdc');
const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
const orderId = wireId<OrderId, 'ord'>('ord');
const vendorId = wireId<VendorId, 'ven'>('ven');
const heldView = z.object({
  id: heldId.wire, kind: z.enum(['invoice', 'receipt']), issuer: z.string(), vendor_id: vendorId.wire.nullable(), order_group_id: orderGroupId.wire, order_id: orderId.wire.nullable(), total: moneySchema, sold_on: z.iso.date(),
  missing: z.array(z.object({ field: z.string(), cite: z.string(), by: z.enum(['seller', 'buyer', 'marketplace']) })), held_at: z.iso.datetime(), looked_at: z.iso.datetime(), is_released: z.boolean(),
}).meta({ id: 'HeldDocument', description: 'A document of a sale that lacks what the law asks for. It has no number yet: that is drawn when the contents are complete.' });
const listKey = z.tuple([z.iso.datetime(), z.uuid()]);
const query = z.strictObject(pageQuery);

/** What waits for its contents: for staff all of it, for a vendor its own. */
export const heldRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/held-documents', summary: 'List documents that wait for their contents', audience: 'staff', permission: 'invoicing.read', owner: null, query, response: pageOf(heldView), example: () => ({}),
    handle: async (ctx, asked) => {
      const cut = page(asked.query, listKey);
      return cut.answer(await ctx.inRead((tx) => listHeld(tx, { vendorId: null }, cut)), keyOf, toHeldView);
    },
  }),
  route({
    method: 'post', path: '/v1/admin/held-documents/:held_document_id/looks', summary: 'Look at a held document again', audience: 'staff', permission: 'invoicing.write', idempotent: true,
    description: 'Complete, it is numbered and sent; else the answer says what is missing still.',
    params: z.object({ held_document_id: heldId }), response: heldView, owner: 'params.held_document_id',
    example: (world: RouteWorld) => ({ params: { held_document_id: world.tenant.heldDocument }, headers: { 'Idempotency-Key': 'look-of-the-route-test' } }),
    handle: async (ctx, { params }) => toHeldView(await ctx.inTx(async (tx) => {
      const before = await getHeld(tx, params.held_document_id);
      const after = await releaseHeld(tx, before.id);
      await audit(tx, { action: 'invoicing.held_document_looked_at', subject: { kind: 'held_document', id: before.id }, before: { missing: before.missing.map((one) => one.field) }, after: { released: after.releasedAt !== null, missing: after.releasedAt === null ? after.missing.map((one) => one.field) : [] } });
      return after;
    })),
  }),
  route({
    method: 'get', path: '/v1/vendor/held-documents', summary: 'List your documents that wait for their contents', audience: 'vendor', permission: 'invoicing.read', query, response: pageOf(heldView), example: () => ({}),
    handle: async (ctx, asked) => {
      if (ctx.actor.vendorId === null) throw documentNotFound();
      const cut = page(asked.query, listKey);
      return cut.answer(await ctx.inRead((tx) => listHeld(tx, { vendorId: ctx.actor.vendorId as VendorId }, cut)), keyOf, toHeldView);
    },
  }),
];

const keyOf = (held: HeldDocument): [string, string] => [held.heldAt.toISOString(), held.id];
const toHeldView = (held: HeldDocument): z.input<typeof heldView> => ({
  id: heldId.toWire(held.id), kind: held.documentType, issuer: held.issuerName, vendor_id: held.vendorId === null ? null : vendorId.toWire(held.vendorId), order_group_id: orderGroupId.toWire(held.orderGroupId),
  order_id: held.orderId === null ? null : orderId.toWire(held.orderId), total: moneyView(money(held.totalMinor, held.currency)), sold_on: held.soldOn, missing: [...held.missing], held_at: held.heldAt.toISOString(), looked_at: held.lookedAt.toISOString(), is_released: held.releasedAt !== null,
});
