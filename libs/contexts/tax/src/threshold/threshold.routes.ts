import { z } from 'zod';
import { route } from '@stoa/platform/http';
import { moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import type { PackSet } from '../pack/pack.js';
import { enterOutsideSales } from './enter-outside-sales.js';
import { listThresholds } from './list-thresholds.js';
import type { ThresholdState } from './threshold.js';

const vendorWireId = wireId<string, 'ven'>('ven');
const thresholdView = z.object({
  code: z.string(), name: z.string(), place: z.string(), of: z.enum(['platform', 'seller']), vendor_id: vendorWireId.wire.nullable(), limit: moneySchema, limit_sales: z.int().nullable(), total: moneySchema.nullable(), sales: z.int(),
  used_bp: z.int().nullable(), state: z.enum(['below', 'near', 'crossed', 'unknown']), is_registered: z.boolean(), period: z.enum(['year', 'twelve_months']), cite: z.string(),
  outside: z.array(z.object({ year: z.int(), amount: moneySchema, sales: z.int() })).meta({ description: 'Sold outside the marketplace, as staff wrote it down. It is in the total.' }),
}).meta({ id: 'TaxThreshold' });

const toThresholdView = (one: ThresholdState, locale: string): z.input<typeof thresholdView> => ({
  code: one.code, name: one.name[locale.slice(0, 2)] ?? one.name['en']!, place: one.place, of: one.of, vendor_id: one.sellerId === null ? null : vendorWireId.toWire(one.sellerId), limit: moneyView(one.limit), limit_sales: one.limitSales,
  total: one.total && moneyView(one.total), sales: one.sales, used_bp: one.usedBp, state: one.state, is_registered: one.isRegistered, period: one.period, cite: one.cite,
  outside: one.outside.map(({ year, netMinor, currency, sales }) => ({ year, amount: moneyView({ minor: netMinor, currency }), sales })),
});

export const thresholdRoutes = (deps: { packs: PackSet }) => [
  route({
    method: 'get', path: '/v1/admin/tax-thresholds', summary: 'List how near the marketplace and its vendors are to limits of the law', audience: 'staff', permission: 'tax.read', response: z.object({ data: z.array(thresholdView) }),
    description: 'Running totals of the frozen tax decisions, less what was given back. `near` from four fifths of a limit on; `unknown` where no exchange rate into the limit\'s currency is known. What staff wrote down of sales outside the marketplace is in them.',
    example: () => ({}),
    handle: async (ctx, { request }) => ({ data: (await ctx.inRead((tx) => listThresholds(tx, deps))).map((one) => toThresholdView(one, request.locale ?? 'en')) }),
  }),
  route({
    method: 'put', path: '/v1/admin/tax-thresholds/:place/:code/outside-sales/:year', summary: 'Write down what was sold to a place outside the marketplace in a year', audience: 'staff', permission: 'tax.write', owner: null,
    description: 'Net, without tax. It counts towards the limit from now on, and takes the place of what was said of that year before.', answers: { 400: 'The year does not count towards a limit.' },
    params: z.object({ place: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/), code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/), year: z.coerce.number().int().min(2000).max(2200) }),
    body: z.strictObject({ amount: moneySchema.refine((money) => money.amount >= 0, 'Sales are not negative'), sales: z.int().min(0).max(100_000_000).default(0), reason: z.string().trim().min(5).max(500) }), response: z.object({ data: z.array(thresholdView) }),
    example: () => ({ params: { place: 'NO', code: 'no_voec', year: '2026' }, body: { amount: { amount: 1_000_000, currency: 'NOK' }, sales: 40, reason: 'From our own shop.' } }),
    handle: (ctx, { params: { place, code, year }, body, request }) => ctx.inTx(async (tx) => {
      await enterOutsideSales(tx, deps, { place, code, year, currency: body.amount.currency, netMinor: BigInt(body.amount.amount), sales: body.sales, reason: body.reason });
      return { data: (await listThresholds(tx, deps)).map((one) => toThresholdView(one, request.locale ?? 'en')) };
    }),
  }),
];
