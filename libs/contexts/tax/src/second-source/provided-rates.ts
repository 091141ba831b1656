import type { TxCtx } from '@stoa/platform/context';
import type { TaxAnswer } from '../decision/decision.js';
import type { ConsignmentFacts } from '../evaluation/facts.js';
import type { NoAnswerReason } from '../evaluation/no-answer.js';
import { FRESH_MS, questionHash, questionOf } from './question.js';
import { listAnswers, listChosenSources } from './source.repository.js';

/** A sale that a company's answer is added to as a fact, or why it has none yet. */
export type Looked = { readonly facts: ConsignmentFacts } | { readonly reasons: NoAnswerReason[] };

/** Looks up what the chosen companies said of the sales whose local rates the packs do not know. Asks nobody: what has to be asked is told, for whoever has no transaction open. */
export async function lookUpProvided(ctx: TxCtx, consignments: readonly ConsignmentFacts[], answers: readonly TaxAnswer[]): Promise<ReadonlyMap<number, Looked>> {
  const needy = consignments.flatMap((facts, index) => (answers[index]?.outcome === 'no_answer' && answers[index].reasons[0]?.code === 'tax.local_rate_unknown' ? [{ index, facts, question: questionOf(facts) }] : []));
  if (needy.length === 0) return new Map();
  const chosen = new Map((await listChosenSources(ctx)).map(({ place, source }) => [place, source]));
  const asked = needy.flatMap(({ question, ...one }) => (question !== null && chosen.has(question.place) ? [{ ...one, question, hash: questionHash(question) }] : []));
  if (asked.length === 0) return new Map();
  const known = await listAnswers(ctx, asked.map(({ hash }) => hash), new Date(ctx.now.getTime() - FRESH_MS));
  return new Map(asked.map(({ index, facts, question, hash }): [number, Looked] => {
    const kept = known.get(hash);
    if (kept?.answer.outcome === 'answered' && kept.source === chosen.get(question.place)) {
      const { reference, lines } = kept.answer;
      const byPlace = question.lines.map(({ lineId }, i) => ({ ...lines[i]!, lineId }));
      return [index, { facts: { ...facts, provided: { source: kept.source, answerId: kept.id, reference, askedAt: kept.askedAt.toISOString(), lines: [...byPlace, ...lines.slice(question.lines.length)] } } }];
    }
    const why = kept?.answer.outcome === 'silent' ? `It was asked and gave no answer (${kept.answer.reason}).` : 'It is being asked.';
    return [index, { reasons: [{ code: kept ? 'tax.second_source_silent' : 'tax.second_source_to_ask', message: `The local tax of this address is asked of ${chosen.get(question.place)!}. ${why} Please try again in a moment.`, ask: question }] }];
  }));
}
