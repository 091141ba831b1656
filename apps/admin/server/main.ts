import { createServer } from 'node:http';
import { pino } from 'pino';
import { createApp } from './app.js';
import { readConfig } from './config.js';

const config = readConfig(process.env);
const log = pino({ name: 'admin', level: config.logLevel });
const server = createServer(createApp(config));
server.on('error', (error) => {
  log.fatal({ err: error, port: config.port }, 'the admin cannot listen');
  process.exit(1);
});
server.listen(config.port, () => log.info({ port: config.port }, 'admin is up'));

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal));

/** Running requests are answered; one that hangs (a stream) does not hold the process for longer than three seconds. */
function stop(signal: string): void {
  log.info({ signal }, 'admin stops');
  setTimeout(() => process.exit(0), 3_000).unref();
  server.close(() => process.exit(0));
  server.closeIdleConnections();
}
