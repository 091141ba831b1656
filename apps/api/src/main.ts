import { createLog } from '@stoa/platform/log';
import { createApp } from './app.js';
import { readConfig } from './config.js';
import { openDeps } from './deps.js';
import { listen } from './server.js';

const config = readConfig(process.env);
const log = createLog({ name: 'api', level: config.logLevel });
const deps = await openDeps(config, log);
const health = { isDraining: false };
const server = await listen(createApp(deps, health), { port: config.port, drainMs: config.drainMs, health, log }).catch((error: unknown) => {
  log.fatal({ err: error, port: config.port }, 'the API cannot listen');
  process.exit(1);
});
log.info({ port: server.port, modules: config.modules ?? 'all' }, 'API is up');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

const HARD_STOP_MS = 25_000;

/** Answers what runs, lets go of the database. Whatever hangs ends with the process. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'API stops');
  setTimeout(() => process.exit(1), HARD_STOP_MS).unref();
  await server.stop();
  await deps.close();
  log.info('API has stopped');
}
