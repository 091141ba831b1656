import { z } from 'zod';
import { fromWireMoney, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import type { ShippingRateId } from '@stoa/events/shipping';
import type { RateInput } from './keep-rate.js';
import type { ShippingRate } from './rate.js';

export const shippingRateId = wireId<ShippingRateId, 'shr'>('shr');

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'An hour such as 14:00.');
const days = z.int().min(0).max(60);
const fields = {
  name: z.record(z.string().regex(/^[a-z]{2}$/), z.string().trim().min(1).max(80)).refine((names) => Object.keys(names).length > 0, 'Give it a name in one language at least.'),
  carrier: z.string().trim().min(1).max(60),
  price: moneySchema.refine((price) => price.amount >= 0, 'A price is not negative.'),
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1).max(60),
  regions: z.array(z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'A state such as US-CA.')).max(100),
  handling_days: days.meta({ description: 'Working days between the order and the carrier.' }),
  cutoff: clock.meta({ description: 'What is ordered before this hour of the warehouse counts for the same day.' }),
  transit_days: z.strictObject({ min: days, max: days }),
  window: z.strictObject({ from: clock, to: clock }).nullable().meta({ description: 'Hours in which the carrier comes, at the destination.' }),
  adult_signature: z.boolean(),
  max_weight_grams: z.int().min(1).max(1_000_000).nullable(),
};

export const rateBody = z.strictObject({
  ...fields, regions: fields.regions.default([]), handling_days: fields.handling_days.default(1), cutoff: fields.cutoff.default('12:00'), window: fields.window.default(null), adult_signature: z.boolean().default(false),
  max_weight_grams: fields.max_weight_grams.default(null),
});
export const rateChange = z.strictObject({ ...fields, active: z.boolean() }).partial();

type Change = z.output<typeof rateChange>;
export function toRateChange(body: Change): Partial<RateInput> & { active?: boolean } {
  const { name, price, handling_days, transit_days, adult_signature, max_weight_grams, ...same } = body;
  const all = {
    ...same, names: name, price: price && fromWireMoney(price), handlingDays: handling_days, transitDaysMin: transit_days?.min, transitDaysMax: transit_days?.max, adultSignature: adult_signature,
    maxWeightGrams: max_weight_grams,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
export const toRateInput = (body: z.output<typeof rateBody>): RateInput => toRateChange(body) as RateInput;

export const rateView = z.object({
  id: shippingRateId.wire, name: z.record(z.string(), z.string()), carrier: z.string(), price: moneySchema, countries: z.array(z.string()), regions: z.array(z.string()), handling_days: z.int(), cutoff: z.string(),
  transit_days: z.object({ min: z.int(), max: z.int() }), window: z.object({ from: z.string(), to: z.string() }).nullable(), adult_signature: z.boolean(), max_weight_grams: z.int().nullable(), active: z.boolean(), version: z.int(),
}).meta({ id: 'ShippingRate' });

export const toRateView = (r: ShippingRate): z.input<typeof rateView> => ({
  id: shippingRateId.toWire(r.id), name: { ...r.names }, carrier: r.carrier, price: moneyView(r.price), countries: [...r.countries], regions: [...r.regions], handling_days: r.handlingDays, cutoff: r.cutoff,
  transit_days: { min: r.transitDaysMin, max: r.transitDaysMax }, window: r.window, adult_signature: r.adultSignature, max_weight_grams: r.maxWeightGrams, active: r.active, version: r.version,
});
