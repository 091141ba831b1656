import { z } from 'zod';
import { route } from '@stoa/platform/http';
import type { PackSet } from '../pack/pack.js';
import { chooseSource } from './choose-source.js';
import { SOURCES } from './question.js';
import { listPlaces } from './list-places.js';

const params = z.object({ place: z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'A place is written as US-GA') });
const placeView = z.object({
  place: z.string(), name: z.string(), why: z.string().meta({ description: 'What the rule pack does not know there.' }), source: z.enum(SOURCES).nullable(), chosen_at: z.iso.datetime().nullable(),
  last_asked: z.object({ at: z.iso.datetime(), answered: z.boolean(), reason: z.string().nullable(), reference: z.string().nullable() }).nullable(),
}).meta({ id: 'TaxSourcePlace' });

export const sourceRoutes = (deps: { packs: PackSet }) => [
  route({
    method: 'get', path: '/v1/admin/tax-sources', summary: 'List the places we sell to whose local rates our packs do not know in full, and who is asked there', audience: 'staff', permission: 'tax.read',
    response: z.object({ data: z.array(placeView) }), example: () => ({}),
    handle: async (ctx) => ({
      data: (await ctx.inRead((tx) => listPlaces(tx, deps))).map(({ chosen, last, ...one }) => ({
        ...one, source: chosen?.source ?? null, chosen_at: chosen?.chosenAt.toISOString() ?? null,
        last_asked: last && { at: last.askedAt.toISOString(), answered: last.reference !== null, reason: last.reason, reference: last.reference },
      })),
    }),
  }),
  route({
    method: 'put', path: '/v1/admin/tax-sources/:place', summary: 'Ask a company for the local tax that our packs do not know in a place, or nobody', audience: 'staff', permission: 'tax.write', owner: null, params,
    body: z.strictObject({ source: z.enum(SOURCES).nullable(), reason: z.string().trim().min(5).max(500) }), example: () => ({ params: { place: 'US-GA' }, body: { source: 'stripe_tax', reason: 'We sell all over Georgia.' } }),
    handle: async (ctx, { params: { place }, body }) => {
      await ctx.inTx((tx) => chooseSource(tx, deps, { place, ...body }));
      return null;
    },
  }),
];
