// The embedded PostgreSQL: the real server, started by its own initdb and pg_ctl, outliving Ctrl-C and crashes of whoever started it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ids, isEmpty, makeOwned, reachablePlaces, serverAccount } from './binaries.mjs';
import { LauncherError } from './errors.mjs';
import { anyFreePort, isFreePort } from './ports.mjs';
import { isAlive } from './processes.mjs';

export { ensureRoles } from './roles.mjs';

/**
 * @typedef {{ url: string, port: number, adopted: boolean, dataDir: string, stop: () => Promise<void> }} Cluster
 * `url` is the superuser's (user and database `postgres`), for the launcher and the tests only.
 */

const durable = { max_connections: '200', jit: 'off', max_wal_size: '1GB', log_min_messages: 'warning' };
/** A test's cluster is thrown away, so nothing waits for the disk. */
const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200', jit: 'off', log_min_messages: 'warning', max_wal_size: '2GB', checkpoint_timeout: '1h', autovacuum_naptime: '5min' };

/**
 * Starts the cluster kept in `dataDir` (made on first use), or takes over the one already running there.
 * Two callers for one directory wait for each other: the second adopts what the first started.
 * @param {{ dataDir: string, port?: number, log?: (line: string) => void, adopt?: boolean, forTests?: boolean, settings?: Record<string, string> }} options
 *   `port`: wanted port (default: the last one, else any free one; a taken one is replaced by a free one);
 *   `adopt: false`: a cluster still running there is stopped and its data thrown away first;
 *   `forTests`: no durability.
 * @returns {Promise<Cluster>}
 */
export async function startCluster({ dataDir, port, log = () => {}, adopt = true, forTests = false, settings = {} }) {
  const home = resolve(dataDir);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const account = serverAccount();
  const unlock = await lock(home);
  try {
    const { bin, place } = reachablePlaces({ home, account });
    const at = { home, account, bin, data: join(place, 'data'), serverLog: join(place, 'server.log'), place };
    if (!adopt) await discard(at);
    const known = readCluster(home);
    if (known && (await isRunning(at))) {
      const running = Number(readFileSync(join(at.data, 'postmaster.pid'), 'utf8').split('\n')[3]);
      log(`PostgreSQL is still running on port ${running}`);
      return cluster(at, { password: known.password, port: running, adopted: true });
    }
    const password = known?.password ?? (await initialise(at, log));
    const chosen = await firstFree([port, known?.port]);
    writeCluster(home, { password, port: chosen, dataDir: at.data });
    await start(at, chosen, { ...(forTests ? forgetful : durable), ...settings });
    log(`PostgreSQL is up on port ${chosen}`);
    return cluster(at, { password, port: chosen, adopted: false });
  } finally {
    unlock();
  }
}

/**
 * Stops the cluster of `dataDir` if one runs, and deletes its data.
 * @param {{ dataDir: string }} options
 */
export async function destroyCluster({ dataDir }) {
  const home = resolve(dataDir);
  if (!existsSync(home)) return;
  const account = serverAccount();
  const { bin, place } = reachablePlaces({ home, account });
  await discard({ home, account, bin, data: join(place, 'data'), serverLog: join(place, 'server.log'), place });
  rmSync(home, { recursive: true, force: true });
  if (place !== home) rmSync(place, { recursive: true, force: true });
}

/** @typedef {{ home: string, place: string, data: string, serverLog: string, account: { uid: number, gid: number, name: string } | null, bin: (program: string) => string }} At */

/** @param {At} at @param {{ password: string, port: number, adopted: boolean }} facts @returns {Cluster} */
function cluster(at, { password, port, adopted }) {
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    adopted,
    dataDir: at.data,
    stop: () => stop(at),
  };
}

