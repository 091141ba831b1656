import { z } from 'zod';
import type { OrderGroupId } from '@stoa/events/orders';
import { route, type Route, type RouteWorld } from '@stoa/platform/http';
import { fromWireMoney, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { receiveTransfer } from './receive-transfer.js';

const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
const receiptBody = z.strictObject({ amount: moneySchema, received_on: z.iso.date(), note: z.string().trim().min(1).max(500).nullable().default(null) });
const receiptView = z.object({ order_group_id: orderGroupId.wire, amount: moneySchema, received_on: z.iso.date() }).meta({ id: 'TransferReceipt' });

/** What staff who read the bank statement say of it. */
export const bankTransferRoutes: Route[] = [
  route({
    method: 'post', path: '/v1/admin/orders/:order_group_id/transfer-receipts', summary: 'Say that the bank transfer of an order has come', audience: 'staff', permission: 'payments.receive', idempotent: true,
    description: 'The amount must be exactly what the order comes to. From then on it is a paid order: its vendors may ship, its invoices are written.',
    params: z.object({ order_group_id: orderGroupId }), body: receiptBody, response: receiptView, status: 201, owner: 'params.order_group_id',
    example: (world: RouteWorld) => ({
      params: { order_group_id: world.tenant.awaitedGroup }, headers: { 'Idempotency-Key': 'receipt-of-the-route-test' },
      body: { amount: { amount: Number(world.tenant.awaitedTotal), currency: world.tenant.currency }, received_on: '2026-03-01', note: null },
    }),
    handle: (ctx, { params, body }) => ctx.inTx(async (tx) => {
      const received = await receiveTransfer(tx, params.order_group_id, { amount: fromWireMoney(body.amount), receivedOn: body.received_on, note: body.note });
      return { order_group_id: orderGroupId.toWire(params.order_group_id), amount: moneyView(received.amount), received_on: body.received_on };
    }),
  }),
];
