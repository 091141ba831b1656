import { setMaxListeners } from 'node:events';
import type { Ctx, TenantId } from './context.js';
import type { Database } from './database.js';
import { systemContext } from './events.js';
import { tenantsWithSomethingDue } from './jobs/due.repository.js';
import type { Logger } from './log.js';

/** A sweeper of a context: how often it looks, how it learns which tenants have something due, and what it does there. It answers with how much it did. */
export type Schedule = {
  readonly name: `${string}.${string}`;
  readonly everyMs: number;
  /** The rows with a time that make it due (`deadlineGrant` in the migration), or all tenants. */
  readonly due: { readonly table: string; readonly column: string } | 'every_tenant';
  run(ctx: Ctx): Promise<number>;
};

export type ScheduleDeps = { db: Database; clock: { now(): Date }; log: Logger; listTenants: () => Promise<readonly TenantId[]> };

/** Declares a sweeper. `run` works in batches with a limit: what it leaves is due again at the next look. */
export const schedule = (spec: Schedule): Schedule => spec;

/** One look: asks once which tenants have something due, and runs there, one after another. A tenant that fails is logged and does not keep the others waiting. */
export async function runSchedule(deps: ScheduleDeps, job: Schedule): Promise<number> {
  const { due } = job;
  const now = deps.clock.now();
  const tenants = due === 'every_tenant' ? await deps.listTenants() : await deps.db.transactionAsRelay((tx) => tenantsWithSomethingDue(tx, due, now));
  let done = 0;
  for (const tenantId of tenants) {
    const ctx = systemContext(deps, tenantId, { schedule: job.name });
    try {
      done += await job.run(ctx);
    } catch (error) {
      ctx.log.error({ err: error }, 'a schedule failed for a tenant');
    }
  }
  return done;
}

/** Runs every schedule at its pace, never two looks of the same one at once. Stops when `stop` is called, after what is under way. */
export function startSchedules(deps: ScheduleDeps, schedules: readonly Schedule[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // one for each loop's pause
  const loops = schedules.map((job) => forever(job.everyMs, stopping.signal, () => runSchedule(deps, job), (error) => deps.log.error({ err: error, schedule: job.name }, 'a schedule failed')));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

/** Repeats `work` until the signal, with a pause in between (or what `wait` makes of it). An error is told and the loop goes on. */
export async function forever(everyMs: number, signal: AbortSignal, work: () => Promise<unknown>, onError: (error: unknown) => void, wait: typeof pause = pause): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
    await wait(everyMs, signal);
  }
}

/** Waits, but not longer than until the signal. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}
