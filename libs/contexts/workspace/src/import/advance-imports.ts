import type { Ctx, TxCtx } from '@stoa/platform/context';
import { applyNext, type ApplyDeps } from './apply-import.js';
import { checkNext } from './check-import.js';
import type { ImportId } from './import.js';
import { claimDueImport, lockImport, updateImport } from './import.repository.js';
import { stageImport } from './stage-import.js';

/** How long one import may keep the others waiting. */
const TURN_MS = 20_000;

/** Goes on with the imports that are due, each for a while, until it is read and checked, or done. Whoever dies at it is followed by another once the lease is over. */
export async function advanceImports(deps: ApplyDeps, ctx: Ctx): Promise<number> {
  let advanced = 0;
  for (;;) {
    const claimed = await ctx.inTx(claimDueImport);
    if (claimed === null) return advanced;
    advanced += 1;
    if (claimed.state === 'reading') await stageImport(deps, ctx, claimed);
    const step = claimed.state === 'applying' ? () => applyNext(deps, ctx, claimed.id) : () => checkNext(ctx, claimed.id);
    const isOver = await repeat(step);
    if (isOver) continue;
    await ctx.inTx((tx) => yieldTurn(tx, claimed.id));
    return advanced;
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
