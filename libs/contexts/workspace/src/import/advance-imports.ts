import type { Ctx, TxCtx } from '@stoa/platform/context';
import { applyNext, type ApplyDeps } from './apply-import.js';
import { checkNext } from './check-import.js';
import { giveImportUp } from './give-import-up.js';
import { MAX_TRIES, type Import, type ImportId } from './import.js';
import { claimDueImport, lockImport, updateImport } from './import.repository.js';
import { stageImport } from './stage-import.js';

/** How long one import may keep the others waiting. */
const TURN_MS = 20_000;

/** Goes on with the imports that are due, each for a while, until it is read and checked, or done. Whoever dies or breaks at it is followed by another once the lease is over, a few times. */
export async function advanceImports(deps: ApplyDeps, ctx: Ctx): Promise<number> {
  let advanced = 0;
  for (;;) {
    const claimed = await ctx.inTx(claimDueImport);
    if (claimed === null) return advanced;
    advanced += 1;
    if (claimed.stumbles > MAX_TRIES) await ctx.inTx((tx) => giveImportUp(tx, claimed.id, 'Whoever took it up did not come back.'));
    else if (!(await takeTurn(deps, ctx, claimed))) return advanced;
  }
}

/** True when nothing is left of it to do; false when its time is over before. */
async function takeTurn(deps: ApplyDeps, ctx: Ctx, claimed: Import): Promise<boolean> {
  try {
    if (claimed.state === 'reading') await stageImport(deps, ctx, claimed);
    const isOver = await repeat(claimed.state === 'applying' ? () => applyNext(deps, ctx, claimed.id) : () => checkNext(ctx, claimed.id));
    if (!isOver) await ctx.inTx((tx) => yieldTurn(tx, claimed.id));
    return isOver;
  } catch (error) {
    if (claimed.stumbles >= MAX_TRIES) await ctx.inTx((tx) => giveImportUp(tx, claimed.id, error instanceof Error ? error.message : String(error)));
    throw error;
  }
}

/** True when the step says that nothing is left; false when its time is over before. */
async function repeat(step: () => Promise<boolean>): Promise<boolean> {
  const began = performance.now();
  while (performance.now() - began < TURN_MS) if (!(await step())) return true;
  return false;
}

/** Due again at once, behind those that wait already. */
async function yieldTurn(tx: TxCtx, id: ImportId): Promise<void> {
  const found = await lockImport(tx, id);
  if (found.dueAt !== null) await updateImport(tx, { ...found, dueAt: tx.now });
}
