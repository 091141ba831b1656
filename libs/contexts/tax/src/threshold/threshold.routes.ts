import { z } from 'zod';
import { route } from '@stoa/platform/http';
import { moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import type { PackSet } from '../pack/pack.js';
import { listThresholds } from './list-thresholds.js';
import type { ThresholdState } from './threshold.js';

const vendorWireId = wireId<string, 'ven'>('ven');
const thresholdView = z.object({
  code: z.string(), name: z.string(), place: z.string(), of: z.enum(['platform', 'seller']), vendor_id: vendorWireId.wire.nullable(), limit: moneySchema, limit_sales: z.int().nullable(), total: moneySchema.nullable(), sales: z.int(),
  used_bp: z.int().nullable(), state: z.enum(['below', 'near', 'crossed', 'unknown']), is_registered: z.boolean(), period: z.enum(['year', 'twelve_months']), cite: z.string(),
}).meta({ id: 'TaxThreshold' });

const toThresholdView = (one: ThresholdState, locale: string): z.input<typeof thresholdView> => ({
  code: one.code, name: one.name[locale.slice(0, 2)] ?? one.name['en']!, place: one.place, of: one.of, vendor_id: one.sellerId === null ? null : vendorWireId.toWire(one.sellerId), limit: moneyView(one.limit), limit_sales: one.limitSales,
  total: one.total && moneyView(one.total), sales: one.sales, used_bp: one.usedBp, state: one.state, is_registered: one.isRegistered, period: one.period, cite: one.cite,
});

export const thresholdRoutes = (deps: { packs: PackSet }) => [
  route({
    method: 'get', path: '/v1/admin/tax-thresholds', summary: 'List how near the marketplace and its vendors are to limits of the law', audience: 'staff', permission: 'tax.read', response: z.object({ data: z.array(thresholdView) }),
    description: 'Running totals of the frozen tax decisions, less what was given back. `near` from four fifths of a limit on; `unknown` where no exchange rate into the limit\'s currency is known. Sales outside the marketplace are not in them.',
    example: () => ({}),
    handle: async (ctx, { request }) => ({ data: (await ctx.inRead((tx) => listThresholds(tx, deps))).map((one) => toThresholdView(one, request.locale ?? 'en')) }),
  }),
];
