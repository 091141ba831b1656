import { route, type Route, type RouteWorld } from '@stoa/platform/http';
import { currentPlan } from './commission.repository.js';
import { planBody, planView, toPlanView, toRules } from './commission.schemas.js';
import { setCommissionPlan } from './set-commission-plan.js';

/** What the marketplace keeps, over HTTP. */
export const commissionRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/commission-plan', summary: 'Read what the marketplace keeps of sales', audience: 'staff', permission: 'pricing.read', response: planView, etag: true, example: () => ({}),
    handle: async (ctx) => toPlanView(await ctx.inRead((tx) => currentPlan(tx))),
  }),
  route({
    method: 'put', path: '/v1/admin/commission-plan', summary: 'Set what the marketplace keeps of sales from now on', answers: { 422: 'A rule stands twice, or names a category or vendor that there is not.' }, audience: 'staff', permission: 'pricing.write', body: planBody, response: planView, etag: true,
    example: (world: RouteWorld) => ({ body: { default_bp: 1_500, rules: [{ category_path: world.tenant.categoryHandle, bp: 1_200 }] }, headers: { 'If-Match': `"${world.tenant.commissionPlan}"` } }),
    handle: async (ctx, { body, request }) => toPlanView(await ctx.inTx((tx) => setCommissionPlan(tx, { defaultBp: BigInt(body.default_bp), rules: toRules(body), expectedVersion: request.ifMatch! }))),
  }),
];
