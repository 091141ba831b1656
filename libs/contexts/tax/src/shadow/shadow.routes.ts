import { z } from 'zod';
import { route } from '@stoa/platform/http';
import { moneySchema, moneyView } from '@stoa/platform/money';
import { orderWireId, taxDecisionId } from '../decision/decision.schemas.js';
import type { PackSet } from '../pack/pack.js';
import { shadowRun, type Outcome, type ShadowRun } from './shadow-run.js';

const outcome = z.object({ no_answer: z.string().nullable(), place: z.string().nullable(), scheme: z.string().nullable(), liable: z.string().nullable(), rates: z.string().nullable(), tax: moneySchema.nullable(), pays: moneySchema.nullable() });
const runView = z.object({
  pack: z.string(), version: z.string(), installed_version: z.string().nullable(), problems: z.array(z.object({ at: z.string(), line: z.int(), problem: z.string() })), looked_at: z.int(), changed: z.int(),
  differences: z.array(z.object({ decision_id: taxDecisionId.wire, order_id: orderWireId.wire, decided_at: z.iso.datetime(), was: outcome, becomes: outcome })),
}).meta({ id: 'TaxShadowRun' });

function toOutcomeView(one: Outcome, currency: string): z.input<typeof outcome> {
  if ('noAnswer' in one) return { no_answer: one.noAnswer, place: null, scheme: null, liable: null, rates: null, tax: null, pays: null };
  return { no_answer: null, place: one.place, scheme: one.scheme, liable: one.liable, rates: one.rates, tax: moneyView({ minor: one.taxMinor, currency }), pays: moneyView({ minor: one.paysMinor, currency }) };
}

const toRunView = (run: ShadowRun): z.input<typeof runView> => ({
  pack: run.pack, version: run.version, installed_version: run.installed, problems: run.problems.map(({ at, line, problem }) => ({ at, line, problem })), looked_at: run.lookedAt, changed: run.changed,
  differences: run.differences.map((one) => ({
    decision_id: taxDecisionId.toWire(one.decisionId), order_id: orderWireId.toWire(one.orderId), decided_at: one.decidedAt.toISOString(), was: toOutcomeView(one.was, one.currency), becomes: toOutcomeView(one.becomes, one.currency),
  })),
});

export const shadowRoutes = (deps: { packs: PackSet }) => [
  route({
    method: 'post', path: '/v1/admin/tax-shadow-runs', summary: 'Hold a new version of a rule pack against the sales of the last 30 days', audience: 'staff', permission: 'tax.read', owner: null, response: runView,
    description: 'The text of the pack or rate table as it would be installed. First lint, with the line and what to write; then each sale again, with what it came to and what it would come to. Nothing is kept or changed.',
    body: z.strictObject({ pack: z.string().min(2).max(900_000) }), example: () => ({ body: { pack: '{ "schema": "taxpack/1", "id": "DE" }' } }),
    handle: async (ctx, { body }) => toRunView(await ctx.inRead((tx) => shadowRun(tx, deps, body.pack))),
  }),
];
