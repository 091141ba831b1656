import { z } from 'zod';
import { audit } from '@stoa/platform/audit';
import { page, pageOf, pageQuery, route, type Route, type RouteWorld } from '@stoa/platform/http';
import { fromWireMoney } from '@stoa/platform/money';
import { decideRefund } from './decide-refund.js';
import { readSold } from './read-sold.js';
import { callOffRefund, recordSentBack } from './send-back.js';
import { reckonRefund } from './reckon-refund.js';
import { otherThanShown } from './refund.errors.js';
import { getRefundPolicy, listRefundsOfGroup, listRefundsToSend, saveRefundPolicy } from './refund.repository.js';
import { orderGroupId, policyBody, policyView, previewBody, previewView, refundBody, refundId, refundsView, refundView, sentBody, toPolicyView, toPreviewView, toRefundsView, toRefundView, toWish } from './refund.schemas.js';

const params = z.object({ order_group_id: orderGroupId });
const listKey = z.tuple([z.iso.datetime(), z.uuid()]);
const ofRefund = z.object({ order_group_id: orderGroupId, refund_id: refundId });
const example = (world: RouteWorld) => ({ params: { order_group_id: world.tenant.orderGroup } });
const goodwill = (world: RouteWorld) => ({ goodwill: { order_id: world.vendorA.order, amount: 100 } });

export const refundRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/orders/:order_group_id/refunds', summary: 'List what of an order group was refunded and what still can be', audience: 'staff', permission: 'payments.read',
    params, response: refundsView, owner: 'params.order_group_id', example,
    handle: (ctx, { params: { order_group_id: id } }) => ctx.inRead(async (tx) => toRefundsView(await readSold(tx, id), await listRefundsOfGroup(tx, id))),
  }),
  route({
    method: 'get', path: '/v1/admin/refunds-to-send', summary: 'List refunds that somebody has to send by bank transfer', audience: 'staff', permission: 'payments.read', query: z.strictObject({ ...pageQuery }), response: pageOf(refundView),
    example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => {
      const cut = page(query, listKey);
      return ctx.inRead(async (tx) => cut.answer(await listRefundsToSend(tx, cut), (refund) => [refund.decidedAt.toISOString(), refund.id], toRefundView));
    },
  }),
  route({
    method: 'post', path: '/v1/admin/orders/:order_group_id/refunds/preview', summary: 'Say who would get and who would pay what, before anything happens', audience: 'staff', permission: 'payments.refund',
    params, body: previewBody, response: previewView, status: 200, owner: 'params.order_group_id', example: (world: RouteWorld) => ({ ...example(world), body: goodwill(world) }),
    handle: (ctx, { params: { order_group_id: id }, body }) => ctx.inRead(async (tx) => {
      const read = await readSold(tx, id);
      return toPreviewView(reckonRefund(read.sold, toWish(body)), read);
    }),
  }),
  route({
    method: 'post', path: '/v1/admin/orders/:order_group_id/refunds', summary: 'Give a shopper money back', audience: 'staff', permission: 'payments.refund', idempotent: true,
    description: 'Lines with their pieces, a parcel’s shipping, or goodwill on a vendor’s order. It is owed and booked at once and sent by the payment company within seconds: `state` says how far it is.',
    params, body: refundBody, response: refundView, status: 201, owner: 'params.order_group_id',
    example: (world: RouteWorld) => ({ ...example(world), headers: { 'Idempotency-Key': 'refund-of-a-chip-1' }, body: { ...goodwill(world), reason: 'goodwill', note: 'A chip in the glaze.', expected_amount: { amount: 100, currency: 'EUR' } } }),
    handle: (ctx, { params: { order_group_id: id }, body }) => ctx.inTx(async (tx) => {
      const expected = fromWireMoney(body.expected_amount);
      const refund = await decideRefund(tx, id, { wish: toWish(body), reason: body.reason, note: body.note, expectedMinor: expected.minor });
      if (refund.amount.currency !== expected.currency) throw otherThanShown(refund.amount);
      return toRefundView(refund);
    }),
  }),
  route({
    method: 'post', path: '/v1/admin/orders/:order_group_id/refunds/:refund_id/bank-transfer', summary: 'Say that the money of a refund was sent by bank transfer', audience: 'staff', permission: 'payments.refund', idempotent: true,
    description: 'Of an order that was paid by bank transfer. The amount must be exactly what was decided.',
    params: ofRefund, body: sentBody, response: refundView, status: 201, owner: 'params.refund_id',
    example: (world: RouteWorld) => ({
      params: { order_group_id: world.tenant.bankGroup, refund_id: world.tenant.bankRefund }, headers: { 'Idempotency-Key': 'sent-in-the-route-test' },
      body: { amount: { amount: 100, currency: world.tenant.currency }, sent_on: '2026-03-01', reference: 'Refund' },
    }),
    handle: (ctx, { params: { order_group_id: orderGroup, refund_id: refund }, body }) =>
      ctx.inTx(async (tx) => toRefundView(await recordSentBack(tx, { orderGroupId: orderGroup, refundId: refund }, { amount: fromWireMoney(body.amount), on: body.sent_on, reference: body.reference }))),
  }),
  route({
    method: 'post', path: '/v1/admin/orders/:order_group_id/refunds/:refund_id/calling-off', summary: 'Call off a refund by bank transfer that was not sent, or that came back', audience: 'staff', permission: 'payments.refund',
    description: 'The vendors and the marketplace have their shares again, as if the refund had not been decided.',
    params: ofRefund, body: z.strictObject({ reason: z.string().trim().min(3).max(1000) }), response: refundView, status: 200, owner: 'params.refund_id',
    example: (world: RouteWorld) => ({ params: { order_group_id: world.tenant.bankGroup, refund_id: world.tenant.spareBankRefund }, body: { reason: 'Decided by mistake.' } }),
    handle: (ctx, { params: { order_group_id: orderGroup, refund_id: refund }, body }) => ctx.inTx(async (tx) => toRefundView(await callOffRefund(tx, { orderGroupId: orderGroup, refundId: refund }, body.reason))),
  }),
  route({
    method: 'get', path: '/v1/admin/refund-policy', summary: 'Show who bears what of a refund', audience: 'staff', permission: 'payments.read', response: policyView, example: () => ({}),
    handle: (ctx) => ctx.inRead(async (tx) => toPolicyView(await getRefundPolicy(tx))),
  }),
  route({
    method: 'put', path: '/v1/admin/refund-policy', summary: 'Choose who bears what of refunds from now on', audience: 'staff', permission: 'payments.refund', body: policyBody, response: policyView,
    example: () => ({ body: { commission: 'returned', goodwill_by: 'marketplace' } }),
    handle: (ctx, { body }) => ctx.inTx(async (tx) => {
      const before = toPolicyView(await getRefundPolicy(tx));
      await saveRefundPolicy(tx, { commission: body.commission, goodwillBy: body.goodwill_by });
      await audit(tx, { action: 'payments.refund_policy_changed', subject: { kind: 'refund_policy', id: tx.tenantId }, before, after: body });
      return body;
    }),
  }),
];
