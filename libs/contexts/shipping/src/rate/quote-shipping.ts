import type { TxCtx } from '@stoa/platform/context';
import type { VendorId } from '@stoa/events/vendors';
import { optionsFor, type Destination, type Parcel, type ShippingOption } from './rate.js';
import { listRatesTo } from './rate.repository.js';

/** The ways to send each vendor's parcel to an address, with prices in this currency and calendar days of arrival. A vendor without any way has an empty list. */
export async function quoteShippingFor(ctx: TxCtx, wanted: { currency: string; shipTo: Destination; parcels: readonly Parcel[] }): Promise<Map<VendorId, ShippingOption[]>> {
  if (wanted.parcels.length === 0) return new Map();
  const rates = await listRatesTo(ctx, wanted.parcels.map((parcel) => parcel.vendorId), { currency: wanted.currency, country: wanted.shipTo.country });
  return new Map(wanted.parcels.map((parcel) => [parcel.vendorId, optionsFor(rates, parcel, wanted.shipTo, ctx.now)]));
}

/** The ways to send one parcel. */
export async function quoteShipping(ctx: TxCtx, wanted: Parcel & { currency: string; shipTo: Destination }): Promise<ShippingOption[]> {
  const { currency, shipTo, ...parcel } = wanted;
  return (await quoteShippingFor(ctx, { currency, shipTo, parcels: [parcel] })).get(parcel.vendorId) ?? [];
}
