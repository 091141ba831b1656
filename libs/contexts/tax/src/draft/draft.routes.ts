import { z } from 'zod';
import { route } from '@stoa/platform/http';
import { acceptDraft, withdrawDraft } from './accept-draft.js';
import { listAcceptedDrafts } from './draft.repository.js';

const draftName = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?:(local|standard|[a-z]{2}_[a-z_]{1,40}|(goods|service|charge)(\.[a-z0-9_]{1,30}){1,5})$/, 'A draft is named by its pack and category: FI:goods.book; unlisted local rates are US-TX:local').max(120);
const params = z.object({ draft: draftName });
const acceptedList = z.object({ data: z.array(z.object({ draft: z.string(), reason: z.string(), accepted_at: z.iso.datetime() })) });

export const draftRoutes = [
  route({
    method: 'get', path: '/v1/admin/tax-drafts', summary: 'List the unconfirmed tax rates we work with', audience: 'staff', permission: 'tax.read', response: acceptedList,
    example: () => ({}),
    handle: async (ctx) => ({ data: (await ctx.inRead((tx) => listAcceptedDrafts(tx))).map((d) => ({ draft: d.draft, reason: d.reason, accepted_at: d.acceptedAt.toISOString() })) }),
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
