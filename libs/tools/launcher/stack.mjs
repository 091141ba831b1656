// The whole of Stoa on this machine: what is built, started and stopped, and in which order.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles, buildWeb, bundlePath, entryOf, storefrontServer } from './build.mjs';
import { markSeed, openStoaDatabase, recreateDatabase, seedState } from './database.mjs';
import { environmentFor, machineEnvironment, ownerEnvironment, urlsFor } from './environment.mjs';
import { LauncherError } from './errors.mjs';
import { waitForHttp } from './health.mjs';
import { createSupervisor } from './supervisor.mjs';
import { inState, readJson, readSecrets, root } from './state.mjs';
import { emptyWorld } from './table.mjs';

/** @typedef {import('./ports.mjs').Ports} Ports */
/** @typedef {import('./database.mjs').StoaDatabase} StoaDatabase */
/** @typedef {import('./state.mjs').RunningProcess} RunningProcess */
/**
 * @typedef {{ step: <T>(name: string, work: () => Promise<T>, words?: (result: T) => string) => Promise<T>, note: (line: string) => void }} Voice
 * `step` prints a line with its duration when the work is done.
 */

export const logDir = inState('logs');
/** Where everything stands that belongs to the database beside it: what throws the one away throws the others away. */
export const dataPlaces = { filesDir: inState('files'), sandboxDir: inState('sandbox'), worldFile: inState('world.json') };

/** The order in which they are asked to finish: first nobody may come in, then the work under way is finished, then the outside world goes. */
const stopOrder = [['migrate', 'seed'], ['storefront', 'admin'], ['api'], ['worker'], ['sandbox']];

/**
 * @param {{ ports: Ports, voice: Voice, given: Record<string, string | undefined>, onChange: (processes: RunningProcess[]) => void }} options
 */
export function createStack({ ports, voice, given, onChange }) {
  const aborted = new AbortController();
  const supervisor = createSupervisor({ logDir, note: voice.note, onChange, onGiveUp: (error) => aborted.abort(error) });
  /** @type {Promise<StoaDatabase> | null} */
  let opening = null;
  /** @type {Record<string, string>} */
  let env = {};

  /** Until every page can be opened. Throws what went wrong first, be it a step or a process that died. */
  async function start() {
    await Promise.race([allSteps(), abortion(aborted.signal)]);
    supervisor.settled();
  }

  async function allSteps() {
    const bundled = voice.step('programs', bundle, (changed) => (changed ? 'bundled' : 'unchanged'));
    const storefrontBuilt = settledLater(bundled.then(() => voice.step('storefront pages', () => buildWeb('storefront'), (changed) => (changed ? 'built' : 'unchanged'))));
    opening = voice.step('database', () => openStoaDatabase({ given, port: ports.postgres, log: voice.note }), ({ words }) => words);
    const database = await opening;
    await bundled;
    await prepareDatabase(database);
    startBackend(env);
    await voice.step('api, worker, sandbox', () => backendReady());
    const seeded = settledLater(seedIfNew(database));
    await storefrontBuilt;
    // React's production build is what was bundled for the browser; the two must be the same to hydrate.
    run('storefront', join(root, storefrontServer), { ...env, NODE_ENV: 'production' });
    await voice.step('storefront', () => ready('storefront', ports.storefront, '/livez'), () => `open: ${urlsFor(ports).storefrontTemplate.replace('{slug}', 'oma')}`);
    await voice.step('admin pages', () => buildWeb('admin'), (changed) => (changed ? 'built' : 'unchanged'));
    run('admin', bundlePath('admin'), env);
    await voice.step('admin', () => ready('admin', ports.admin, '/livez'));
    await seeded;
  }

  /** Tables first, and what an interrupted first seeding left is thrown away: half a world explains itself to nobody. @param {StoaDatabase} at */
  async function prepareDatabase(at) {
    if ((await seedState(at.urls.DATABASE_OWNER_URL)) === 'begun') {
      if (!at.superUrl) throw new LauncherError('The first seeding of that database was interrupted, and it is not ours to throw away. Drop it, or name another one in DATABASE_OWNER_URL.');
      voice.note('The first seeding was interrupted: the database is made anew.');
      at.urls = await recreateDatabase(at.superUrl);
      for (const path of Object.values(dataPlaces)) rmSync(path, { recursive: true, force: true });
    }
    env = { ...machineEnvironment(given), ...environmentFor({ ports, secrets: readSecrets(), database: at.urls, ...dataPlaces, given }) };
    mkdirSync(dataPlaces.filesDir, { recursive: true });
    await voice.step('migrations', () => once('migrate', join(root, 'libs/tools/migrate/migrate.mjs'), ownerEnvironment(env, at.urls)));
  }

  /** @param {Record<string, string>} environment */
  function startBackend(environment) {
    for (const name of /** @type {const} */ (['sandbox', 'api', 'worker'])) run(name, bundlePath(name), environment);
  }

  async function backendReady() {
    await Promise.all([ready('sandbox', ports.sandbox, '/'), ready('api', ports.api, '/readyz', (status) => status === 200)]);
  }

  /** @param {StoaDatabase} at */
  async function seedIfNew(at) {
    if (!entryOf('seed') || (await seedState(at.urls.DATABASE_OWNER_URL)) === 'done') return;
    await voice.step('small world', async () => {
      await markSeed(at.urls.DATABASE_OWNER_URL, 'begun');
      await once('seed', bundlePath('seed'), ownerEnvironment(env, at.urls));
      await markSeed(at.urls.DATABASE_OWNER_URL, 'done');
    }, () => 'seeded');
  }

  /** @param {string} name @param {string} entry @param {Record<string, string>} environment */
  const run = (name, entry, environment) => supervisor.start({ name, entry, env: environment, cwd: root });

  /** @param {string} name @param {string} entry @param {Record<string, string>} environment */
  const once = (name, entry, environment) => supervisor.runOnce({ name, entry, env: environment, cwd: root });

  /** @param {string} name @param {number} port @param {string} path @param {(status: number) => boolean} [isReady] */
  const ready = (name, port, path, isReady) => waitForHttp(name, { port, path, isReady, signal: aborted.signal });

  async function stop() {
    for (const names of stopOrder) await supervisor.stop(names);
    const database = await opening?.catch(() => null); // a database that did not open needs no stopping
    await database?.stop();
  }

  return {
    start,
    stop,
    killAll: supervisor.killAll,
    failed: abortion(aborted.signal),
    abort: (/** @type {unknown} */ reason) => aborted.abort(reason),
    world: () => readJson(dataPlaces.worldFile) ?? emptyWorld,
  };
}

/** All programs that have an entry in the tree, bundled in one pass. */
export function bundle() {
  const names = /** @type {const} */ (['api', 'worker', 'sandbox', 'admin', 'seed']);
  return buildBundles(names.filter((name) => name !== 'seed' || entryOf(name)));
}

/** @param {AbortSignal} signal @returns {Promise<never>} */
function abortion(signal) {
  const promise = /** @type {Promise<never>} */ (new Promise((_, fail) => signal.addEventListener('abort', () => fail(signal.reason), { once: true })));
  return settledLater(promise);
}

/** A promise that somebody awaits later: until then its failure is not an unhandled one. @template T @param {Promise<T>} promise @returns {Promise<T>} */
function settledLater(promise) {
  promise.catch(() => {});
  return promise;
}
