import type { ConsignmentId, OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import type { TaxPart } from '../order/order.js';
import { consignmentCannotMove } from './consignment.errors.js';

export type ConsignmentStatus = 'awaiting_payment' | 'to_ship' | 'shipped' | 'delivered' | 'cancelled';
/** Who sells these goods to the shopper in the eyes of the tax law, and so issues the invoice. */
export type Seller = 'vendor' | 'platform';
/** A charge that is neither goods nor shipping, such as a bottle deposit. */
export type Fee = { readonly code: string; readonly name: string; readonly netMinor: bigint; readonly taxMinor: bigint; readonly grossMinor: bigint; readonly taxes: readonly TaxPart[] };
/** The hours between which it may arrive, on the clock of the destination. */
export type DeliveryWindow = { readonly from: string; readonly to: string };
export type Tracking = { readonly carrier: string; readonly trackingNumber: string };

/** Goods of one order that leave one warehouse together: the unit of tax and of shipping. */
export type Consignment = {
  readonly id: ConsignmentId;
  readonly orderId: OrderId;
  readonly groupId: OrderGroupId;
  readonly seq: number;
  readonly vendorId: VendorId;
  readonly warehouseId: string;
  readonly shipsFrom: { readonly city: string; readonly country: string };
  readonly seller: Seller;
  readonly taxDecisionId: string;
  readonly rateId: string;
  readonly rateName: string;
  readonly carrier: string;
  readonly shippingNetMinor: bigint;
  readonly shippingTaxMinor: bigint;
  readonly shippingGrossMinor: bigint;
  readonly shippingTaxes: readonly TaxPart[];
  readonly fees: readonly Fee[];
  /** Calendar days at the destination, such as 2026-11-25. */
  readonly deliveryFrom: string | null;
  readonly deliveryTo: string | null;
  readonly window: DeliveryWindow | null;
  readonly adultSignature: boolean;
  readonly status: ConsignmentStatus;
  readonly shippedWith: string | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly version: number;
};

const MOVES: Record<ConsignmentStatus, readonly ConsignmentStatus[]> = {
  awaiting_payment: ['to_ship', 'cancelled'],
  to_ship: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
};

/** Handed to the carrier. The same carrier and number again change nothing; another number corrects a mistyped one while the parcel is on its way. */
export function ship(consignment: Consignment, tracking: Tracking, now: Date): Consignment {
  const shipped = { ...consignment, shippedWith: tracking.carrier, trackingNumber: tracking.trackingNumber, trackingUrl: trackingUrl(tracking) };
  if (consignment.status === 'shipped') return isSameShipment(consignment, tracking) ? consignment : shipped;
  if (consignment.status === 'delivered' && isSameShipment(consignment, tracking)) return consignment;
  if (!MOVES[consignment.status].includes('shipped')) throw consignmentCannotMove(consignment.status, 'shipped');
  return { ...shipped, status: 'shipped', shippedAt: now };
}

/** Arrived. Said twice it stays as it was. */
export function deliver(consignment: Consignment, now: Date): Consignment {
  if (consignment.status === 'delivered') return consignment;
  if (!MOVES[consignment.status].includes('delivered')) throw consignmentCannotMove(consignment.status, 'delivered');
  return { ...consignment, status: 'delivered', deliveredAt: now };
}

const isSameShipment = (consignment: Consignment, tracking: Tracking) =>
  consignment.shippedWith === tracking.carrier && consignment.trackingNumber === tracking.trackingNumber;

const PAGES: readonly (readonly [RegExp, (number: string) => string])[] = [
  [/^dhl/i, (number) => `https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=${number}`],
  [/^posti/i, (number) => `https://www.posti.fi/en/tracking#/lahetys/${number}`],
  [/^usps/i, (number) => `https://tools.usps.com/go/TrackConfirmAction?tLabels=${number}`],
  [/^ups/i, (number) => `https://www.ups.com/track?tracknum=${number}`],
  [/^fedex/i, (number) => `https://www.fedex.com/fedextrack/?trknbr=${number}`],
  [/^gls/i, (number) => `https://gls-group.eu/track/${number}`],
  [/^dpd/i, (number) => `https://tracking.dpd.de/parcelstatus?query=${number}`],
];

/** The carrier's own page for a number; null for carriers we do not know. */
export function trackingUrl(tracking: Tracking): string | null {
  const page = PAGES.find(([name]) => name.test(tracking.carrier));
  return page ? page[1](encodeURIComponent(tracking.trackingNumber.replaceAll(' ', ''))) : null;
}
