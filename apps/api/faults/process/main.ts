import { createServer } from 'node:http';
import type { EventEmitter } from 'node:events';
import { recoverLost, sweepTasks, systemContext, type EventJob } from '@stoa/platform/events';
import { runSchedule } from '@stoa/platform/jobs';
import { createLog } from '@stoa/platform/log';
import { readConfig as readWorkerConfig } from '../../../worker/src/config.js';
import { openDeps as openWorkerDeps } from '../../../worker/src/deps.js';
import { contextWork } from '../../../worker/src/handlers.js';
import { startWorker } from '../../../worker/src/worker.js';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { openDeps } from '../../src/deps.js';
import { openGate, SUITE } from '../gate.js';
import type { Numbered, Order, Reply } from '../protocol.js';
import { watchWith } from '../watch.js';

/** The API and the worker as their own main.ts put them together, in one process, with the wrapper at ports and commits. The clockwork of the schedules ticks when the suite says so; everything else runs by itself. */
const log = createLog({ name: 'faults', level: process.env['LOG_LEVEL'] ?? 'fatal' });
const say = (reply: Reply): void => void process.send!(reply);
const gate = openGate();
const watch = watchWith(gate);

// A spare process has read all its code and waits here until it is needed.
await new Promise<void>((resolve) => (process as EventEmitter).once('message', () => resolve()));

const api = await openDeps(readConfig(process.env), log);
const worker = await openWorkerDeps(readWorkerConfig(process.env), log);
for (const deps of [api, worker]) {
  watch.commits(deps.db);
  watch.queue(deps.queue);
  watch.port('gateway', deps.payments.provider, ['createIntent', 'recallIntent', 'cancelIntent', 'readIntent', 'createRefund', 'listRefunds', 'openWebhook', 'moveWebhook']);
  watch.port('payouts gateway', deps.payouts.provider, ['openAccount', 'openOnboarding', 'readAccount', 'createTransfer', 'findTransfer', 'createReversal', 'findReversal']);
  watch.port('files', deps.files, ['put', 'putStream', 'get', 'stream', 'remove']);
  watch.port('cache', deps.cache, ['read', 'invalidate']);
}
watch.port('mail', worker.mailer, ['send']);
watch.port('search', api.searchIndex, ['search', 'suggest']);

const unhurried = { take: async () => ({ allowed: true, limit: 1, remaining: 1, resetSeconds: 0 }) };
const app = createApp({ ...api, limiter: unhurried });
const server = createServer((request, response) => gate.within(`${request.method} ${nameOf(request.url ?? '')}`, () => app(request, response)));
await new Promise<void>((resolve) => server.listen(api.config.port, '127.0.0.1', resolve));

const work = Object.values(contextWork(worker));
const subscriptions = watch.handlers(work.flatMap(({ hears }) => hears ?? []));
const schedules = work.flatMap(({ sweeps }) => sweeps ?? []);
const enqueue = (jobs: readonly EventJob[]) => worker.queue.add('events', jobs.map((job) => ({ id: job.id, data: job })));
await startWorker(worker, { subscriptions, schedules: [] });

const lookedAt = new Map<string, number>();
const beganAt = worker.clock.now().getTime();
/** What is so rare does not run at once when a process begins: the checks of the whole shop are the suite's own. */
const RARELY_MS = 60_000;

(process as EventEmitter).on('message', ({ id, order }: Numbered) => {
  obey(order).then(
    () => say({ kind: 'done', id, ...(order.do === 'passed' && { points: gate.passed() }) }),
    (error: unknown) => say({ kind: 'failed', id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
gate.onHeld(() => say({ kind: 'held' }));
say({ kind: 'up', hears: subscriptions.map(({ event, handler }) => ({ event, handler })) });

async function obey(order: Order): Promise<void> {
  switch (order.do) {
    case 'set':
      return gate.set(order.mode);
    case 'release':
      return gate.release();
    case 'passed':
      return;
    case 'look':
      return look();
    case 'recover': // what the schedule platform.recover_lost does a quarter of an hour after the queue forgot
      for (const tenantId of await worker.listTenants()) await recoverLost(systemContext(worker, tenantId), subscriptions, enqueue, { olderThanMs: 0 });
      return;
    default:
      await gate.within(SUITE, () => worker.clock.move(order.ms));
      await Promise.all([api.clock.refresh(), worker.clock.refresh()]);
  }
}

/** Every schedule whose pause is over by the clock, and the sweeper of tasks. One that is being held does not keep the others. */
async function look(): Promise<void> {
  const now = worker.clock.now().getTime();
  const due = schedules.filter((job) => now - (lookedAt.get(job.name) ?? (job.everyMs < RARELY_MS ? 0 : beganAt)) >= job.everyMs);
  for (const job of due) lookedAt.set(job.name, now);
  await Promise.all(due.map((job) => Promise.race([gate.within(job.name, () => runSchedule(worker, job)), patience()])));
  await Promise.race([sweepTasks(worker.db, subscriptions, { now: worker.clock.now(), log }), patience()]);
}

const PATIENCE_MS = 400;
const patience = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());

/** The route of a request, whatever ids it names. */
function nameOf(url: string): string {
  return url.replace(/\?.*$/, '').replaceAll(/[a-z]{2,5}_[0-9a-z]{26}|[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/orders\/[A-Za-z0-9_-]{30,}/, '/orders/:token');
}
