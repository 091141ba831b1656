// Brings a database to the present: migrations/*.ts in the order of their names, each in a transaction of its own, as stoa_owner.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import pg from 'pg';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const NAME = /^\d{14}_[a-z]+_[a-z0-9_]+\.ts$/;
/** A migration waits this long for a lock and then gives up, rather than queue everybody behind it. */
const LOCK_TIMEOUT = '5s';

/** @typedef {{ name: string, sql: string, sha256: string }} Migration */

/**
 * Reads the migrations: each file exports `sql`. The hash is of the SQL that is sent, so that a changed helper is noticed too.
 * @param {string} [directory]
 * @returns {Promise<Migration[]>}
 */
export async function readMigrations(directory = join(root, 'migrations')) {
  const names = readdirSync(directory).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).sort();
  for (const name of names) if (!NAME.test(name)) throw new Error(`migrations/${name} is not named <utc>_<context>_<what>.ts`);
  const contents = names.map((name, index) => `export { sql as m${index} } from ${JSON.stringify(`./${name}`)};`).join('\n');
  const built = await build({ stdin: { contents, resolveDir: directory, loader: 'ts' }, bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'silent' });
  const [bundle] = built.outputFiles;
  if (!bundle) throw new Error(`The migrations in ${directory} make no bundle.`);
  const module = await import(`data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`);
  return names.map((name, index) => {
    const sql = module[`m${index}`];
    return { name: name.replace(/\.ts$/, ''), sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/** One hash for all of them: the name of a template database. @param {readonly Migration[]} migrations */
export const hashOf = (migrations) => createHash('sha256').update(migrations.map((m) => `${m.name} ${m.sha256}`).join('\n')).digest('hex').slice(0, 12);

/**
 * Applies what is missing and answers with the names. Several processes may call it at once: one works, the others wait and find nothing to do.
 * @param {{ ownerUrl: string, migrations?: readonly Migration[], log?: (line: string) => void }} options
 * @returns {Promise<{ applied: string[] }>}
 */
export async function migrate({ ownerUrl, migrations, log = () => {} }) {
  const wanted = migrations ?? (await readMigrations());
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'stoa migrate' });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('stoa migrate'))");
    const applied = await applyMissing(client, wanted, log);
    return { applied };
  } finally {
    await client.end();
  }
}

/** @param {pg.Client} client @param {readonly Migration[]} wanted @param {(line: string) => void} log */
async function applyMissing(client, wanted, log) {
  const known = await readApplied(client);
  const gone = [...known.keys()].filter((name) => !wanted.some((m) => m.name === name));
  if (gone.length > 0) throw new Error(`The database has had migrations that are not in migrations/: ${gone.join(', ')}. In development: npm run db:reset`);
  const applied = [];
  for (const migration of wanted) {
    const sha256 = known.get(migration.name);
    if (sha256 === migration.sha256) continue;
    if (sha256) throw new Error(`migrations/${migration.name}.ts was edited after it was applied. Write a new migration instead; in development: npm run db:reset`);
    await apply(client, migration);
    applied.push(migration.name);
    log(migration.name);
  }
  return applied;
}

/** @param {pg.Client} client @returns {Promise<Map<string, string>>} */
async function readApplied(client) {
  const { rows: [{ exists }] } = await client.query("select to_regclass('platform.migrations') is not null as exists");
  if (!exists) return new Map();
  const { rows } = await client.query('select name, sha256 from platform.migrations');
  return new Map(rows.map((row) => [row.name, row.sha256]));
}

/** @param {pg.Client} client @param {Migration} migration */
async function apply(client, migration) {
  try {
    await client.query(`begin; set local lock_timeout = '${LOCK_TIMEOUT}'`);
    await client.query(migration.sql);
    await client.query('create table if not exists platform.migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())');
    await client.query('insert into platform.migrations (name, sha256) values ($1, $2)', [migration.name, migration.sha256]);
    await client.query('commit');
  } catch (thrown) {
    await client.query('rollback');
    const error = /** @type {Error & { position?: string }} */ (thrown);
    const at = error.position ? ` near: ${migration.sql.slice(Math.max(0, Number(error.position) - 60), Number(error.position) + 60).replaceAll(/\s+/g, ' ')}` : '';
    throw new Error(`migrations/${migration.name}.ts failed: ${error.message}${at}`, { cause: error });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const ownerUrl = process.env.DATABASE_OWNER_URL;
  if (!ownerUrl) throw new Error('DATABASE_OWNER_URL is missing: the address of the database with the login of stoa_owner.');
  const { applied } = await migrate({ ownerUrl, log: (line) => console.log(`applied ${line}`) });
  console.log(applied.length === 0 ? 'The database is up to date.' : `${applied.length} migrations applied.`);
}
