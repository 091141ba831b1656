import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pino } from 'pino';
import type { ServerBuild } from 'react-router';
import { createApp } from './app.js';
import { readConfig } from './config.js';
import { readWordsScripts } from './packed.js';
import { createShopResolver } from './resolve-shop.js';

const config = readConfig(process.env);
const log = pino({ name: 'storefront', level: config.logLevel });
const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const build = (await import(pathToFileURL(path.join(home, 'build/server/index.js')).href)) as ServerBuild;
const clientDir = path.join(home, 'build/client');
const app = createApp({ config, build, clientDir, wordsScripts: readWordsScripts(clientDir), resolveShop: createShopResolver(config.apiUrl), log });

const servers = [config.port, ...config.aliases.map((alias) => alias.port)].map((port) => listen(port));
log.info({ port: config.port }, 'storefront is up');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

function listen(port: number): Server {
  const server = createServer(app);
  server.on('error', (error) => { log.fatal({ err: error, port }, 'the storefront cannot listen'); process.exit(1); });
  return server.listen(port);
}

/** Running requests are answered, then the process ends; one that hangs does not hold it for longer than ten seconds. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'storefront stops');
  setTimeout(() => process.exit(1), 10_000).unref();
  await Promise.all(servers.map((server) => new Promise((done) => { server.close(done); server.closeIdleConnections(); })));
  process.exit(0);
}
