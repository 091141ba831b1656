import { route, type Route, type RouteWorld } from '@stoa/platform/http';
import { currentPlan } from './commission.repository.js';
import { currenciesOf } from './currencies-of.js';
import { planBody, planView, toPlanView, toRules } from './commission.schemas.js';
import { setCommissionPlan } from './set-commission-plan.js';

/** What the marketplace keeps, over HTTP. */
export const commissionRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/commission-plan', summary: 'Read what the marketplace keeps of sales', audience: 'staff', permission: 'pricing.read', response: planView, etag: true, example: () => ({}),
    handle: (ctx) => ctx.inRead(async (tx) => toPlanView(await currentPlan(tx), await currenciesOf(tx))),
  }),
  route({
    method: 'put', path: '/v1/admin/commission-plan', summary: 'Set what the marketplace keeps of sales from now on', answers: { 422: 'A rule stands twice, is never reached, lacks a currency, or names a category or vendor that there is not.' }, audience: 'staff', permission: 'pricing.write', body: planBody, response: planView, etag: true,
    example: (world: RouteWorld) => ({ body: { default_bp: 1_500, rules: [{ category_path: world.tenant.categoryHandle, bp: 1_200, amounts: [{ currency: world.tenant.currency, fixed: 30, minimum: 100, maximum: 2_000 }] }] }, headers: { 'If-Match': `"${world.tenant.commissionPlan}"` } }),
    handle: (ctx, { body, request }) => ctx.inTx(async (tx) => toPlanView(await setCommissionPlan(tx, { defaultBp: BigInt(body.default_bp), rules: toRules(body), expectedVersion: request.ifMatch! }), await currenciesOf(tx))),
  }),
];
