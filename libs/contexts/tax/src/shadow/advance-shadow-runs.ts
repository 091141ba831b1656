import type { Ctx, TxCtx } from '@stoa/platform/context';
import { listDecisionsBetween } from '../decision/decision.repository.js';
import { packsNow } from '../overlay/packs-now.js';
import type { PackSet } from '../pack/pack.js';
import { withCandidate } from './candidate.js';
import { giveUp } from './resume-shadow-run.js';
import { judgeAgain, MAX_TRIES, type Cursor, type Judged, type ShadowRun } from './shadow-run.js';
import { addSums, claimDueRun, insertDifferences, lockRun, updateRun } from './shadow-run.repository.js';

/** How long one run may keep the worker's other sweeps of the tenant waiting. */
const TURN_MS = 20_000;
/** Sales that are read and judged at once: some milliseconds of a core. */
const PORTION = 200;
/** As many differences are told one by one; the rest are counted. */
export const TOLD = 1_000;

/** Goes on with the run that is due, piece by piece. Whoever dies or breaks at it is followed by another once the lease is over, a few times. */
export async function advanceShadowRuns(deps: { packs: PackSet; portion?: number }, ctx: Ctx): Promise<number> {
  const { claimed, packs } = await ctx.inTx(async (tx) => ({ claimed: await claimDueRun(tx), packs: await packsNow(tx, deps) }));
  if (claimed === null) return 0;
  if (claimed.stumbles > MAX_TRIES) {
    await ctx.inTx((tx) => giveUp(tx, claimed.id, 'The worker died at it again and again.'));
    return 1;
  }
  try {
    await takeTurn({ ...deps, packs }, ctx, claimed);
  } catch (error) {
    if (claimed.stumbles >= MAX_TRIES) await ctx.inTx((tx) => giveUp(tx, claimed.id, String(error)));
    throw error;
  }
  return 1;
}

async function takeTurn({ packs, portion = PORTION }: { packs: PackSet; portion?: number }, ctx: Ctx, claimed: ShadowRun): Promise<void> {
  const candidate = withCandidate(packs, { body: claimed.body! });
  const began = performance.now();
  for (let run = claimed; ; ) {
    const { since, until, after } = run;
    const sales = await ctx.inRead((tx) => listDecisionsBetween(tx, { since, until, after, limit: portion }));
    // Between two transactions: nothing waits for a lock while we think.
    const judged = judgeAgain(candidate, sales);
    const last = sales.at(-1);
    const next = await ctx.inTx((tx) => keepPiece(tx, run, { judged, sales: sales.length, last: last ? { taxPoint: last.decision.facts.taxPoint, id: last.id } : null, isLastPiece: sales.length < portion, isTurnOver: performance.now() - began > TURN_MS }));
    if (next === null) return;
    run = next;
  }
}

type Piece = { judged: Judged; sales: number; last: Cursor | null; isLastPiece: boolean; isTurnOver: boolean };

/** Keeps what a piece came to and moves on behind it, in one transaction: a piece is counted once or not at all. Null where this turn is over. */
async function keepPiece(tx: TxCtx, from: ShadowRun, { judged, sales, last, isLastPiece, isTurnOver }: Piece): Promise<ShadowRun | null> {
  const found = await lockRun(tx, from.id);
  // Somebody took it over while we were away and is further than we are.
  if (found.state !== 'running' || found.lookedAt !== from.lookedAt) return null;
  await insertDifferences(tx, found.id, judged.differences.slice(0, Math.max(0, TOLD - found.changed)));
  await addSums(tx, found.id, judged.sums);
  const moved = { ...found, lookedAt: found.lookedAt + sales, changed: found.changed + judged.differences.length, after: last ?? found.after, stumbles: 0 };
  const next: ShadowRun = isLastPiece ? { ...moved, state: 'done', body: null, dueAt: null, finishedAt: tx.now } : isTurnOver ? { ...moved, dueAt: tx.now } : moved;
  await updateRun(tx, next);
  return isLastPiece || isTurnOver ? null : next;
}
