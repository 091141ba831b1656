export { quoteShippingFor, readRatesTo, believeRatesTo, shippingOptions } from './rate/quote-shipping.js';
export { addRate } from './rate/keep-rate.js';
export { listRates, listZones, type Zone } from './rate/rate.repository.js';
export type { Destination, Hours, Parcel, ShippingOption, ShippingRate } from './rate/rate.js';
export { createShipment, recordDelivered, shipmentsOf } from './shipment/shipment.repository.js';
export { trackingUrl, type Shipment } from './shipment/shipment.js';
