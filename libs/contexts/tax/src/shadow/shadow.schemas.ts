import { z } from 'zod';
import { moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { orderWireId, taxDecisionId } from '../decision/decision.schemas.js';
import type { Difference, Outcome, PlaceSum, ShadowRun, ShadowRunId } from './shadow-run.js';

export const shadowRunId = wireId<ShadowRunId, 'tsr'>('tsr');

export const runView = z.object({
  id: shadowRunId.wire, pack: z.string(), version: z.string(), installed_version: z.string().nullable(), state: z.enum(['refused', 'running', 'done', 'failed']),
  problems: z.array(z.object({ at: z.string(), line: z.int(), problem: z.string() })).meta({ description: 'What lint says of a version that it refuses.' }),
  progress: z.object({ done: z.int(), total: z.int() }).meta({ description: 'Sales that were looked at, of those there were when it began.' }), changed: z.int(),
  since: z.iso.datetime(), until: z.iso.datetime(), created_at: z.iso.datetime(), finished_at: z.iso.datetime().nullable(),
}).meta({ id: 'TaxShadowRun' });

const sumView = z.object({
  place: z.string(), sales: z.int(), changed: z.int(), blocked: z.int().meta({ description: 'Sales that would not have been possible. They are in neither amount.' }), was: moneySchema, becomes: moneySchema, difference: moneySchema,
}).meta({ id: 'TaxShadowSum' });
export const runWithSumsView = runView.extend({ sums: z.array(sumView).meta({ description: 'By the place where the sales were taxed, and currency.' }) }).meta({ id: 'TaxShadowRunWithSums' });

const outcome = z.object({ no_answer: z.string().nullable(), place: z.string().nullable(), scheme: z.string().nullable(), liable: z.string().nullable(), rates: z.string().nullable(), tax: moneySchema.nullable(), pays: moneySchema.nullable() });
export const differenceView = z.object({
  decision_id: taxDecisionId.wire, order_id: orderWireId.wire, tax_point: z.iso.datetime(), was: outcome, becomes: outcome,
  lines: z.array(z.object({ id: z.string(), category: z.string(), was_rate: z.string(), was_tax: moneySchema, becomes_rate: z.string(), becomes_tax: moneySchema })),
  law: z.array(z.object({ id: z.string(), cite: z.string(), change: z.enum(['new', 'gone', 'same']) })),
}).meta({ id: 'TaxShadowDifference' });

export const toRunView = (run: ShadowRun): z.input<typeof runView> => ({
  id: shadowRunId.toWire(run.id), pack: run.pack, version: run.version, installed_version: run.installed, state: run.state, problems: run.problems.map(({ at, line, problem }) => ({ at, line, problem })),
  progress: { done: run.lookedAt, total: Math.max(run.total, run.lookedAt) }, changed: run.changed, since: run.since.toISOString(), until: run.until.toISOString(), created_at: run.createdAt.toISOString(), finished_at: run.finishedAt?.toISOString() ?? null,
});

export const toRunWithSumsView = (run: ShadowRun, sums: readonly PlaceSum[]): z.input<typeof runWithSumsView> => ({ ...toRunView(run), sums: sums.map(toSumView) });

const toSumView = ({ place, currency, sales, changed, blocked, wasMinor, becomesMinor }: PlaceSum): z.input<typeof sumView> => {
  const money = (minor: bigint) => moneyView({ minor, currency });
  return { place, sales, changed, blocked, was: money(wasMinor), becomes: money(becomesMinor), difference: money(becomesMinor - wasMinor) };
};

export const toDifferenceView = (one: Difference): z.input<typeof differenceView> => {
  const money = (minor: bigint) => moneyView({ minor, currency: one.currency });
  return {
    decision_id: taxDecisionId.toWire(one.decisionId), order_id: orderWireId.toWire(one.orderId), tax_point: one.taxPoint.toISOString(), was: toOutcomeView(one.was, one.currency), becomes: toOutcomeView(one.becomes, one.currency),
    lines: one.lines.map((line) => ({ id: line.id, category: line.category, was_rate: line.wasRate, was_tax: money(line.wasMinor), becomes_rate: line.becomesRate, becomes_tax: money(line.becomesMinor) })),
    law: one.law.map(({ id, cite, change }) => ({ id, cite, change })),
  };
};

function toOutcomeView(one: Outcome, currency: string): z.input<typeof outcome> {
  if ('noAnswer' in one) return { no_answer: one.noAnswer, place: null, scheme: null, liable: null, rates: null, tax: null, pays: null };
  return { no_answer: null, place: one.place, scheme: one.scheme, liable: one.liable, rates: one.rates, tax: moneyView({ minor: one.taxMinor, currency }), pays: moneyView({ minor: one.paysMinor, currency }) };
}
