import { createServer } from 'node:http';
import { createLog } from '@stoa/platform/log';
import { createApp } from './app.js';
import { readConfig } from './config.js';
import { openDeps } from './deps.js';

const config = readConfig(process.env);
const log = createLog({ name: 'api', level: config.logLevel });
const deps = await openDeps(config, log);
const health = { isDraining: false };
const server = createServer(createApp(deps, health));
// A little longer than a load balancer keeps a connection, so that it is never we who close one it is about to use.
server.keepAliveTimeout = 65_000;
server.headersTimeout = 66_000;
server.requestTimeout = 30_000;

server.on('error', (error) => {
  log.fatal({ err: error, port: config.port }, 'the API cannot listen');
  process.exit(1);
});
server.listen(config.port, () => log.info({ port: config.port, modules: config.modules ?? 'all' }, 'API is up'));

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

const HARD_STOP_MS = 25_000;

/** Not ready, wait until the load balancer has seen it, answer what runs, let go of the database. Whatever hangs ends with the process. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'API stops');
  health.isDraining = true;
  setTimeout(() => process.exit(1), HARD_STOP_MS).unref();
  await new Promise((resolve) => setTimeout(resolve, config.drainMs));
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  await deps.close();
  log.info('API has stopped');
}
