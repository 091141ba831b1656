import { type Queue as BullQueue, type Worker, createPostgresBackend, withBackend } from 'bullmq';
import type { Logger } from './log.js';

export type QueueJob = { id: string; data: object };
export type WorkOptions = { concurrency?: number; attempts?: number; onDead?: (data: never, failure: { attempts: number; error: string }) => Promise<void> };

/** Work with a payload, for whoever is free. At least once: a handler finds out by itself whether it has been here before. */
export type Queue = {
  /** Adds jobs; one whose id is known already is not added again. An id has no colon. */
  add(name: string, jobs: readonly QueueJob[]): Promise<void>;
  /** Takes jobs until the queue is closed. A handler that throws is tried again, later and later. */
  work<T extends object>(name: string, handler: (data: T) => Promise<void>, options?: WorkOptions): Promise<void>;
  /** How many wait, run and have failed for good. */
  counts(name: string): Promise<{ waiting: number; active: number; delayed: number; failed: number }>;
  /** Finishes what is running, and lets go. */
  close(): Promise<void>;
};

const ATTEMPTS = 6;
const FIRST_BACKOFF_MS = 1_000;
/** Finished jobs are kept this long, so that a relay that died after adding finds its ids known. */
const KEPT_SECONDS = 3_600;
const JOB_OPTIONS = { attempts: ATTEMPTS, backoff: { type: 'exponential', delay: FIRST_BACKOFF_MS }, removeOnComplete: { age: KEPT_SECONDS, count: 10_000 }, removeOnFail: { age: 30 * 24 * 3_600 } };

const bull = withBackend(createPostgresBackend);

/** The queue in PostgreSQL, schema bullmq, as stoa_relay. */
export function postgresQueue(relayUrl: string, log: Logger): Queue {
  const connection = () => ({ connectionString: relayUrl, schema: 'bullmq', max: 4, application_name: 'stoa queue' });
  const queues = new Map<string, BullQueue>();
  const workers: Worker[] = [];
  const noteError = (error: Error) => log.error({ err: error }, 'the queue failed');
  const queueOf = (name: string): BullQueue => {
    const known = queues.get(name);
    if (known) return known;
    const made = new bull.Queue(name, { connection: connection(), defaultJobOptions: JOB_OPTIONS }) as unknown as BullQueue;
    made.on('error', noteError);
    queues.set(name, made);
    return made;
  };
  return {
    add: async (name, jobs) => void (await queueOf(name).addBulk(jobs.map(({ id, data }) => ({ name, data, opts: { jobId: id } })))),
    work: async (name, handler, { concurrency = 4, onDead } = {}) => {
      const worker = new bull.Worker(name, (job) => handler(job.data), { connection: connection(), concurrency }) as unknown as Worker;
      worker.on('error', noteError);
      worker.on('failed', (job, error) => {
        if (!job || job.attemptsMade < (job.opts.attempts ?? 1)) return;
        log.error({ err: error, job: job.id }, 'a job failed in its last attempt');
        void onDead?.(job.data as never, { attempts: job.attemptsMade, error: error.message }).catch(noteError);
      });
      workers.push(worker);
      await worker.waitUntilReady();
    },
    counts: async (name) => {
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = await queueOf(name).getJobCounts('waiting', 'active', 'delayed', 'failed');
      return { waiting, active, delayed, failed };
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
