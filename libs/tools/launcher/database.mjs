// Which database the processes get: the one that the environment names, or the embedded one; with its roles, its tables and its seed.
import { destroyCluster, ensureRoles, startCluster } from './postgres.mjs';
import { LauncherError } from './errors.mjs';
import { inState } from './state.mjs';

/** @typedef {import('./roles.mjs').RoleUrls} RoleUrls */
/** @typedef {{ urls: RoleUrls, isEmbedded: boolean, wasRunning: boolean, superUrl: string | null, words: string, stop: () => Promise<void> }} StoaDatabase */

export const databaseName = 'stoa';
const names = /** @type {const} */ (['DATABASE_OWNER_URL', 'DATABASE_URL', 'DATABASE_CONTROL_URL', 'DATABASE_RELAY_URL']);

const databaseMissing = '3D000';

/**
 * @param {{ given: Record<string, string | undefined>, port: number, log: (line: string) => void }} options
 * @returns {Promise<StoaDatabase>}
 */
export async function openStoaDatabase({ given, port, log }) {
  const named = await namedDatabase(given);
  if (named) return { urls: named, isEmbedded: false, wasRunning: true, superUrl: null, words: `the server of ${new URL(named.DATABASE_OWNER_URL).host}, as the environment says`, stop: async () => {} };
  const cluster = await startCluster({ dataDir: inState('postgres'), port, log });
  const { superUrl, urls } = { superUrl: cluster.url, urls: await ensureRoles(cluster.url, { database: databaseName }) };
  return { urls, isEmbedded: true, wasRunning: cluster.adopted, superUrl, words: `embedded PostgreSQL on port ${cluster.port}${cluster.adopted ? ', found running' : ''}`, stop: cluster.stop };
}

/**
 * The logins of a server that the environment names; null when it names none.
 * @param {Record<string, string | undefined>} given
 * @returns {Promise<RoleUrls | null>}
 */
async function namedDatabase(given) {
  if (!given.DATABASE_URL && !given.DATABASE_OWNER_URL) return null;
  if (!given.DATABASE_OWNER_URL) throw new LauncherError('DATABASE_URL is set but DATABASE_OWNER_URL is not. Name the owner too (it migrates); the other logins are made if they are not named.');
  if (names.every((name) => given[name])) return /** @type {RoleUrls} */ (Object.fromEntries(names.map((name) => [name, given[name]])));
  const owner = new URL(given.DATABASE_OWNER_URL);
  const database = decodeURIComponent(owner.pathname.slice(1)) || databaseName;
  try {
    return await ensureRoles(owner.href, { database }).catch((error) => {
      if (error.code !== databaseMissing) throw error;
      // The database itself is made too; until then one connects to the one that every server has.
      return ensureRoles(Object.assign(new URL(owner), { pathname: '/postgres' }).href, { database });
    });
  } catch (error) {
    throw new LauncherError(`The logins stoa_owner, stoa_app, stoa_relay and stoa_control could not be made with DATABASE_OWNER_URL (${/** @type {Error} */ (error).message}). Either name a superuser there, or all of ${names.join(', ')}.`);
  }
}

/**
 * How far the first seeding went, written on the database itself: it goes where the data goes.
 * @param {string} ownerUrl
 * @returns {Promise<'none' | 'begun' | 'done'>}
 */
export async function seedState(ownerUrl) {
  const mark = await ask(ownerUrl, "select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()");
  return /** @type {'begun' | 'done' | undefined} */ (/^stoa seed (begun|done)$/.exec(mark?.mark ?? '')?.[1]) ?? 'none';
}

/** @param {string} ownerUrl @param {'begun' | 'done'} state */
export async function markSeed(ownerUrl, state) {
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  await ask(ownerUrl, `comment on database "${database.replaceAll('"', '""')}" is 'stoa seed ${state}'`);
}

/** Throws the embedded database away and makes an empty one, roles included. @param {string} superUrl */
export async function recreateDatabase(superUrl) {
  await ask(superUrl, `drop database if exists "${databaseName}" with (force)`);
  return ensureRoles(superUrl, { database: databaseName });
}

/** Deletes the embedded cluster with everything in it. */
export const destroyEmbedded = () => destroyCluster({ dataDir: inState('postgres') });

/** @param {string} url @param {string} sql @returns {Promise<any>} the first row */
async function ask(url, sql) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // a server that is stopped meanwhile fails the query at hand; that is where it is reported
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}
