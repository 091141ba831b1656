import type { ConsignmentId } from '@stoa/events/orders';
import type { ShipmentId } from '@stoa/events/shipping';

export type Shipment = {
  readonly id: ShipmentId;
  readonly consignmentId: ConsignmentId;
  readonly carrier: string;
  readonly trackingNumber: string;
  /** The carrier's page for this number; null for carriers whose pages we do not know. */
  readonly trackingUrl: string | null;
  readonly shippedAt: Date;
  readonly deliveredAt: Date | null;
};

const PAGES: readonly (readonly [RegExp, string])[] = [
  [/^dhl/i, 'https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode='],
  [/^posti/i, 'https://www.posti.fi/en/tracking#/lahetys/'],
  [/^ups/i, 'https://www.ups.com/track?tracknum='],
  [/^usps/i, 'https://tools.usps.com/go/TrackConfirmAction?tLabels='],
  [/^fedex/i, 'https://www.fedex.com/fedextrack/?trknbr='],
  [/^gls/i, 'https://gls-group.com/track/'],
  [/^dpd/i, 'https://tracking.dpd.de/status/en_DE/parcel/'],
  [/^hermes/i, 'https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#'],
];

/** The page on which the carrier shows a parcel. */
export function trackingUrl(carrier: string, trackingNumber: string): string | null {
  const page = PAGES.find(([name]) => name.test(carrier.trim()));
  return page ? `${page[1]}${encodeURIComponent(trackingNumber.replaceAll(/\s/g, ''))}` : null;
}
