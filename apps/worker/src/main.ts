import { constants, setPriority } from 'node:os';
import { createLog } from '@stoa/platform/log';
import { servedOf } from '@stoa/platform/modules';
import { readConfig } from './config.js';
import { openDeps } from './deps.js';
import { contextWork } from './handlers.js';
import { startWorker } from './worker.js';

setPriority(constants.priority.PRIORITY_BELOW_NORMAL); // nobody waits for it: where it shares a machine with the API, the API goes first
const config = readConfig(process.env);
const log = createLog({ name: 'worker', level: config.logLevel });
const deps = await openDeps(config, log);
const { platform, ...contexts } = contextWork(deps);
// What is told is one queue for all workers, and the relay must know everybody who hears; only the clocks are shared out. The platform's own run everywhere.
const schedules = [...(platform?.sweeps ?? []), ...servedOf(contexts, config.modules).flatMap(({ sweeps }) => sweeps ?? [])];
const worker = await startWorker(deps, { subscriptions: Object.values(contexts).flatMap(({ hears }) => hears ?? []), schedules });
log.info({ modules: config.modules ?? 'all' }, 'worker is up');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

const HARD_STOP_MS = 25_000;

/** Takes no more work, finishes what is under way, lets go. What does not finish in time is another worker's, once its lease is over. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'worker stops');
  setTimeout(() => process.exit(1), HARD_STOP_MS).unref();
  await worker.stop();
  await deps.close();
  log.info('worker has stopped');
}
