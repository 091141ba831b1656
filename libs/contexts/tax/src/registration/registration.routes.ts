import { z } from 'zod';
import { route } from '@stoa/platform/http';
import { listRegistrations } from './registration.repository.js';
import { registerMarketplace } from './register-marketplace.js';

const registration = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/), region: z.string().regex(/^[A-Z0-9]{1,3}$/).nullable(), scheme: z.enum(['vat', 'sales_tax', 'union_oss', 'ioss', 'co_small_retailer']), number: z.string().trim().min(2).max(40),
});
const registrationList = z.object({ data: z.array(z.object({ country: z.string(), region: z.string().nullable(), scheme: z.string(), number: z.string() })) });

export const registrationRoutes = [
  route({
    method: 'get', path: '/v1/admin/tax-registrations', summary: 'List where the marketplace is registered for tax', audience: 'staff', permission: 'tax.read', response: registrationList,
    example: () => ({}),
    handle: async (ctx) => ({ data: await ctx.inRead((tx) => listRegistrations(tx)) }),
  }),
  route({
    method: 'put', path: '/v1/admin/tax-registrations', summary: 'Say where the marketplace is registered for tax', audience: 'staff', permission: 'tenancy.write',
    body: z.strictObject({ registrations: z.array(registration).max(200).refine((list) => new Set(list.map((r) => `${r.country}/${r.region}/${r.scheme}`)).size === list.length, 'Each country, region and scheme stands once.') }), response: registrationList,
    example: () => ({ body: { registrations: [{ country: 'US', region: 'CA', scheme: 'sales_tax', number: 'SR-100200300' }] } }),
    handle: async (ctx, { body }) => ({ data: await ctx.inTx((tx) => registerMarketplace(tx, body.registrations)) }),
  }),
];
