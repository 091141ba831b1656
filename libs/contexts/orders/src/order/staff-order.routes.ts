import { z } from 'zod';
import type { SubjectId } from '@stoa/events/privacy';
import { namesOfUsers } from '@stoa/identity';
import { audit } from '@stoa/platform/audit';
import { type Route, type RouteWorld, page, pageOf, pageQuery, route } from '@stoa/platform/http';
import { isUuid } from '@stoa/platform/ids';
import { money, moneyView } from '@stoa/platform/money';
import { getSubject, getSubjects } from '@stoa/privacy';
import { getTenant } from '@stoa/tenancy';
import { deliverConsignment } from '../consignment/deliver-consignment.js';
import type { OrderRouteDeps } from '../deps.js';
import { addNote } from '../timeline/add-note.js';
import { listGroupDocuments } from '../timeline/group-document.repository.js';
import { listRefunds } from '../refund/refund.repository.js';
import { listTimeline } from '../timeline/timeline.repository.js';
import { decisionsOf } from './explain-order.js';
import { keyOf, listKey } from './list-key.js';
import { listOrderGroups } from './list-order-groups.query.js';
import { getOrder, getOrderGroup } from './order.repository.js';
import { consignmentView, orderGroupId, orderId, orderGroupRow, orderGroupView, orderStatus, paymentState, vendorId } from './order.schemas.js';
import { toOrderGroupView } from './order-group-view.js';
import { consignmentParams, shown } from './vendor-order.routes.js';

const listQuery = z.strictObject({
  ...pageQuery, 'filter[status]': orderStatus.optional(), 'filter[payment_state]': paymentState.optional(), 'filter[vendor]': vendorId.optional(), 'filter[number]': z.string().max(30).optional(),
});
const groupParams = z.object({ order_group_id: orderGroupId });
const noteBody = z.strictObject({ text: z.string().trim().min(1).max(2000) });
const contactView = z.object({ email: z.string().nullable(), phone: z.string().nullable() }).meta({ id: 'ShopperContact' });
const example = (world: RouteWorld) => ({ params: { order_group_id: world.tenant.orderGroup } });

export const staffOrderRoutes = (deps: OrderRouteDeps): Route[] => [
  route({
    method: 'get', path: '/v1/admin/orders', summary: 'List the marketplace\'s order groups', audience: 'staff', permission: 'orders.read', query: listQuery, response: pageOf(orderGroupRow),
    example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => {
      const cut = page(query, listKey);
      return ctx.inRead(async (tx) => {
        const rows = await listOrderGroups(tx, {
          status: query['filter[status]'] ?? null, paymentState: query['filter[payment_state]'] ?? null, vendorId: query['filter[vendor]'] ?? null, customerId: null,
          number: query['filter[number]'] ?? null, limit: cut.limit, after: cut.after,
        });
        const shoppers = await getSubjects(tx, rows.map((row) => row.subjectId as SubjectId));
        return cut.answer(rows, keyOf, (row) => ({
          id: orderGroupId.toWire(row.id), number: row.number, status: row.status, payment_state: row.paymentState, placed_at: row.placedAt.toISOString(),
          shopper_name: shoppers.get(row.subjectId as SubjectId)?.name ?? null, market: row.marketCode, ship_to_country: row.shipToCountry,
          vendors: row.vendorNames.length, vendor_names: [...row.vendorNames], total: moneyView(money(row.totalMinor, row.currency)),
        }));
      });
    },
  }),
  route({
    method: 'get', path: '/v1/admin/orders/:order_group_id', summary: 'Show an order group with its orders, documents and timeline', audience: 'staff', permission: 'orders.read',
    params: groupParams, response: orderGroupView, owner: 'params.order_group_id', example,
    handle: (ctx, { params, request }) =>
      ctx.inRead(async (tx) => {
        const group = await getOrderGroup(tx, params.order_group_id);
        const timeline = await listTimeline(tx, group.id);
        return toOrderGroupView({
          group, shopper: await getSubject(tx, group.subjectId as SubjectId), decisions: await decisionsOf(tx, group.orders), timeline, names: await namesOfUsers(tx, [...new Set(timeline.map((entry) => entry.actorId))].filter(isUuid)),
          documents: await listGroupDocuments(tx, group.id), refunds: await listRefunds(tx, group.id), reader: { locale: request.locale ?? 'en', marketplaceName: (await getTenant(tx)).name }, mediaUrl: deps.mediaUrl(ctx.tenantId),
        });
      }),
  }),
  route({
    method: 'get', path: '/v1/admin/vendor-orders/:order_id', summary: 'Tell which order group an order of one vendor belongs to', audience: 'staff', permission: 'orders.read', params: z.object({ order_id: orderId }), owner: 'params.order_id',
    response: z.object({ id: orderId.wire, number: z.string(), order_group_id: orderGroupId.wire }), example: (world: RouteWorld) => ({ params: { order_id: world.vendorA.order } }),
    handle: async (ctx, { params }) => {
      const order = await ctx.inRead((tx) => getOrder(tx, params.order_id));
      return { id: orderId.toWire(order.id), number: order.number, order_group_id: orderGroupId.toWire(order.groupId) };
    },
  }),
  route({
    method: 'post', path: '/v1/admin/orders/:order_group_id/notes', summary: 'Add a note to an order group', audience: 'staff', permission: 'orders.note', params: groupParams, body: noteBody,
    response: z.object({ id: z.string(), text: z.string(), at: z.iso.datetime() }), status: 201, owner: 'params.order_group_id',
    example: (world: RouteWorld) => ({ ...example(world), body: { text: 'Gift order: leave the price slip out.' } }),
    handle: async (ctx, { params, body }) => {
      const entry = await ctx.inTx((tx) => addNote(tx, params.order_group_id, body.text));
      return { id: entry.id, text: body.text, at: entry.happenedAt.toISOString() };
    },
  }),
  route({
    method: 'post', path: '/v1/admin/orders/:order_group_id/contact', summary: 'Open the shopper\'s contact data; that somebody looked is written down', audience: 'staff', permission: 'orders.read',
    params: groupParams, response: contactView, status: 200, owner: 'params.order_group_id', example,
    handle: (ctx, { params }) =>
      ctx.inTx(async (tx) => {
        const group = await getOrderGroup(tx, params.order_group_id);
        const { email, phone, address } = await getSubject(tx, group.subjectId as SubjectId);
        await audit(tx, { action: 'orders.contact_opened', subject: { kind: 'order_group', id: group.id }, before: null, after: null });
        return { email, phone: phone ?? address?.phone ?? null };
      }),
  }),
  route({
    method: 'put', path: '/v1/admin/consignments/:consignment_id/delivery', summary: 'Say that a consignment has arrived', audience: 'staff', permission: 'orders.fulfil', params: consignmentParams,
    response: consignmentView, owner: 'params.consignment_id', example: (world: RouteWorld) => ({ params: { consignment_id: world.vendorA.shippedConsignment } }),
    handle: (ctx, { params }) => ctx.inTx(async (tx) => shown(tx, deps, await deliverConsignment(tx, params.consignment_id))),
  }),
];
