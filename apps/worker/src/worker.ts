import { availableParallelism } from 'node:os';
import { recordDead, recoverLost, relayOutbox, runEventJob, sweepTasks, systemContext, type EventJob, type Subscription } from '@stoa/platform/events';
import { forever, schedule, startSchedules, type Schedule } from '@stoa/platform/jobs';
import { destroyLapsedRoots } from '@stoa/privacy';
import { createWaker } from '@stoa/platform/wake';
import type { Deps } from './deps.js';

export type Work = { subscriptions: readonly Subscription[]; schedules: readonly Schedule[] };
type WorkerDeps = Pick<Deps, 'db' | 'broadcast' | 'clock' | 'files' | 'log' | 'queue' | 'listTenants'>;

/** Handlers that run at once. Some wait for the world and need company; what comes in numbers is done together, and the more lie ready, the less each costs (ADR 24). */
const AT_ONCE = Math.min(16, 8 * availableParallelism());
const POLL_MS = 250;
const SWEEP_MS = 2_000;
const RECOVER_MS = 5 * 60_000;
const ROOTS_MS = 3_600_000;

/** Starts everything that happens behind the requests: the relay, the handlers, the sweeper of tasks, the schedules. It may run in many processes, and die at any line. */
export async function startWorker(deps: WorkerDeps, { subscriptions, schedules }: Work): Promise<{ stop(): Promise<void> }> {
  const { db, broadcast, clock, log, queue } = deps;
  const stopping = new AbortController();
  const enqueue = (jobs: readonly EventJob[]) => queue.add('events', jobs.map((job) => ({ id: job.id, data: job })));

  const moveAll = async () => {
    // A full batch means that there may be more: no pause then.
    while (!stopping.signal.aborted && (await relayOutbox(db, subscriptions, enqueue)) > 0);
  };
  const waker = createWaker();
  broadcast.subscribe('outbox', waker.wake);
  const relay = forever(POLL_MS, stopping.signal, moveAll, (error) => log.error({ err: error }, 'the relay failed'), waker.wait);
  const sweeper = forever(SWEEP_MS, stopping.signal, () => sweepTasks(db, subscriptions, { now: clock.now(), log }), (error) => log.error({ err: error }, 'the sweeper of tasks failed'));
  await queue.work<EventJob>('events', (job) => runEventJob({ db, clock, log }, subscriptions, job), {
    concurrency: AT_ONCE,
    onDead: (job: EventJob, failure) => recordDead(systemContext(deps, job.event.tenantId), job.handler, { ...job.event, occurredAt: new Date(job.event.occurredAt) }, failure),
  });
  const recovery = schedule({ name: 'platform.recover_lost', everyMs: RECOVER_MS, due: 'every_tenant', run: (ctx) => recoverLost(ctx, subscriptions, enqueue) });
  // Roots are the deployment's, not a tenant's.
  const roots = forever(ROOTS_MS, stopping.signal, () => destroyLapsedRoots(deps, clock.now()), (error) => log.error({ err: error }, 'the retention roots of years that are over were not destroyed'));
  const clockwork = startSchedules(deps, [...schedules, recovery]);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all([relay, sweeper, roots, clockwork.stop()]);
    },
  };
}
