import { believed } from '@stoa/platform/believed';
import type { TxCtx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import type { ShippingRateId } from '@stoa/events/shipping';
import type { VendorId } from '@stoa/events/vendors';
import type { Localized } from '@stoa/catalog';
import { rateChangedMeanwhile, rateNotFound } from './rate.errors.js';
import type { ShippingRate } from './rate.js';

type Row = {
  tenant_id: string; id: ShippingRateId; vendor_id: VendorId; names: Localized; carrier: string; price_minor: bigint; currency: string; countries: string[]; regions: string[];
  handling_days: number; cutoff: string; transit_days_min: number; transit_days_max: number; window_from: string | null; window_to: string | null; adult_signature: boolean;
  max_weight_grams: number | null; active: boolean; version: number;
};
export type Zone = { readonly code: string; readonly countries: readonly string[]; readonly regions: readonly string[] };

const COLUMNS = ['id', 'vendor_id', 'names', 'carrier', 'price_minor', 'currency', 'countries', 'regions', 'handling_days', 'cutoff', 'transit_days_min', 'transit_days_max', 'window_from', 'window_to', 'adult_signature', 'max_weight_grams', 'active', 'version'] as const;
const rates = (ctx: TxCtx) => ctx.tx<Row>('shipping.rates').where('tenant_id', ctx.tenantId);

export async function getRate(ctx: TxCtx, id: ShippingRateId): Promise<ShippingRate> {
  const row = await rates(ctx).where({ id }).first();
  if (!row) throw rateNotFound();
  return fromRow(row);
}

/** A vendor's rates, those out of use too. */
export async function listRates(ctx: TxCtx, vendorId: VendorId): Promise<ShippingRate[]> {
  return (await rates(ctx).where({ vendor_id: vendorId }).orderBy(['price_minor', 'id'])).map(fromRow);
}

/** The rates in use of several vendors that ask in this currency and go to this country. */
export async function listRatesTo(ctx: TxCtx, vendorIds: readonly VendorId[], to: { currency: string; country: string }): Promise<ShippingRate[]> {
  const rows = await rates(ctx).whereIn('vendor_id', [...new Set(vendorIds)]).where({ currency: to.currency, active: true }).whereRaw('? = any(countries)', [to.country]).select(...COLUMNS);
  return rows.map(fromRow);
}

const seen = believed<ShippingRate[]>();

/** The same for what is only shown: a change is seen a second later. */
export const believedRatesTo = (ctx: TxCtx, vendorIds: readonly VendorId[], to: { currency: string; country: string }): Promise<ShippingRate[]> =>
  seen.read(ctx, [to.currency, to.country, ...[...vendorIds].sort()].join(), () => listRatesTo(ctx, vendorIds, to));

export async function insertRate(ctx: TxCtx, rate: ShippingRate): Promise<void> {
  seen.forget(ctx);
  await ctx.tx('shipping.rates').insert({ tenant_id: ctx.tenantId, ...toRow(rate) });
}

/** Saves only if nobody saved since `rate` was read, and answers with what now stands there. */
export async function updateRate(ctx: TxCtx, rate: ShippingRate): Promise<ShippingRate> {
  const { id, version } = rate;
  const saved = { ...rate, version: version + 1 };
  const changed = await rates(ctx).where({ id, version }).update(toRow(saved) as never);
  if (changed === 0) throw rateChangedMeanwhile();
  seen.forget(ctx);
  return saved;
}

/** Where the marketplace delivers. */
export async function listZones(ctx: TxCtx): Promise<Zone[]> {
  const rows = await ctx.tx('shipping.zones').where({ tenant_id: ctx.tenantId }).orderBy('code');
  return rows.map((row) => ({ code: row.code, countries: row.countries, regions: row.regions }));
}

/** Adds the zones that are not there yet; answers with how many there are then. */
export async function insertZones(ctx: TxCtx, zones: readonly Zone[]): Promise<void> {
  await ctx.tx('shipping.zones').insert(zones.map((zone) => ({ tenant_id: ctx.tenantId, code: zone.code, countries: [...zone.countries], regions: [...zone.regions] }))).onConflict(['tenant_id', 'code']).ignore();
}

const fromRow = (row: Omit<Row, 'tenant_id'>): ShippingRate => ({
  id: row.id, vendorId: row.vendor_id, names: row.names, carrier: row.carrier, price: money(row.price_minor, row.currency), countries: row.countries, regions: row.regions,
  handlingDays: row.handling_days, cutoff: row.cutoff, transitDaysMin: row.transit_days_min, transitDaysMax: row.transit_days_max,
  window: row.window_from === null || row.window_to === null ? null : { from: row.window_from, to: row.window_to }, adultSignature: row.adult_signature,
  maxWeightGrams: row.max_weight_grams, active: row.active, version: row.version,
});

const toRow = (r: ShippingRate) => ({
  id: r.id, vendor_id: r.vendorId, names: JSON.stringify(r.names), carrier: r.carrier, price_minor: r.price.minor, currency: r.price.currency, countries: [...r.countries], regions: [...r.regions],
  handling_days: r.handlingDays, cutoff: r.cutoff, transit_days_min: r.transitDaysMin, transit_days_max: r.transitDaysMax, window_from: r.window?.from ?? null, window_to: r.window?.to ?? null,
  adult_signature: r.adultSignature, max_weight_grams: r.maxWeightGrams, active: r.active, version: r.version,
});
