import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { canonical, reviveValue } from '../decision/decision.codec.js';
import type { ProvidedTax } from '../evaluation/facts.js';
import { questionHash, type SourceAnswer, type SourceName, type TaxQuestion } from './question.js';

/** A place whose unknown local rates the marketplace has asked of a company. */
export type ChosenSource = { readonly place: string; readonly source: SourceName; readonly chosenAt: Date };
/** A question with its answer, kept as evidence. Lines stand in the order of the question. */
export type KeptAnswer = { readonly id: string; readonly hash: string; readonly source: SourceName; readonly answer: SourceAnswer; readonly askedAt: Date };

type ChosenRow = { place: string; source: SourceName; chosen_at: Date };
type AnswerRow = { id: string; question_sha256: string; source: SourceName; reference: string | null; lines: unknown; reason: string | null; asked_at: Date };
const chosen = (ctx: TxCtx) => ctx.tx<ChosenRow>('tax.second_sources').where('tenant_id', ctx.tenantId);
const answers = (ctx: TxCtx) => ctx.tx<AnswerRow>('tax.provided_answers').where('tenant_id', ctx.tenantId);

export async function listChosenSources(ctx: TxCtx): Promise<ChosenSource[]> {
  const rows = await chosen(ctx).orderBy('place').select('place', 'source', 'chosen_at');
  return rows.map(({ chosen_at: chosenAt, ...row }) => ({ ...row, chosenAt }));
}

export async function putChosenSource(ctx: TxCtx, place: string, source: SourceName): Promise<void> {
  await ctx.tx('tax.second_sources').insert({ tenant_id: ctx.tenantId, place, source, chosen_by: ctx.actor.id, chosen_at: ctx.now }).onConflict(['tenant_id', 'place']).merge(['source', 'chosen_by', 'chosen_at']);
}

export async function removeChosenSource(ctx: TxCtx, place: string): Promise<boolean> {
  return (await chosen(ctx).where({ place }).delete()) > 0;
}

/** The newest answer to each question, asked since then. */
export async function listAnswers(ctx: TxCtx, hashes: readonly string[], since: Date): Promise<ReadonlyMap<string, KeptAnswer>> {
  const rows = await answers(ctx).whereIn('question_sha256', [...hashes]).where('asked_at', '>=', since).orderBy(['asked_at', 'id']).select('id', 'question_sha256', 'source', 'reference', 'lines', 'reason', 'asked_at');
  return new Map(rows.map((row) => [row.question_sha256, fromRow(row)]));
}

const fromRow = ({ question_sha256: hash, asked_at: askedAt, reference, lines, reason, ...row }: AnswerRow): KeptAnswer => ({
  ...row, hash, askedAt, answer: reference === null ? { outcome: 'silent', reason: reason ?? 'unknown' } : { outcome: 'answered', reference, lines: reviveValue(lines) as ProvidedTax['lines'] },
});

/** Keeps what was asked and what came of it, for ever. */
export async function insertAnswer(ctx: TxCtx, question: TaxQuestion, source: SourceName, answer: SourceAnswer): Promise<void> {
  await ctx.tx('tax.provided_answers').insert({
    tenant_id: ctx.tenantId, id: newId(), question_sha256: questionHash(question), place: question.place, source, question: canonical(question), reference: answer.outcome === 'answered' ? answer.reference : null,
    lines: answer.outcome === 'answered' ? canonical(answer.lines) : null, reason: answer.outcome === 'silent' ? answer.reason : null, asked_at: ctx.now,
  });
}

/** When a place was asked last, and what came of it. */
export type LastAsked = { readonly askedAt: Date; readonly reference: string | null; readonly reason: string | null };

export async function listLastAsked(ctx: TxCtx): Promise<ReadonlyMap<string, LastAsked>> {
  const rows = await ctx.tx<AnswerRow & { place: string }>('tax.provided_answers').where('tenant_id', ctx.tenantId).distinctOn('place').orderBy(['place', { column: 'asked_at', order: 'desc' }]).select('place', 'asked_at', 'reference', 'reason');
  return new Map(rows.map(({ place, asked_at: askedAt, reference, reason }) => [place, { askedAt, reference, reason }]));
}
