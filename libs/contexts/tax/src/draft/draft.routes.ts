import { z } from 'zod';
import { route } from '@stoa/platform/http';
import { acceptDraft, withdrawDraft } from './accept-draft.js';
import type { PackSet } from '../pack/pack.js';
import { listDrafts } from './list-drafts.js';

const draftName = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?:(local|standard|rates|[a-z]{2}_[a-z_]{1,40}|(goods|service|charge)(\.[a-z0-9_]{1,30}){1,5})$/, 'A draft is named by its pack and category: FI:goods.book; unlisted local rates are US-TX:local').max(120);
const params = z.object({ draft: draftName });
const draftView = z.object({
  draft: z.string(), pack: z.string(), what: z.string(), why: z.string(), rate_pct: z.string().nullable(), effect: z.enum(['blocks', 'left_out']), reason: z.string().nullable(), accepted_at: z.iso.datetime().nullable(),
}).meta({ id: 'TaxDraft' });

export const draftRoutes = (deps: { packs: PackSet }) => [
  route({
    method: 'get', path: '/v1/admin/tax-drafts', summary: 'List the unconfirmed tax rates of the places we sell to, and those we accepted', audience: 'staff', permission: 'tax.read', response: z.object({ data: z.array(draftView) }),
    example: () => ({}),
    handle: async (ctx) => ({
      data: (await ctx.inRead((tx) => listDrafts(tx, deps))).map(({ accepted, ratePct, ...d }) => ({ ...d, rate_pct: ratePct, reason: accepted?.reason ?? null, accepted_at: accepted?.acceptedAt.toISOString() ?? null })),
    }),
  }),
  route({
    method: 'put', path: '/v1/admin/tax-drafts/:draft/acceptance', summary: 'Accept an unconfirmed tax rate at our own risk', audience: 'staff', permission: 'tenancy.write',
    params, body: z.strictObject({ reason: z.string().trim().min(5).max(500) }),
    example: () => ({ params: { draft: 'FI:goods.book' }, body: { reason: 'Confirmed by our accountant.' } }),
    handle: async (ctx, { params: { draft }, body }) => {
      await ctx.inTx((tx) => acceptDraft(tx, draft, body.reason));
      return null;
    },
  }),
  route({
    method: 'delete', path: '/v1/admin/tax-drafts/:draft/acceptance', summary: 'Take the acceptance of a tax rate back', audience: 'staff', permission: 'tenancy.write', params,
    example: () => ({ params: { draft: 'FI:goods.book' } }),
    handle: async (ctx, { params: { draft } }) => {
      await ctx.inTx((tx) => withdrawDraft(tx, draft));
      return null;
    },
  }),
];
