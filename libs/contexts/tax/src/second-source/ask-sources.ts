import type { Ctx } from '@stoa/platform/context';
import { FRESH_MS, PAUSE_MS, questionHash, type TaxQuestion, type TaxSources } from './question.js';
import { insertAnswer, listAnswers, listChosenSources } from './source.repository.js';

export type TaxSourceDeps = { readonly taxSources: TaxSources };

/** Asks the chosen companies what the packs do not know, each question once, with no transaction open; answers and silences are kept. Says whether anything new is known. */
export async function askSources(deps: TaxSourceDeps, ctx: Ctx, questions: readonly TaxQuestion[]): Promise<boolean> {
  const wanted = new Map(questions.map((question) => [questionHash(question), question]));
  const { sources, known } = await ctx.inTx(async (tx) => ({
    sources: new Map((await listChosenSources(tx)).map(({ place, source }) => [place, source])), known: await listAnswers(tx, [...wanted.keys()], new Date(ctx.now.getTime() - FRESH_MS)),
  }));
  let isNew = false;
  for (const [hash, question] of wanted) {
    const name = sources.get(question.place);
    const before = known.get(hash);
    if (name === undefined || before?.answer.outcome === 'answered' || (before && ctx.now.getTime() - before.askedAt.getTime() < PAUSE_MS)) continue;
    // The key is the question's and the tenant's: asked twice at once it is one calculation.
    const answer = (await deps.taxSources[name]?.calculate(ctx, question, `${ctx.tenantId}-${hash}`)) ?? { outcome: 'silent' as const, reason: 'not_connected' };
    await ctx.inTx((tx) => insertAnswer(tx, question, name, answer));
    isNew = true;
  }
  return isNew;
}
