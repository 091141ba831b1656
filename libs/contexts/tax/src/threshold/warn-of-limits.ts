import { thresholdPassed } from '@stoa/events/tax';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import type { PackSet } from '../pack/pack.js';
import { listThresholds } from './list-thresholds.js';
import type { ThresholdState } from './threshold.js';
import { forgetTold, insertTold, listTold } from './warning.repository.js';
import { lookAt, type Look, type StepKey } from './warning.js';
import { dayAt } from './year.js';

/** Tells staff of each limit of the law that is near, and of each that is crossed: once for each step, however many workers look. Answers with how much was told. */
export const warnOfLimits = (deps: { packs: PackSet }, ctx: Ctx): Promise<number> => ctx.inTx(async (tx) => tellNews(tx, deps, await lookNow(tx, deps)));

/** Where limits stand, beside what staff were told. */
export const lookNow = async (tx: TxCtx, deps: { packs: PackSet }): Promise<Look> => lookAt(await listThresholds(tx, deps), await listTold(tx), (place) => dayAt(deps.packs, place, tx.now));

/** Writes down what was passed and tells of what nobody else has told meanwhile. */
export async function tellNews(tx: TxCtx, deps: { packs: PackSet }, { passed, tell, gone }: Look): Promise<number> {
  for (const key of gone) await forgetTold(tx, key);
  const written = new Set<StepKey>();
  for (const key of passed) if (await insertTold(tx, key)) written.add(key);
  const news = tell.filter(({ key }) => written.has(key));
  for (const { key, state } of news) await tellOf(tx, deps.packs, { key, state });
  return news.length;
}

async function tellOf(tx: TxCtx, { packs }: PackSet, { key, state }: { key: StepKey; state: ThresholdState }): Promise<void> {
  await announce(tx, thresholdPassed, {
    code: key.code, place: key.place, placeName: { ...(packs.get(key.place)?.pack.name ?? { en: key.place }) }, vendorId: key.sellerId, step: key.step, name: { ...state.name },
    usedBp: state.usedBp ?? 0, totalMinor: (state.total?.minor ?? 0n).toString(), limitMinor: state.limit.minor.toString(), currency: state.limit.currency, sales: state.sales, limitSales: state.limitSales, cite: state.cite,
  });
}
