import type { ConnectionOptions, Processor, Queue as BullQueue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from './log.js';
import { ATTEMPTS, DEAD_KEPT_SECONDS, DONE_KEPT_SECONDS, FIRST_BACKOFF_MS } from './queue/patience.js';
import { openRedis, redisOptions, type RedisPlace, untilReady } from './redis.js';

export { postgresQueue } from './queue/postgres-queue.js';

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

const JOB_OPTIONS = { attempts: ATTEMPTS, backoff: { type: 'exponential', delay: FIRST_BACKOFF_MS }, removeOnComplete: { age: DONE_KEPT_SECONDS, count: 10_000 }, removeOnFail: { age: DEAD_KEPT_SECONDS } };

/** The queue in Redis. Adding fails at once while Redis is away: the outbox keeps what waits, and the relay comes again. */
export function redisQueue(place: RedisPlace, log: Logger): Queue {
  const prefix = `{${place.prefix}}`; // a hash tag: on a Redis Cluster all keys of the queues must lie on one node
  let adder: Promise<Redis> | null = null;
  return queueBy({
    queue: async (name) => {
      const { Queue } = await import('bullmq');
      const connection = await (adder ??= openRedis(place, log));
      if (!(await untilReady(connection))) throw new Error('Redis is away: the queue takes nothing.');
      return new Queue(name, { connection, prefix, defaultJobOptions: JOB_OPTIONS });
    },
    // A worker waits for work with a command that blocks, for as long as it takes.
    worker: async (name, handle, concurrency) => {
      const { Worker } = await import('bullmq');
      return new Worker(name, handle, { connection: { ...redisOptions(place.url), commandTimeout: undefined, maxRetriesPerRequest: null } as ConnectionOptions, prefix, concurrency }) as unknown as Worker;
    },
    close: async () => (await adder)?.disconnect(),
  }, log);
}

type Handle = Processor<never, void>;
type Backend = { queue(name: string): Promise<BullQueue>; worker(name: string, handle: Handle, concurrency: number): Promise<Worker>; close(): Promise<void> };

function queueBy(backend: Backend, log: Logger): Queue {
  const queues = new Map<string, Promise<BullQueue>>();
  const workers: Worker[] = [];
  const noteError = (error: Error) => log.error({ err: error }, 'the queue failed');
  const queueOf = (name: string): Promise<BullQueue> => {
    const known = queues.get(name);
    if (known) return known;
    const opening = backend.queue(name).then((made) => made.on('error', noteError));
    queues.set(name, opening);
    opening.catch(() => queues.delete(name)); // whoever asked hears of it; the next one tries again
    return opening;
  };
  return {
    add: async (name, jobs) => void (await (await queueOf(name)).addBulk(jobs.map(({ id, data }) => ({ name, data, opts: { jobId: id } })))),
    work: async (name, handler, { concurrency = 4, onDead } = {}) => {
      const worker = await backend.worker(name, (job) => handler(job.data), concurrency);
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
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = await (await queueOf(name)).getJobCounts('waiting', 'active', 'delayed', 'failed');
      return { waiting, active, delayed, failed };
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map(async (opening) => (await opening).close()));
      await backend.close();
    },
  };
}
