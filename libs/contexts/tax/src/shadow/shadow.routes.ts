import { z } from 'zod';
import type { TaxDecisionId } from '@stoa/events/tax';
import { page, pageOf, pageQuery, route, type Route, type RouteWorld } from '@stoa/platform/http';
import { isUuid } from '@stoa/platform/ids';
import type { PackSet } from '../pack/pack.js';
import { differenceView, runView, runWithSumsView, shadowRunId, toDifferenceView, toRunView, toRunWithSumsView } from './shadow.schemas.js';
import { getRun, listDifferences, listRuns, listSums } from './shadow-run.repository.js';
import { RUNS_KEPT, startShadowRun } from './start-shadow-run.js';

const params = z.object({ run_id: shadowRunId });
const cursor = z.string().refine(isUuid) as unknown as z.ZodType<TaxDecisionId>;
const example = (world: RouteWorld) => ({ params: { run_id: world.tenant.shadowRun } });

export const shadowRoutes = (deps: { packs: PackSet }): Route[] => [
  route({
    method: 'post', path: '/v1/admin/tax-shadow-runs', summary: 'Hold a new version of a rule pack against the sales of the last 30 days', audience: 'staff', permission: 'tax.write', owner: null, status: 201, response: runView,
    description: 'The text of the pack or rate table as it would be installed. First lint, with the line and what to write; then the worker judges each sale again, piece by piece. One run at a time; no decision is changed.',
    body: z.strictObject({ pack: z.string().min(2).max(900_000) }), example: () => ({ body: { pack: '{ "schema": "taxpack/1", "id": "DE" }' } }),
    handle: async (ctx, { body }) => toRunView(await ctx.inTx((tx) => startShadowRun(tx, deps, body.pack))),
  }),
  route({
    method: 'get', path: '/v1/admin/tax-shadow-runs', summary: 'List the new versions of rule packs that were held against our sales', audience: 'staff', permission: 'tax.read', response: z.object({ data: z.array(runView) }), example: () => ({}),
    handle: async (ctx) => ({ data: (await ctx.inRead((tx) => listRuns(tx, RUNS_KEPT + 1))).map(toRunView) }),
  }),
  route({
    method: 'get', path: '/v1/admin/tax-shadow-runs/:run_id', summary: 'Show how far a run is and what it came to by place', audience: 'staff', permission: 'tax.read', params, response: runWithSumsView, owner: 'params.run_id', example,
    handle: (ctx, { params: { run_id: id } }) => ctx.inRead(async (tx) => toRunWithSumsView(await getRun(tx, id), await listSums(tx, id))),
  }),
  route({
    method: 'get', path: '/v1/admin/tax-shadow-runs/:run_id/differences', summary: 'List the sales that would have been taxed differently', audience: 'staff', permission: 'tax.read', params, query: z.strictObject(pageQuery), response: pageOf(differenceView), owner: 'params.run_id', example,
    description: 'The first thousand of a run, each with the lines that differ and the rules behind them; the others are in its sums.',
    handle: (ctx, { params: { run_id: id }, query }) => {
      const cut = page(query, cursor);
      return ctx.inRead(async (tx) => {
        await getRun(tx, id);
        return cut.answer(await listDifferences(tx, id, cut), ({ decisionId }) => decisionId, toDifferenceView);
      });
    },
  }),
];
