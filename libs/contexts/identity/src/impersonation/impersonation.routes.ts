import { z } from 'zod';
import { type Route, type RouteWorld, operatorRoute } from '@stoa/platform/http';
import { tenantId } from '@stoa/tenancy';
import { impersonationId, userId } from '../session/session.schemas.js';
import { endImpersonation } from './end-impersonation.js';
import { type Impersonation, isUnderWay, MOST_MINUTES, USUAL_MINUTES } from './impersonation.js';
import { listImpersonations } from './impersonation.repository.js';
import { startImpersonation } from './start-impersonation.js';

const impersonationView = z.object({
  id: impersonationId.wire, tenant_id: tenantId.wire, operator_id: userId.wire, reason: z.string(), started_at: z.iso.datetime(), ends_at: z.iso.datetime(), ended_at: z.iso.datetime().nullable(), is_under_way: z.boolean(),
}).meta({ id: 'Impersonation' });

const toView = (one: Impersonation, now: Date): z.input<typeof impersonationView> => ({
  id: impersonationId.toWire(one.id), tenant_id: tenantId.toWire(one.tenantId), operator_id: userId.toWire(one.userId), reason: one.reason, started_at: one.startedAt.toISOString(), ends_at: one.endsAt.toISOString(),
  ended_at: one.endedAt?.toISOString() ?? null, is_under_way: isUnderWay(one, now),
});

const path = '/v1/operator/tenants/:tenant_id/impersonations';
const params = z.object({ tenant_id: tenantId });
const permission = 'operator.impersonate';

/** Sessions live by the wall clock, and so do visits. */
const wallClock = (): Date => new Date();

export const impersonationRoutes: Route[] = [
  operatorRoute({
    method: 'get', path, summary: 'List the operators’ visits to a marketplace', audience: 'operator', permission, params, response: z.object({ data: z.array(impersonationView) }), owner: 'params.tenant_id',
    example: (world: RouteWorld) => ({ params: { tenant_id: world.operator.liveTenant } }),
    handle: (ctx, { params: { tenant_id } }) => ctx.inControlTx(async (tx) => ({ data: (await listImpersonations({ ...tx, tenantId: tenant_id })).map((one) => toView(one, wallClock())) })),
  }),
  operatorRoute({
    method: 'post', path, summary: 'Visit a marketplace, to look', audience: 'operator', permission, params, status: 201, response: impersonationView, owner: 'params.tenant_id',
    description: 'Afterwards take a token for the place with this id (`POST /v1/auth/memberships/{id}/token`). It reads what the staff read, changes nothing and never sees keys. The marketplace reads in its audit trail who came and why.',
    body: z.strictObject({ reason: z.string().trim().min(10).max(500), minutes: z.int().min(1).max(MOST_MINUTES).default(USUAL_MINUTES) }),
    example: (world: RouteWorld) => ({ params: { tenant_id: world.operator.liveTenant }, body: { reason: 'Ticket 4711: orders are missing from the list.', minutes: 30 } }),
    handle: async (ctx, { params: { tenant_id }, body }) => toView(await ctx.inControlTx((tx) => startImpersonation(tx, { tenantId: tenant_id, ...body }, wallClock())), wallClock()),
  }),
  operatorRoute({
    method: 'delete', path: `${path}/:impersonation_id`, summary: 'End a visit', audience: 'operator', permission, params: params.extend({ impersonation_id: impersonationId }), owner: 'params.impersonation_id',
    example: (world: RouteWorld) => ({ params: { tenant_id: world.operator.liveTenant, impersonation_id: world.operator.impersonation } }),
    handle: async (ctx, { params: { tenant_id, impersonation_id } }) => {
      await ctx.inControlTx((tx) => endImpersonation(tx, tenant_id, impersonation_id, wallClock()));
      return null;
    },
  }),
];
