import pg from 'pg';
import { forever } from '../jobs.js';
import type { Logger } from '../log.js';
import type { Queue, WorkOptions } from '../queue.js';
import { createWaker } from '../wake.js';
import { ATTEMPTS, DEAD_KEPT_SECONDS, DONE_KEPT_SECONDS, retryAfterMs } from './patience.js';
import { type Jobs, jobsOf, type TakenJob } from './jobs.repository.js';

/** How often a worker looks for what other processes have added. What its own process adds wakes it. */
const POLL_MS = 250;
const LEASE_MS = 30_000, RENEW_MS = 10_000, FORGET_MS = 60_000;
const CONNECTIONS = 3;

/** The queue as a table of PostgreSQL. Jobs are taken, and written down as over, many with one statement: what a job costs the database is a small part of what it does there. */
export function postgresQueue(relayUrl: string, log: Logger): Queue {
  const pool = new pg.Pool({ connectionString: relayUrl, max: CONNECTIONS, application_name: 'stoa queue' });
  pool.on('error', (error) => log.error({ err: error }, 'the queue lost a connection'));
  const [workers, wakes]: [(() => Promise<void>)[], Map<string, () => void>] = [[], new Map()];
  let closing: Promise<void> | null = null;
  return {
    add: async (name, jobs) => {
      if (jobs.length === 0) return;
      await jobsOf(pool, name).add(jobs);
      wakes.get(name)?.();
    },
    work: async (name, handler, options) => {
      const worker = startWorker(jobsOf(pool, name), handler as (data: object) => Promise<void>, { ...options, log });
      wakes.set(name, worker.wake);
      workers.push(worker.stop);
    },
    counts: (name) => jobsOf(pool, name).count(),
    close: () => (closing ??= Promise.all(workers.map((stop) => stop())).then(() => pool.end())),
  };
}

type Options = WorkOptions & { readonly log: Logger };

function startWorker(jobs: Jobs, handler: (data: object) => Promise<void>, { concurrency = 4, attempts = ATTEMPTS, onDead, log }: Options) {
  const stopping = new AbortController();
  const waker = createWaker();
  const running = new Map<string, Promise<void>>();
  const [ready, over]: [TakenJob[], string[]] = [[], []];
  const noteError = (error: unknown) => log.error({ err: error }, 'the queue failed');

  /** As many again as can run lie ready, so that nobody waits for the next look. */
  const look = async (): Promise<void> => {
    for (;;) {
      const room = stopping.signal.aborted ? 0 : 2 * concurrency - running.size - ready.length;
      if (over.length === 0 && room < concurrency) return;
      const written = over.splice(0);
      const taken = await jobs.take(written, room, LEASE_MS).catch((error: unknown) => {
        over.push(...written); // said again with the next look
        throw error;
      });
      ready.push(...taken);
      begin();
      if (taken.length < room || over.length === 0) return;
    }
  };
  const begin = (): void => {
    while (!stopping.signal.aborted && running.size < concurrency && ready.length > 0) {
      const job = ready.shift()!;
      running.set(job.id, run(job).catch(noteError).finally(() => {
        running.delete(job.id);
        begin();
        if (ready.length === 0 || over.length >= concurrency) waker.wake();
      }));
    }
  };
  const run = async (job: TakenJob): Promise<void> => {
    // Nobody lived to say how the last one ended: a job that takes its worker with it must not do so for ever.
    if (job.attempts > attempts) return bury({ ...job, attempts }, new Error('Each worker that had this job died, or was cut off, before it was over.'));
    try {
      await handler(job.data);
      over.push(job.id);
    } catch (error) {
      if (job.attempts >= attempts) return bury(job, error);
      await jobs.postpone(job.id, retryAfterMs(job.attempts), messageOf(error));
    }
  };
  const bury = async (job: TakenJob, error: unknown): Promise<void> => {
    log.error({ err: error, job: job.id }, 'a job failed in its last attempt');
    await jobs.bury(job.id, messageOf(error));
    await onDead?.(job.data as never, { attempts: job.attempts, error: messageOf(error) });
  };
  const renew = async () => {
    const held = [...running.keys(), ...ready.map(({ id }) => id)];
    if (held.length > 0) await jobs.renew(held, LEASE_MS);
  };
  const loops = [
    forever(POLL_MS, stopping.signal, look, noteError, waker.wait),
    forever(RENEW_MS, stopping.signal, renew, noteError),
    forever(FORGET_MS, stopping.signal, () => jobs.forget({ doneSeconds: DONE_KEPT_SECONDS, deadSeconds: DEAD_KEPT_SECONDS }), noteError),
  ];
  return {
    wake: waker.wake,
    /** Finishes what runs, gives back what was not begun, writes down what is over. */
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
      const notBegun = ready.splice(0);
      if (notBegun.length > 0) await jobs.giveBack(notBegun.map(({ id }) => id)).catch(noteError);
      await Promise.all(running.values());
      if (over.length > 0) await jobs.take(over.splice(0), 0, LEASE_MS).catch(noteError);
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
