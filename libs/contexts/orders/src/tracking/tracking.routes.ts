import { z } from 'zod';
import type { SubjectId } from '@stoa/events/privacy';
import { DomainError } from '@stoa/platform/errors';
import { type Route, type RouteWorld, page, pageOf, pageQuery, route } from '@stoa/platform/http';
import { money, moneyView } from '@stoa/platform/money';
import { getSubject } from '@stoa/privacy';
import { getTenant } from '@stoa/tenancy';
import { getVendors } from '@stoa/vendors';
import type { OrderRouteDeps } from '../deps.js';
import { decisionsOf } from '../order/explain-order.js';
import { keyOf, listKey } from '../order/list-key.js';
import { listOrderGroups } from '../order/list-order-groups.query.js';
import { listRefunds, refundedOfGroups } from '../refund/refund.repository.js';
import { listGroupDocuments } from '../timeline/group-document.repository.js';
import { toOrderPage } from './order-page.js';
import { myOrderRow, orderPageView } from './order-page.schemas.js';
import { openTrackingToken, trackingToken } from './tracking-token.js';

const signInFirst = () => new DomainError('orders.sign_in_first', 'unauthenticated', 'Please sign in to see your orders.');

/** The order page behind a shopper's unguessable link, and the orders of a signed-in shopper. */
export const trackingRoutes = (deps: OrderRouteDeps): Route[] => [
  route({
    method: 'get', path: '/v1/store/orders/:tracking_token', summary: 'Show an order behind its link', audience: 'shopper', permission: 'none',
    params: z.object({ tracking_token: z.string().min(20).max(200) }), response: orderPageView, owner: 'params.tracking_token',
    example: (world: RouteWorld) => ({ params: { tracking_token: world.shopper.trackingToken } }),
    handle: (ctx, { params, request }) =>
      ctx.inRead(async (tx) => {
        const group = await openTrackingToken(tx, deps.tokenSecret, params.tracking_token);
        return toOrderPage({
          group, token: params.tracking_token, shopper: await getSubject(tx, group.subjectId as SubjectId), vendors: await getVendors(tx, group.orders.map((order) => order.vendorId)),
          decisions: await decisionsOf(tx, group.orders), documents: await listGroupDocuments(tx, group.id), refunds: await listRefunds(tx, group.id), marketplaceName: (await getTenant(tx)).name,
          locale: request.locale ?? group.locale, mediaUrl: deps.mediaUrl(ctx.tenantId),
        });
      }),
  }),
  route({
    method: 'get', path: '/v1/store/me/orders', summary: 'List my orders', audience: 'shopper', permission: 'none', query: z.strictObject(pageQuery), response: pageOf(myOrderRow),
    example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => {
      if (ctx.actor.kind !== 'shopper' || ctx.actor.id === 'guest') throw signInFirst();
      const cut = page(query, listKey);
      return ctx.inRead(async (tx) => {
        const rows = await listOrderGroups(tx, { status: null, paymentState: null, vendorId: null, number: null, customerId: ctx.actor.id, limit: cut.limit, after: cut.after });
        const refunded = await refundedOfGroups(tx, rows.map((row) => row.id));
        return cut.answer(rows, keyOf, (row) => ({
          number: row.number, tracking_token: trackingToken(deps.tokenSecret, ctx.tenantId, row), status: row.status, placed_at: row.placedAt.toISOString(),
          total: moneyView(money(row.totalMinor, row.currency)), vendor_names: [...row.vendorNames], payment_state: row.paymentState, refunded: moneyView(money(refunded.get(row.id) ?? 0n, row.currency)),
        }));
      });
    },
  }),
];
