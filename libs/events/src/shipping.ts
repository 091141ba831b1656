import type { Id } from '@stoa/platform/ids';

/** Shipping tells nothing of its own: that a consignment left or arrived is told by orders. */
export type ShippingRateId = Id<'ShippingRateId'>;
export type ShipmentId = Id<'ShipmentId'>;
