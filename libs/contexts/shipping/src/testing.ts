import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { ShippingRateId } from '@stoa/events/shipping';
import type { VendorId } from '@stoa/events/vendors';
import type { ShippingRate } from './rate/rate.js';
import { insertRate, insertZones } from './rate/rate.repository.js';

/** DHL to Germany and Finland for 4.90, one working day of handling, one to two on the way. */
export const aRate = (change: Partial<ShippingRate> = {}): ShippingRate => ({
  id: newId<ShippingRateId>(), vendorId: newId<VendorId>(), names: { de: 'Standard', fi: 'Tavallinen', en: 'Standard' }, carrier: 'DHL', price: { minor: 490n, currency: 'EUR' },
  countries: ['DE', 'FI'], regions: [], handlingDays: 1, cutoff: '14:00', transitDaysMin: 1, transitDaysMax: 2, window: null, adultSignature: false, maxWeightGrams: null, active: true, version: 1,
  ...change,
});

export async function savedRate(ctx: TxCtx, change: Partial<ShippingRate> = {}): Promise<ShippingRate> {
  const rate = aRate(change);
  await insertRate(ctx, rate);
  return rate;
}

/** The marketplace delivers to these countries. */
export const savedZone = (ctx: TxCtx, countries: readonly string[] = ['DE', 'FI'], regions: readonly string[] = []): Promise<void> => insertZones(ctx, [{ code: countries.join('-').toLowerCase(), countries, regions }]);
