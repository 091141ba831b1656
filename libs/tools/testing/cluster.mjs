// The cluster behind the tests: shared by the runs of this clone, one template per state of the migrations, databases named after the run.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ensureRoles, startCluster } from '../launcher/postgres.mjs';
import { hashOf, migrate, readMigrations } from '../migrate/migrate.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const home = join(root, '.stoa/test-cluster');
const runs = join(home, 'runs');
/** While this file exists, the cluster outlives the run: for days with many small runs. */
const keep = join(home, 'keep');
const TEMPLATES_KEPT = 12;

/**
 * Finds or starts the cluster and makes the template and the workers' databases.
 * @param {{ workers: number }} options
 */
export async function openTestCluster({ workers }) {
  const given = process.env.STOA_TEST_DATABASE_URL;
  mkdirSync(runs, { recursive: true });
  writeFileSync(join(runs, String(process.pid)), '');
  const cluster = given ? null : await startAnswering();
  const superUrl = given ?? /** @type {NonNullable<typeof cluster>} */ (cluster).url;
  const migrations = await readMigrations();
  const template = `stoa_template_${hashOf(migrations)}`;
  const prefix = `stoa_test_${process.pid}`;
  const urls = await asSuperuser(superUrl, async (client) => {
    await client.query("select pg_advisory_lock(hashtext('stoa test template'))");
    await dropLeftovers(client);
    const made = await ensureTemplate(client, superUrl, template, migrations);
    for (let worker = 1; worker <= workers; worker += 1) await client.query(`create database ${prefix}_w${worker} template ${template} owner stoa_owner`);
    return made;
  });
  return { cluster, harness: { superUrl, urls, template, prefix } };
}

/** Another run may be stopping the cluster at the very moment in which we adopt it: then it is started again. */
async function startAnswering() {
  for (let attempt = 1; ; attempt += 1) {
    const cluster = await startCluster({ dataDir: home, forTests: true });
    try {
      await asSuperuser(cluster.url, (client) => client.query('select 1'));
      return cluster;
    } catch (error) {
      if (attempt === 5) throw error;
      await new Promise((wake) => setTimeout(wake, 300));
    }
  }
}

/** Drops this run's databases, and stops the cluster when no other run uses it. @param {Awaited<ReturnType<typeof openTestCluster>>} opened */
export async function closeTestCluster({ cluster, harness }) {
  rmSync(join(runs, String(process.pid)), { force: true });
  await asSuperuser(harness.superUrl, async (client) => {
    const { rows } = await client.query('select datname from pg_database where datname like $1', [`${harness.prefix.replaceAll('_', '\\_')}\\_%`]);
    for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
  });
  if (cluster && !existsSync(keep) && liveRuns().length === 0) await cluster.stop();
}

/** @param {pg.Client} client @param {string} superUrl @param {string} template @param {Awaited<ReturnType<typeof readMigrations>>} migrations */
async function ensureTemplate(client, superUrl, template, migrations) {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
  if (rowCount) return ensureRoles(superUrl, { database: template });
  // Under another name until it is whole: a run that dies in the middle leaves no half template.
  const draft = `${template}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  const { DATABASE_OWNER_URL: ownerUrl } = await ensureRoles(superUrl, { database: draft });
  await migrate({ ownerUrl, migrations });
  await client.query(`alter database ${draft} rename to ${template}`);
  return ensureRoles(superUrl, { database: template });
}

/** What killed runs and former migrations left behind. @param {pg.Client} client */
async function dropLeftovers(client) {
  const { rows } = await client.query("select datname from pg_database where datname like 'stoa\\_t%' order by oid desc");
  const names = rows.map((row) => /** @type {string} */ (row.datname));
  const dead = names.filter((name) => /^stoa_test_\d+_/.test(name) && !isAlive(Number(name.split('_')[2])));
  const old = names.filter((name) => /^stoa_template_[0-9a-f]+$/.test(name)).slice(TEMPLATES_KEPT);
  for (const name of [...dead, ...old]) {
    // One that is being copied right now refuses; the next run tries again.
    await client.query(`drop database if exists ${name}`).catch((error) => {
      if (error.code !== '55006') throw error;
    });
  }
}

function liveRuns() {
  const pids = readdirSync(runs).map(Number);
  for (const pid of pids) if (!isAlive(pid)) rmSync(join(runs, String(pid)), { force: true });
  return pids.filter(isAlive);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @template T @param {string} url @param {(client: pg.Client) => Promise<T>} work @returns {Promise<T>} */
async function asSuperuser(url, work) {
  const client = new pg.Client({ connectionString: url, application_name: 'stoa tests' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
