import { shadowRunGivenUp } from '@stoa/events/tax';
import type { TxCtx } from '@stoa/platform/context';
import { setAside } from '@stoa/platform/events';
import { shadowRunUnderWay } from './shadow.errors.js';
import type { ShadowRunId } from './shadow-run.js';
import { isUnderWay, lockRun, updateRun } from './shadow-run.repository.js';

/** The handler (subscribers.ts) that hears of it when somebody tries it again. */
const RESUME_RUN = 'tax.resume_shadow_run';

/** Ends a run that nobody gets on with. What it found so far stays to be read; staff and operator find it among the failed work, with the reason. */
export async function giveUp(tx: TxCtx, id: ShadowRunId, error: string): Promise<void> {
  const found = await lockRun(tx, id);
  if (found.state !== 'running') return;
  await updateRun(tx, { ...found, state: 'failed', dueAt: null, finishedAt: tx.now });
  await setAside(tx, shadowRunGivenUp, RESUME_RUN, { runId: id, pack: found.pack, version: found.version }, { attempts: found.stumbles, error });
}

/** Goes on with a run that was given up, behind the last sale that it looked at. Another under way comes first: then it waits among the failed work for longer. */
export async function resumeShadowRun(tx: TxCtx, id: ShadowRunId): Promise<void> {
  const found = await lockRun(tx, id);
  if (found.state !== 'failed' || found.body === null) return;
  if (await isUnderWay(tx)) throw shadowRunUnderWay();
  await updateRun(tx, { ...found, state: 'running', stumbles: 0, dueAt: tx.now, finishedAt: null });
}
