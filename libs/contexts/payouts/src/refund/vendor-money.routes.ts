import { z } from 'zod';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import type { VendorId } from '@stoa/events/vendors';
import { getOrderGroup } from '@stoa/orders';
import { route, type Route, type RouteWorld } from '@stoa/platform/http';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { vendorOf } from '../account/payout-account.routes.js';
import { findHoldOfOrder } from '../hold/hold.repository.js';
import { orderNotYours } from './refund.errors.js';
import { readVendorMoney, type Taken, type VendorMoney } from './vendor-money.js';

const orderGroupId = wireId<OrderGroupId, 'ogr'>('ogr');
const orderId = wireId<OrderId, 'ord'>('ord');
const refundId = wireId<RefundId, 'rfd'>('rfd');
const vendorId = wireId<VendorId, 'ven'>('ven');

const moneyOfOrder = z.object({
  order_id: orderId.wire, number: z.string(), vendor_id: vendorId.wire,
  /** Earned, and kept back until the days after delivery are over. */
  held: moneySchema, held_until: z.iso.datetime().nullable(),
  /** The vendor’s to be sent. */
  free: moneySchema,
  /** On its way to the vendor’s own account, or there. */
  sent: moneySchema,
  /** Paid by bank transfer. It cannot be taken back: what a refund takes of it the vendor owes. */
  paid_by_bank: moneySchema,
});
const takenShape = {
  refund_id: refundId.wire, order_id: orderId.wire, from_held: moneySchema, from_free: moneySchema,
  /** Asked back from the vendor’s own account, and what of that has come. */
  asked_back: moneySchema, came_back: moneySchema,
  /** What the vendor still owes for it. */
  owed: moneySchema,
  /** The refund failed: the vendor has its share again. */
  given_back: z.boolean(),
};
const vendorMoneyView = z.object({ orders: z.array(moneyOfOrder), taken: z.array(z.object(takenShape)) }).meta({ id: 'VendorMoney' });
const vendorRefundView = z.object({
  ...takenShape, state: z.enum(['decided', 'pending', 'succeeded', 'failed']), reason: z.string(), decided_at: z.iso.datetime(), settled_at: z.iso.datetime().nullable(), failed_at: z.iso.datetime().nullable(),
  shopper_gets: moneySchema, you_give: moneySchema, commission_returned: moneySchema, marketplace_pays: moneySchema, tax_by_marketplace: moneySchema,
  parts: z.array(z.object({ title: z.string(), quantity: z.int(), restock: z.boolean(), goodwill: z.boolean(), gross: moneySchema })),
}).meta({ id: 'VendorRefund' });

export const vendorMoneyRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/orders/:order_group_id/vendor-money', summary: 'Say where the vendors’ money of an order lies, and what refunds took of it', audience: 'staff', permission: 'payments.read',
    params: z.object({ order_group_id: orderGroupId }), response: vendorMoneyView, owner: 'params.order_group_id', example: (world: RouteWorld) => ({ params: { order_group_id: world.tenant.orderGroup } }),
    handle: (ctx, { params }) => ctx.inRead(async (tx) => {
      const group = await getOrderGroup(tx, params.order_group_id);
      const { orders, taken } = await readVendorMoney(tx, group.id);
      return { orders: orders.map(toMoneyView), taken: taken.map(toTakenView) };
    }),
  }),
  route({
    method: 'get', path: '/v1/vendor/orders/:order_id/refunds', summary: 'List the refunds of an order of the vendor, and where the vendor’s share came from', audience: 'vendor', permission: 'payouts.read',
    params: z.object({ order_id: orderId }), response: z.object({ data: z.array(vendorRefundView) }).meta({ id: 'VendorRefunds' }), owner: 'params.order_id', example: (world: RouteWorld) => ({ params: { order_id: world.vendorA.order } }),
    handle: (ctx, { params }) => ctx.inRead(async (tx) => {
      const hold = await findHoldOfOrder(tx, params.order_id);
      if (hold?.vendorId !== vendorOf(ctx)) throw orderNotYours();
      const { taken } = await readVendorMoney(tx, hold.orderGroupId);
      return { data: taken.filter((one) => one.share.orderId === hold.orderId).map(toVendorRefundView) };
    }),
  }),
];

const toMoneyView = (of: VendorMoney): z.input<typeof moneyOfOrder> => {
  const view = (minor: bigint) => moneyView(money(minor, of.currency));
  return { order_id: orderId.toWire(of.orderId), number: of.number, vendor_id: vendorId.toWire(of.vendorId), held: view(of.heldMinor), held_until: of.heldUntil?.toISOString() ?? null, free: view(of.freeMinor), sent: view(of.sentMinor), paid_by_bank: view(of.paidByBankMinor) };
};

function toTakenView({ refund, share, ...taken }: Taken) {
  const view = (minor: bigint) => moneyView(money(minor, refund.amount.currency));
  return {
    refund_id: refundId.toWire(refund.id), order_id: orderId.toWire(share.orderId), from_held: view(taken.heldMinor), from_free: view(taken.freeMinor), asked_back: view(taken.askedBackMinor), came_back: view(taken.cameBackMinor),
    owed: view(taken.isGivenBack ? 0n : taken.owedMinor), given_back: taken.isGivenBack,
  };
}

function toVendorRefundView(taken: Taken): z.input<typeof vendorRefundView> {
  const { refund, share } = taken;
  const view = (minor: bigint) => moneyView(money(minor, refund.amount.currency));
  return {
    ...toTakenView(taken), state: refund.state, reason: refund.reason, decided_at: refund.decidedAt.toISOString(), settled_at: refund.settledAt?.toISOString() ?? null, failed_at: refund.failedAt?.toISOString() ?? null,
    shopper_gets: view(share.grossMinor), you_give: view(share.vendorMinor), commission_returned: view(share.commissionMinor), marketplace_pays: view(share.goodwillMinor),
    tax_by_marketplace: view(share.byPlatform.reduce((total, tax) => total + tax.minor, 0n)),
    parts: refund.parts.filter((part) => part.orderId === share.orderId).map((part) => ({ title: part.title, quantity: part.quantity, restock: part.restock, goodwill: part.isGoodwill, gross: view(part.grossMinor) })),
  };
}
