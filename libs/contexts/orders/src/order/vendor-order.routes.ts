import { z } from 'zod';
import type { SubjectId } from '@stoa/events/privacy';
import type { VendorId } from '@stoa/events/vendors';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { type Route, type RouteWorld, page, pageOf, pageQuery, route } from '@stoa/platform/http';
import { money, moneyView } from '@stoa/platform/money';
import { getSubject, getSubjects } from '@stoa/privacy';
import { getTenant } from '@stoa/tenancy';
import type { Consignment } from '../consignment/consignment.js';
import { deliverConsignment } from '../consignment/deliver-consignment.js';
import { shipConsignment } from '../consignment/ship-consignment.js';
import type { OrderRouteDeps } from '../deps.js';
import { decisionsOf, explainOrder } from './explain-order.js';
import { listRefunds } from '../refund/refund.repository.js';
import { toRefundViews } from '../refund/refund.schemas.js';
import { keyOf, listKey } from './list-key.js';
import { listVendorOrders } from './list-vendor-orders.query.js';
import { maySeeOrder } from './order.js';
import { orderNotFound } from './order.errors.js';
import { getOrder, getOrderGroup } from './order.repository.js';
import { consignmentId, consignmentView, orderId, orderStatus, vendorOrderRow, vendorOrderView } from './order.schemas.js';
import { toConsignmentView, toOrderView } from './order-view.js';

export const shipmentBody = z.strictObject({ carrier: z.string().trim().min(2).max(60), tracking_number: z.string().trim().min(4).max(80) });
const listQuery = z.strictObject({ ...pageQuery, 'filter[status]': orderStatus.optional() });
const orderParams = z.object({ order_id: orderId });
export const consignmentParams = z.object({ consignment_id: consignmentId });

/** A vendor sees the vendor's own orders. Staff of a vendor have no other door to them. */
const vendorOf = (ctx: Pick<Ctx, 'actor'>): VendorId => {
  if (ctx.actor.vendorId === null) throw orderNotFound();
  return ctx.actor.vendorId as VendorId;
};

export const vendorOrderRoutes = (deps: OrderRouteDeps): Route[] => [
  route({
    method: 'get', path: '/v1/vendor/orders', summary: 'List the vendor\'s orders', audience: 'vendor', permission: 'orders.read', query: listQuery, response: pageOf(vendorOrderRow),
    example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => {
      const cut = page(query, listKey);
      return ctx.inRead(async (tx) => {
        const rows = await listVendorOrders(tx, vendorOf(ctx), { status: query['filter[status]'] ?? null, limit: cut.limit, after: cut.after });
        const shoppers = await getSubjects(tx, rows.map((row) => row.subjectId as SubjectId));
        return cut.answer(rows, keyOf, (row) => ({
          id: orderId.toWire(row.id), number: row.number, status: row.status, payment_state: row.paymentState, placed_at: row.placedAt.toISOString(),
          shopper_name: shoppers.get(row.subjectId as SubjectId)?.name ?? null, ship_to_country: row.shipToCountry, pieces: row.pieces, parcels: row.parcels,
          parcels_shipped: row.parcelsShipped, total: moneyView(money(row.totalMinor, row.currency)),
          next_consignment_id: row.nextConsignmentId === null ? null : consignmentId.toWire(row.nextConsignmentId),
        }));
      });
    },
  }),
  route({
    method: 'get', path: '/v1/vendor/orders/:order_id', summary: 'Show an order of the vendor', audience: 'vendor', permission: 'orders.read', params: orderParams, response: vendorOrderView,
    owner: 'params.order_id', example: (world: RouteWorld) => ({ params: { order_id: world.vendorA.order } }),
    handle: (ctx, { params, request }) =>
      ctx.inRead(async (tx) => {
        const order = await getOrder(tx, params.order_id);
        if (!maySeeOrder(ctx.actor, order)) throw orderNotFound();
        const group = await getOrderGroup(tx, order.groupId);
        const shopper = await getSubject(tx, group.subjectId as SubjectId);
        const taxLines = explainOrder(order, await decisionsOf(tx, [order]), { locale: request.locale ?? 'en', marketplaceName: (await getTenant(tx)).name });
        return { ...toOrderView(order, group, deps.mediaUrl(ctx.tenantId), taxLines), ship_to: { address: shopper.address, country: group.shipToCountry }, payment_state: group.paymentState, refunds: toRefundViews(await listRefunds(tx, group.id), group.currency, order.id) };
      }),
  }),
  route({
    method: 'put', path: '/v1/vendor/consignments/:consignment_id/shipment', summary: 'Ship a consignment', audience: 'vendor', permission: 'orders.fulfil', params: consignmentParams,
    body: shipmentBody, response: consignmentView, owner: 'params.consignment_id',
    example: (world: RouteWorld) => ({ params: { consignment_id: world.vendorA.consignment }, body: { carrier: 'DHL', tracking_number: '00340434161094042557' } }),
    handle: (ctx, { params, body }) =>
      ctx.inTx(async (tx) => shown(tx, deps, await shipConsignment(tx, params.consignment_id, { carrier: body.carrier, trackingNumber: body.tracking_number }))),
  }),
  route({
    method: 'put', path: '/v1/vendor/consignments/:consignment_id/delivery', summary: 'Say that a consignment has arrived', audience: 'vendor', permission: 'orders.fulfil', params: consignmentParams,
    response: consignmentView, owner: 'params.consignment_id', example: (world: RouteWorld) => ({ params: { consignment_id: world.vendorA.shippedConsignment } }),
    handle: (ctx, { params }) => ctx.inTx(async (tx) => shown(tx, deps, await deliverConsignment(tx, params.consignment_id))),
  }),
];

/** A consignment with its goods, as an answer. */
export async function shown(tx: TxCtx, deps: OrderRouteDeps, consignment: Consignment): Promise<z.input<typeof consignmentView>> {
  const order = await getOrder(tx, consignment.orderId);
  const group = await getOrderGroup(tx, consignment.groupId);
  return toConsignmentView(consignment, order.lines.filter((line) => line.consignmentId === consignment.id), group, deps.mediaUrl(tx.tenantId));
}
