import type { TxCtx } from '@stoa/platform/context';
import type { VendorId } from '@stoa/events/vendors';
import { optionsFor, type Destination, type Parcel, type ShippingOption, type ShippingRate } from './rate.js';
import { believedRatesTo, listRatesTo } from './rate.repository.js';

/** The rates by which these vendors may send to a country: what there is to read, before anybody knows which warehouses send what. */
export const readRatesTo = (ctx: TxCtx, vendorIds: readonly VendorId[], to: { currency: string; country: string }): Promise<readonly ShippingRate[]> =>
  vendorIds.length === 0 ? Promise.resolve([]) : listRatesTo(ctx, vendorIds, to);

/** The same for what is only shown: a change is seen a second later. */
export const believeRatesTo = (ctx: TxCtx, vendorIds: readonly VendorId[], to: { currency: string; country: string }): Promise<readonly ShippingRate[]> =>
  vendorIds.length === 0 ? Promise.resolve([]) : believedRatesTo(ctx, vendorIds, to);

/** The ways to send each vendor's parcel to an address by these rates, with calendar days of arrival. A vendor without any way has an empty list. */
export const shippingOptions = (rates: readonly ShippingRate[], parcels: readonly Parcel[], to: { shipTo: Destination; now: Date }): Map<VendorId, ShippingOption[]> =>
  new Map(parcels.map((parcel) => [parcel.vendorId, optionsFor(rates, parcel, to.shipTo, to.now)]));

/** Both at once, with prices in this currency. */
export async function quoteShippingFor(ctx: TxCtx, wanted: { currency: string; shipTo: Destination; parcels: readonly Parcel[] }): Promise<Map<VendorId, ShippingOption[]>> {
  const rates = await readRatesTo(ctx, wanted.parcels.map((parcel) => parcel.vendorId), { currency: wanted.currency, country: wanted.shipTo.country });
  return shippingOptions(rates, wanted.parcels, { shipTo: wanted.shipTo, now: ctx.now });
}
