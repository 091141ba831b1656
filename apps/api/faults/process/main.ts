import { createServer } from 'node:http';
import type { EventEmitter } from 'node:events';
import { recoverLost, sweepTasks, systemContext, type EventJob, type Subscription } from '@stoa/platform/events';
import { runSchedule, type Schedule } from '@stoa/platform/jobs';
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
import { drawPicture } from './picture.js';

/** The API and the worker as their own main.ts put them together, in one process, with the wrapper at ports and commits. The clockwork of the schedules ticks when the suite says so; everything else runs by itself. */
const log = createLog({ name: 'faults', level: process.env['LOG_LEVEL'] ?? 'fatal' });
/** A suite that is gone hears nothing; `disconnect` ends us. */
const say = (reply: Reply): void => void (process.connected && process.send!(reply, () => undefined));
const gate = openGate();
const watch = watchWith(gate);

/** A spare process has read all its code and waits here until it is needed. */
(process as EventEmitter).once('message', () => void open().then(serve));

type UnderTest = { readonly api: Awaited<ReturnType<typeof openDeps>>; readonly worker: Awaited<ReturnType<typeof openWorkerDeps>>; readonly subscriptions: readonly Subscription[]; readonly schedules: readonly Schedule[] };

async function open(): Promise<UnderTest> {
  const [api, opened] = await Promise.all([openDeps(readConfig(process.env), log), openWorkerDeps(readWorkerConfig(process.env), log)]);
  const internet = { fetch: drawPicture };
  const worker = { ...opened, fetchPicture: (url: string) => internet.fetch(url) };
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
  watch.port('internet', internet, ['fetch']);
  const work = Object.values(contextWork(worker));
  return { api, worker, subscriptions: watch.handlers(work.flatMap(({ hears }) => hears ?? [])), schedules: work.flatMap(({ sweeps }) => sweeps ?? []).filter(({ name }) => !NOT_OF_A_SALE.has(name)) };
}

async function serve(test: UnderTest): Promise<void> {
  const { api, worker, subscriptions } = test;
  const unhurried = { take: async () => ({ allowed: true, limit: 1, remaining: 1, resetSeconds: 0 }) };
  const app = createApp({ ...api, limiter: unhurried });
  const server = createServer((request, response) => gate.within(`${request.method} ${nameOf(request.url ?? '')}`, () => app(request, response)));
  await new Promise<void>((resolve) => server.listen(api.config.port, '127.0.0.1', resolve));
  await startWorker(worker, { subscriptions, schedules: [] });

  const orders = obeyWith(test);
  (process as EventEmitter).on('message', ({ id, order }: Numbered) => {
    orders(order).then(
      (busy) => say({ kind: 'done', id, ...(order.do === 'passed' && { points: gate.passed() }), busy }),
      (error: unknown) => say({ kind: 'failed', id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  gate.onHeld(() => say({ kind: 'held' }));
  say({ kind: 'up', hears: subscriptions.map(({ event, handler }) => ({ event, handler })) });
}

/** The suite runs the checks of the shop itself; and the clock of a run goes over the end of a month now and then, whose bills to vendors are the month's effects and not those of the sale at hand. */
const NOT_OF_A_SALE: ReadonlySet<string> = new Set(['workspace.run_checks', 'invoicing.bill_vendors', 'payouts.close_months']);
/** What is so rare does not run at once when a process begins: the checks of the whole shop are the suite's own. */
const RARELY_MS = 60_000;
const PATIENCE_MS = 400;
const SWEEPER = 'sweeper';
const patience = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());

function obeyWith({ api, worker, subscriptions, schedules }: UnderTest): (order: Order) => Promise<number> {
  const lookedAt = new Map<string, number>();
  const beganAt = worker.clock.now().getTime();
  const enqueue = (jobs: readonly EventJob[]) => worker.queue.add('events', jobs.map((job) => ({ id: job.id, data: job })));

  const running = new Map<object, string>();
  const run = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const one = {};
    running.set(one, name);
    const tried = work().catch((error: unknown) => log.error({ err: error, schedule: name }, 'a schedule failed')); // as the loops of the worker have it
    await Promise.race([tried.finally(() => running.delete(one)), patience()]);
  };
  const isRunning = (name: string) => name !== gate.holds() && [...running.values()].includes(name);

  /** Every schedule whose pause is over by the clock and that is not under way, and the sweeper of tasks. What is being held does not keep the others: another worker takes it up. */
  const look = async (): Promise<void> => {
    const now = worker.clock.now().getTime();
    const due = schedules.filter((job) => !isRunning(job.name) && now - (lookedAt.get(job.name) ?? (job.everyMs < RARELY_MS ? 0 : beganAt)) >= job.everyMs);
    for (const job of due) lookedAt.set(job.name, now);
    await Promise.all(due.map((job) => run(job.name, () => gate.within(job.name, () => runSchedule(worker, job)))));
    if (!isRunning(SWEEPER)) await run(SWEEPER, () => sweepTasks(worker.db, subscriptions, { now: worker.clock.now(), log }));
  };
  /** Without what is being held, which may be in the sweeper's hands, too. */
  const countBusy = (): number => Math.max(0, running.size - (gate.holds() === null ? 0 : 1));

  const obey = async (order: Order): Promise<void> => {
    switch (order.do) {
      case 'set':
        return gate.set(order.mode);
      case 'release':
        return gate.release();
      case 'passed':
        return;
      case 'keep code':
        return void (process as EventEmitter).emit('keep code');
      case 'look':
        return look();
      case 'recover': // what the schedule platform.recover_lost does a quarter of an hour after the queue forgot
        for (const tenantId of await worker.listTenants()) await recoverLost(systemContext(worker, tenantId), subscriptions, enqueue, { olderThanMs: 0 });
        return;
      default:
        await gate.within(SUITE, () => worker.clock.move(order.ms));
        await Promise.all([api.clock.refresh(), worker.clock.refresh()]);
    }
  };
  return async (order) => {
    await obey(order);
    return countBusy();
  };
}

/** The route of a request, whatever ids it names. */
function nameOf(url: string): string {
  return url.replace(/\?.*$/, '').replaceAll(/[a-z]{2,5}_[0-9a-z]{26}|[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/orders\/[A-Za-z0-9_-]{30,}/, '/orders/:token');
}
