import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { withDatabase } from '@stoa/platform/testing';
// @ts-expect-error the runner is plain JavaScript: it starts before anything is built
import { hashOf, migrate, readMigrations } from './migrate.mjs';

type Migration = { name: string; sql: string; sha256: string };
const step = (name: string, sql: string): Migration => ({ name, sql, sha256: `${name} ${sql}` });

const withOwner = (work: (run: (more: readonly Migration[]) => Promise<{ applied: string[] }>, query: (sql: string) => Promise<Record<string, unknown>[]>, present: readonly Migration[]) => Promise<void>) =>
  withDatabase(async ({ urls }) => {
    const client = new pg.Client({ connectionString: urls.DATABASE_OWNER_URL });
    await client.connect();
    try {
      const present = (await readMigrations()) as Migration[];
      await work((more) => migrate({ ownerUrl: urls.DATABASE_OWNER_URL, migrations: [...present, ...more] }), async (sql) => (await client.query(sql)).rows, present);
    } finally {
      await client.end();
    }
  });

test('what is missing is applied, in order and once', () =>
  withOwner(async (run, query) => {
    const more = [step('29990101000000_platform_a', 'create table platform.a (n int)'), step('29990101000001_platform_b', 'insert into platform.a values (1)')];
    expect(await run([])).toEqual({ applied: [] });
    expect(await run(more)).toEqual({ applied: more.map((each) => each.name) });
    expect(await run(more)).toEqual({ applied: [] });
    expect(await query('select n from platform.a')).toEqual([{ n: 1 }]);
  }));

test('several processes may bring the database to the present at once', () =>
  withOwner(async (run, query) => {
    const more = [step('29990101000000_platform_a', 'create table platform.a (n int); insert into platform.a values (1)')];
    const runs = await Promise.all([run(more), run(more), run(more)]);
    expect(runs.flatMap((each) => each.applied)).toEqual(['29990101000000_platform_a']);
    expect(await query('select n from platform.a')).toEqual([{ n: 1 }]);
  }));

test('a migration that fails leaves nothing of itself, keeps those before it and names its file', () =>
  withOwner(async (run, query) => {
    const more = [step('29990101000000_platform_a', 'create table platform.a (n int)'), step('29990101000001_platform_b', 'create table platform.b (n int); select nonsense from platform.a')];
    await expect(run(more)).rejects.toThrow(/migrations\/29990101000001_platform_b\.ts failed: column "nonsense" does not exist near: .*select nonsense/s);
    expect(await query("select to_regclass('platform.a') is not null as a, to_regclass('platform.b') is not null as b")).toEqual([{ a: true, b: false }]);
  }));

test('one that was edited after it was applied, or is gone, stops everything', () =>
  withOwner(async (run, _query, present) => {
    const name = '29990101000000_platform_a';
    await run([step(name, 'create table platform.a (n int)')]);
    await expect(run([step(name, 'create table platform.a (n bigint)')])).rejects.toThrow(/29990101000000_platform_a\.ts was edited after it was applied.*npm run db:reset/);
    await expect(run([])).rejects.toThrow(/not in migrations\/: 29990101000000_platform_a.*npm run db:reset/);
    expect(hashOf(present)).not.toBe(hashOf(present.slice(1)));
  }));

test('a lock that somebody holds is waited for a little, not for ever', () =>
  withOwner(async (run, query) => {
    await query('begin; lock table platform.clock in access share mode');
    const begun = Date.now();
    await expect(run([step('29990101000000_platform_a', `set local lock_timeout = '200ms'; alter table platform.clock add column n int`)])).rejects.toThrow('lock timeout');
    expect(Date.now() - begun).toBeLessThan(4_000);
    await query('rollback');
  }));

test('a file whose name tells neither time nor context is refused', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'stoa-migrations-'));
  try {
    await writeFile(join(directory, '20261121000000_platform_begin.ts'), 'export const sql = `select 1`;');
    expect(await readMigrations(directory)).toMatchObject([{ name: '20261121000000_platform_begin', sql: 'select 1' }]);
    await writeFile(join(directory, 'orders.ts'), 'export const sql = `select 2`;');
    await expect(readMigrations(directory)).rejects.toThrow('migrations/orders.ts is not named <utc>_<context>_<what>.ts');
  } finally {
    await rm(directory, { recursive: true });
  }
});
