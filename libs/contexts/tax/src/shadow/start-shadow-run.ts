import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { countDecisions } from '../decision/decision.repository.js';
import { packsNow } from '../overlay/packs-now.js';
import type { PackSet } from '../pack/pack.js';
import { readCandidate } from './candidate.js';
import { shadowRunUnderWay } from './shadow.errors.js';
import type { ShadowRun, ShadowRunId } from './shadow-run.js';
import { deleteOldRuns, insertRun } from './shadow-run.repository.js';

const DAYS_MS = 30 * 86_400_000;
/** As many are kept to be looked at again. */
export const RUNS_KEPT = 20;

/** Takes in a new version of a pack. What lint refuses ends here, with its reasons; the rest is held against the sales of the last 30 days by the worker. No decision is changed. */
export async function startShadowRun(ctx: TxCtx, deps: { packs: PackSet }, body: string): Promise<ShadowRun> {
  const { pack, version, installed, problems } = readCandidate(await packsNow(ctx, deps), body);
  const [since, until] = [new Date(ctx.now.getTime() - DAYS_MS), ctx.now];
  const isRefused = problems.length > 0;
  const run: ShadowRun = {
    id: newId<ShadowRunId>(), pack, version, installed, problems, since, until, after: null, lookedAt: 0, changed: 0, stumbles: 0, startedBy: ctx.actor.id, createdAt: ctx.now,
    ...(isRefused ? { state: 'refused' as const, body: null, total: 0, dueAt: null, finishedAt: ctx.now } : { state: 'running' as const, body, total: await countDecisions(ctx, { since, until }), dueAt: ctx.now, finishedAt: null }),
  };
  if (!(await insertRun(ctx, run))) throw shadowRunUnderWay();
  await deleteOldRuns(ctx, RUNS_KEPT);
  await audit(ctx, { action: 'tax.shadow_run_started', subject: { kind: 'tenant', id: ctx.tenantId }, before: null, after: { pack, version, installed, state: run.state } });
  return run;
}