/** @param {At} at @param {(line: string) => void} log */
async function initialise(at, log) {
  if (existsSync(join(at.data, 'PG_VERSION'))) throw new LauncherError(`${at.data} holds a database whose password (${join(at.home, 'cluster.json')}) is gone. Put it back, or start afresh: npm run db:reset`);
  log('Making the database cluster (once)');
  rmSync(at.data, { recursive: true, force: true }); // what an initdb that was killed left behind
  makeOwned(at.place, at.account);
  const password = randomBytes(24).toString('hex');
  const passwordFile = join(at.place, `.password-${process.pid}`);
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (at.account) chownSync(passwordFile, at.account.uid, at.account.gid);
    await run(at, 'initdb', ['--pgdata', at.data, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync', '--no-instructions', '--set=scram_iterations=64']);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  return password;
}

/** @param {At} at @param {number} port @param {Record<string, string>} settings */
async function start(at, port, settings) {
  const options = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port), timezone: 'UTC', log_timezone: 'UTC', ...settings };
  const words = Object.entries(options).map(([name, value]) => `-c ${name}=${value === '' ? '""' : value}`);
  try {
    await run(at, 'pg_ctl', ['start', '-w', '-t', '60', '-D', at.data, '-l', at.serverLog, '-o', words.join(' ')]);
  } catch (error) {
    throw new LauncherError(`PostgreSQL did not start. Its last words (${at.serverLog}):\n${tail(at.serverLog)}\n${/** @type {Error} */ (error).message}`);
  }
}

/** @param {At} at */
async function stop(at) {
  if (await isRunning(at)) await run(at, 'pg_ctl', ['stop', '-w', '-t', '60', '-m', 'fast', '-D', at.data]);
}

/** @param {At} at */
async function isRunning(at) {
  if (!existsSync(join(at.data, 'postmaster.pid'))) return false;
  const { code } = await execute(at, 'pg_ctl', ['status', '-D', at.data]);
  return code === 0;
}

/** @param {At} at */
async function discard(at) {
  await stop(at);
  if (!isEmpty(at.data)) rmSync(at.data, { recursive: true, force: true });
  rmSync(join(at.home, 'cluster.json'), { force: true });
  rmSync(at.serverLog, { force: true });
}

/** @param {At} at @param {string} program @param {string[]} args */
async function run(at, program, args) {
  const { code, output } = await execute(at, program, args);
  if (code !== 0) throw new LauncherError(`${program} failed (${code}): ${output.trim()}`);
}

/**
 * In a process group of its own: a Ctrl-C in the terminal reaches neither the program nor the server it starts.
 * @param {At} at @param {string} program @param {string[]} args @returns {Promise<{ code: number | null, output: string }>}
 */
function execute(at, program, args) {
  return new Promise((done, fail) => {
    const { PATH = '', SystemRoot = '', TZ = 'UTC' } = process.env;
    const env = { PATH, TZ, LC_ALL: 'C', ...(SystemRoot ? { SystemRoot } : {}) };
    const child = spawn(at.bin(program), args, { ...ids(at.account), cwd: at.account ? '/' : at.home, env, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', fail);
    // 'exit', not 'close': the server inherits what pg_ctl holds open on some systems.
    child.on('exit', (code) => setImmediate(() => done({ code, output })));
  });
}

/** @param {string} home @returns {{ password: string, port: number } | null} */
function readCluster(home) {
  const file = join(home, 'cluster.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** @param {string} home @param {{ password: string, port: number, dataDir: string }} facts */
function writeCluster(home, facts) {
  const file = join(home, 'cluster.json');
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(facts), { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}

/** The first of the wanted ports that nobody listens on, else any free one. @param {(number | undefined)[]} wanted */
async function firstFree(wanted) {
  for (const port of wanted) if (port && (await isFreePort(port))) return port;
  return anyFreePort();
}

/** One start at a time per directory; a lock whose holder is dead is taken over. @param {string} home */
async function lock(home) {
  const file = join(home, 'starting.lock');
  for (let waited = 0; waited < 120_000; waited += 100) {
    try {
      const handle = openSync(file, 'wx');
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      if (isStale(file)) rmSync(file, { force: true });
      else await new Promise((wake) => setTimeout(wake, 100));
    }
  }
  throw new LauncherError(`Another start holds ${file}. If none is running, delete that file.`);
}

/** @param {string} file */
function isStale(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    if (!holder) return Date.now() - statSync(file).mtimeMs > 5_000;
    return !isAlive(holder);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return false; // given back just now
    throw error;
  }
}

/** @param {string} file */
const tail = (file) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-15).join('\n') : '(no log)');
