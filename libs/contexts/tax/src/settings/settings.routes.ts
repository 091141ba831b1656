import { z } from 'zod';
import { route } from '@stoa/platform/http';
import { changeSettings } from './change-settings.js';
import { getSettings } from './settings.repository.js';

const policy = z.enum(['as_consumer', 'accept']);
const settingsView = z.object({ unchecked_tax_ids: policy.meta({ description: 'What becomes of a business whose tax id nobody could check.' }) }).meta({ id: 'TaxSettings' });

export const settingsRoutes = [
  route({
    method: 'get', path: '/v1/admin/tax-settings', summary: 'Show what the marketplace chose about taxes', audience: 'staff', permission: 'tax.read', response: settingsView, example: () => ({}),
    handle: async (ctx) => ({ unchecked_tax_ids: (await ctx.inRead((tx) => getSettings(tx))).uncheckedTaxIds }),
  }),
  route({
    method: 'put', path: '/v1/admin/tax-settings', summary: 'Choose what becomes of businesses whose tax id nobody could check', audience: 'staff', permission: 'tax.write', owner: null, response: settingsView,
    body: z.strictObject({ unchecked_tax_ids: policy, reason: z.string().trim().min(5).max(500) }), example: () => ({ body: { unchecked_tax_ids: 'accept', reason: 'The register of France is down for weeks.' } }),
    handle: async (ctx, { body }) => {
      await ctx.inTx((tx) => changeSettings(tx, { uncheckedTaxIds: body.unchecked_tax_ids }, body.reason));
      return { unchecked_tax_ids: body.unchecked_tax_ids };
    },
  }),
];
