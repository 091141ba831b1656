import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { newId } from '@stoa/platform/ids';
import type { ShippingRateId } from '@stoa/events/shipping';
import type { VendorId } from '@stoa/events/vendors';
import { mayKeepRate, type ShippingRate } from './rate.js';
import { outsideZones, rateFlawed, rateNotFound } from './rate.errors.js';
import { getRate, insertRate, listZones, updateRate } from './rate.repository.js';

export type RateInput = Omit<ShippingRate, 'id' | 'vendorId' | 'active' | 'version'>;

/** Adds a way to send a vendor's parcels. */
export async function addRate(ctx: TxCtx, vendorId: VendorId, input: RateInput): Promise<ShippingRate> {
  const rate: ShippingRate = { ...input, id: newId<ShippingRateId>(), vendorId, active: true, version: 1 };
  await assertKeepable(ctx, rate);
  await insertRate(ctx, rate);
  await audit(ctx, { action: 'shipping.rate_added', subject: { kind: 'shipping_rate', id: rate.id }, before: null, after: shown(rate) });
  return rate;
}

/** Changes a rate. Carts see it at their next look; orders keep what they were charged. */
export async function editRate(ctx: TxCtx, id: ShippingRateId, change: Partial<RateInput> & { active?: boolean }): Promise<ShippingRate> {
  const found = await getRate(ctx, id);
  if (!mayKeepRate(ctx.actor, found)) throw rateNotFound();
  const wanted = { ...found, ...change };
  await assertKeepable(ctx, wanted);
  const rate = await updateRate(ctx, wanted);
  await audit(ctx, { action: 'shipping.rate_changed', subject: { kind: 'shipping_rate', id }, before: shown(found), after: shown(rate) });
  return rate;
}

/** Takes a rate out of use. */
export const dropRate = (ctx: TxCtx, id: ShippingRateId): Promise<ShippingRate> => editRate(ctx, id, { active: false });

async function assertKeepable(ctx: TxCtx, rate: ShippingRate): Promise<void> {
  if (rate.transitDaysMin > rate.transitDaysMax) throw rateFlawed('The shortest time on the way cannot be longer than the longest.');
  if (rate.window !== null && rate.window.from >= rate.window.to) throw rateFlawed('The hours of delivery must end after they begin.');
  const zones = await listZones(ctx);
  const strange = rate.countries.filter((country) => !zones.some((zone) => zone.countries.includes(country)));
  const strangeRegions = rate.regions.filter((region) => !zones.some((zone) => zone.countries.includes(region.slice(0, 2)) && (zone.regions.length === 0 || zone.regions.includes(region))));
  if (strange.length + strangeRegions.length > 0) throw outsideZones([...strange, ...strangeRegions]);
}

const shown = (rate: ShippingRate) => ({ priceMinor: Number(rate.price.minor), currency: rate.price.currency, countries: rate.countries, regions: rate.regions, adultSignature: rate.adultSignature, active: rate.active });
