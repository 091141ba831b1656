import type { Ctx, TxCtx } from '@stoa/platform/context';
import { listDead } from '@stoa/platform/events';
import { oldestUnsealedSeconds } from '../audit/list-audit.query.js';
import { reportDead } from '../tasks/dead-task.repository.js';
import type { InvariantCheck } from '@stoa/platform/invariant';
import { judgeSealing, type CheckResult } from './check.js';
import { saveResults } from './check-result.repository.js';

const EXAMPLES = 5;
const DEAD_AT_MOST = 200;

/** The audit trail's check, beside those of the other contexts. */
export const auditChecks: readonly InvariantCheck[] = [
  { code: 'audit.sealed', label: 'Audit is sealed', how: 'No row waits for its seal for more than 60 s.', run: async (ctx) => judgeSealing(await oldestUnsealedSeconds(ctx)) },
];

/** Runs every check in one tenant and writes the results down for the operator. Each has a transaction of its own: one that fails is itself a break, and keeps none of the others from running. */
export async function runChecks(ctx: Ctx, checks: readonly InvariantCheck[]): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) results.push(await runCheck(ctx, check));
  await ctx.inTx((tx) => saveResults(tx, results));
  return results;
}

/** Copies what is dead in the tenant to where the operator sees it. */
export const reportDeadTasks = (ctx: Ctx): Promise<number> =>
  ctx.inTx(async (tx: TxCtx) => {
    const dead = await listDead(tx, { limit: DEAD_AT_MOST, after: null });
    await reportDead(tx, dead);
    return dead.length;
  });

async function runCheck(ctx: Ctx, check: InvariantCheck): Promise<CheckResult> {
  const startedAt = performance.now();
  const found = await ctx.inRead((tx) => check.run(tx)).catch((error: unknown) => {
    ctx.log.error({ err: error, check: check.code }, 'a check could not run');
    return { looked_at: 0, breaks: [{ what: 'This check could not run; the log says why.' }] };
  });
  return { code: check.code, lookedAt: found.looked_at, breaks: found.breaks.length, examples: found.breaks.slice(0, EXAMPLES).map((one) => one.what), tookMs: Math.round(performance.now() - startedAt), ranAt: ctx.now };
}
