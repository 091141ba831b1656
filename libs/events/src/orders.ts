import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { VendorId } from './vendors.js';

export type OrderGroupId = Id<'OrderGroupId'>;
export type OrderId = Id<'OrderId'>;
export type OrderLineId = Id<'OrderLineId'>;
export type ConsignmentId = Id<'ConsignmentId'>;

/** One checkout became one order group with one order per vendor, and it is paid: what was ordered before its money came is told of here when it has come. */
export const orderGroupPlaced = defineEvent(
  'orders.group_placed',
  1,
  z.object({
    orderGroupId: uuid<OrderGroupId>(),
    orders: z.array(z.object({ orderId: uuid<OrderId>(), vendorId: uuid<VendorId>() })).min(1),
  }),
);

/** An order group stands and its goods are held, but its money is still on its way: nothing may be shipped. */
export const orderGroupAwaitsPayment = defineEvent('orders.group_awaits_payment', 1, z.object({ orderGroupId: uuid<OrderGroupId>() }));

/** The money of an order group never came: it is cancelled, and its goods are for sale again. */
export const orderGroupUnpaid = defineEvent('orders.group_unpaid', 1, z.object({ orderGroupId: uuid<OrderGroupId>(), because: z.enum(['declined', 'lapsed']) }));

/** A vendor handed one consignment to its carrier. `orderShipped` says whether it was the last one of its order. */
export const consignmentShipped = defineEvent(
  'orders.consignment_shipped',
  1,
  z.object({
    consignmentId: uuid<ConsignmentId>(),
    orderId: uuid<OrderId>(),
    orderGroupId: uuid<OrderGroupId>(),
    vendorId: uuid<VendorId>(),
    orderShipped: z.boolean(),
  }),
);

/** A consignment reached the shopper. `orderDelivered`: all consignments of the order have; the vendor's hold begins to run. */
export const consignmentDelivered = defineEvent(
  'orders.consignment_delivered',
  1,
  z.object({
    consignmentId: uuid<ConsignmentId>(),
    orderId: uuid<OrderId>(),
    orderGroupId: uuid<OrderGroupId>(),
    vendorId: uuid<VendorId>(),
    deliveredAt: z.iso.datetime(),
    orderDelivered: z.boolean(),
  }),
);

/** An order will not be sent. Cancelling comes with refunds; whoever keeps money or stock for an order may listen already. */
export const orderCancelled = defineEvent(
  'orders.order_cancelled',
  1,
  z.object({ orderId: uuid<OrderId>(), orderGroupId: uuid<OrderGroupId>(), vendorId: uuid<VendorId>() }),
);
