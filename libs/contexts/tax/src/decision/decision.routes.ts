import { z } from 'zod';
import { route, type RouteWorld } from '@stoa/platform/http';
import { getDecision } from './decision.repository.js';
import { taxDecisionId, taxDecisionView, toDecisionView } from './decision.schemas.js';
import { recomputeDecision } from './recompute-decision.js';

export const decisionRoutes = [
  route({
    method: 'get', path: '/v1/admin/tax-decisions/:decision_id', summary: 'Read a tax decision and why it is so', audience: 'staff', permission: 'tax.read',
    description: 'Facts, rules with their citations, packs by hash and the arithmetic. The decision is worked out again from what is stored, and the answer says whether every byte is the same.',
    params: z.object({ decision_id: taxDecisionId }), response: taxDecisionView, owner: 'params.decision_id',
    example: (world: RouteWorld) => ({ params: { decision_id: world.tenant.taxDecision } }),
    handle: async (ctx, { params, request }) =>
      ctx.inRead(async (tx) => toDecisionView(await getDecision(tx, params.decision_id), await recomputeDecision(tx, params.decision_id), request.locale ?? 'en')),
  }),
];
