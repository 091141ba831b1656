// Several processes of the API and of the worker on one database of their own, as a larger deployment has them: real programs, real ports, nothing of a running `npm start`.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildBundles, bundlePath } from './build.mjs';
import { environmentFor, machineEnvironment } from './environment.mjs';
import { LauncherError } from './errors.mjs';
import { waitForHttp } from './health.mjs';
import { installIfNeeded } from './install.mjs';
import { anyFreePort } from './ports.mjs';
import { inState, readSecrets, root } from './state.mjs';
import { createSupervisor } from './supervisor.mjs';

/** `others`: programs that the suite starts itself. @typedef {{ apis: number, workers: number, others?: readonly import('./build.mjs').BundleName[] }} FleetSize */
/** @typedef {Awaited<ReturnType<typeof import('../testing/cluster.mjs').openTestCluster>>} Cluster */

/** Connections of each process to the application's pool: a test cluster has 200 for all. */
const POOL = '10';

/**
 * Starts a fleet, runs a program of libs/tools against it, and ends all of it. Answers with the program's exit code.
 * The program is told `API_URLS` (comma between them) beside the usual variables.
 * @param {import('./build.mjs').BundleName} program @param {FleetSize} size
 * @returns {Promise<number>}
 */
export async function runWithFleet(program, size) {
  await installIfNeeded(console.log);
  await buildBundles(['api', 'worker', 'sandbox', program, ...(size.others ?? [])]);
  const { closeTestCluster, openTestCluster } = await import('../testing/cluster.mjs'); // it needs what was just installed
  const cluster = await openTestCluster({ workers: 1 });
  const directory = mkdtempSync(join(tmpdir(), 'stoa-fleet-'));
  const stopping = new AbortController();
  const supervisor = createSupervisor({ logDir: inState('logs', program), note: console.log, onChange: () => {}, onGiveUp: (error) => stopping.abort(error) });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => stopping.abort(new LauncherError('Stopped.')));
  try {
    const env = await startFleet(supervisor, { cluster, directory, size, signal: stopping.signal });
    return await runProgram(program, { ...env, STOA_TEST_HARNESS: JSON.stringify(cluster.harness) }, stopping.signal);
  } finally {
    for (const names of [namesOf('api', size.apis), namesOf('worker', size.workers), ['sandbox']]) await supervisor.stop(names);
    await closeTestCluster(cluster);
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @param {'api' | 'worker'} name @param {number} count */
const namesOf = (name, count) => Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);

/**
 * @param {ReturnType<typeof createSupervisor>} supervisor
 * @param {{ cluster: Cluster, directory: string, size: FleetSize, signal: AbortSignal }} options
 * @returns {Promise<Record<string, string>>}
 */
async function startFleet(supervisor, { cluster, directory, size, signal }) {
  const apiNames = namesOf('api', size.apis);
  const chosen = await freePorts([...apiNames, 'sandbox', 'smtp', 'storefront', 'admin']);
  const apiPorts = apiNames.map((name) => portOf(chosen, name));
  const { sandbox, smtp, storefront, admin } = { sandbox: portOf(chosen, 'sandbox'), smtp: portOf(chosen, 'smtp'), storefront: portOf(chosen, 'storefront'), admin: portOf(chosen, 'admin') };
  const ports = { api: portOf(chosen, 'api-1'), sandbox, smtp, storefront, oma: storefront, solano: storefront, admin, postgres: 0 };
  const filesDir = join(directory, 'files');
  mkdirSync(filesDir);
  const usual = environmentFor({ ports, secrets: readSecrets(), database: urlsOf(cluster.harness), filesDir, sandboxDir: join(directory, 'sandbox'), worldFile: join(directory, 'world.json'), given: partsOf(process.env) });
  const env = { ...machineEnvironment(process.env), ...usual, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn', DATABASE_POOL: POOL };
  const start = (/** @type {string} */ name, /** @type {'api' | 'worker' | 'sandbox'} */ program, /** @type {Record<string, string>} */ own = {}) => supervisor.start({ name, entry: bundlePath(program), env: { ...env, ...own }, cwd: root });
  start('sandbox', 'sandbox');
  apiPorts.forEach((port, index) => start(apiNames[index] ?? 'api', 'api', { API_PORT: String(port) }));
  for (const name of namesOf('worker', size.workers)) start(name, 'worker');
  await waitForHttp('sandbox', { port: sandbox, signal });
  for (const port of apiPorts) await waitForHttp('api', { port, path: '/readyz', isReady: (status) => status === 200, signal });
  return { ...env, API_URLS: apiPorts.map((port) => `http://localhost:${port}`).join(',') };
}

/** @param {Record<string, number>} ports @param {string} name */
function portOf(ports, name) {
  const port = ports[name];
  if (port === undefined) throw new LauncherError(`No port was chosen for ${name}.`);
  return port;
}

/** Redis and its like, where the environment names them; a prefix of its own keeps this fleet apart from others. @param {NodeJS.ProcessEnv} given */
function partsOf(given) {
  const { REDIS_URL, OPENSEARCH_URL, S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = given;
  return { REDIS_URL, REDIS_PREFIX: `fleet-${process.pid}`, OPENSEARCH_URL, OPENSEARCH_PREFIX: `fleet-${process.pid}`, S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY };
}

/** @template {string} Name @param {readonly Name[]} names @returns {Promise<Record<Name, number>>} */
async function freePorts(names) {
  const ports = new Set();
  while (ports.size < names.length) ports.add(await anyFreePort());
  return /** @type {Record<Name, number>} */ (Object.fromEntries([...ports].map((port, index) => [names[index], port])));
}

/** @param {Cluster['harness']} harness */
function urlsOf({ urls, prefix }) {
  const own = Object.entries(urls).map(([name, url]) => [name, Object.assign(new URL(url), { pathname: `/${prefix}_w1` }).href]);
  return /** @type {import('./roles.mjs').RoleUrls} */ (Object.fromEntries(own));
}

/** @param {import('./build.mjs').BundleName} program @param {Record<string, string>} env @param {AbortSignal} signal */
async function runProgram(program, env, signal) {
  if (signal.aborted) throw signal.reason;
  const child = spawn(process.execPath, ['--enable-source-maps', bundlePath(program), ...process.argv.slice(3)], { cwd: root, stdio: 'inherit', env });
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  const [code] = await once(child, 'exit');
  if (signal.aborted) throw signal.reason;
  return code ?? 1;
}
