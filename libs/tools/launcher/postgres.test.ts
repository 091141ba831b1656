import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { destroyCluster, ensureRoles, startCluster } from './postgres.mjs';
import { isAlive } from './processes.mjs';

const ask = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('a cluster of its own', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'stoa-cluster-'));
  afterAll(() => destroyCluster({ dataDir }));

  test('two starts at once share one server, a later one adopts it, and what was written survives a stop', async () => {
    const [first, second] = await Promise.all([startCluster({ dataDir, forTests: true }), startCluster({ dataDir, forTests: true })]);
    expect([first.adopted, second.adopted].sort()).toEqual([false, true]);
    expect(second.port).toBe(first.port);
    const urls = await ensureRoles(first.url, { database: 'stoa' });
    await ask(urls.DATABASE_OWNER_URL, "create table kept (word text); insert into kept values ('here')");
    await first.stop();
    await expect(ask(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    const third = await startCluster({ dataDir, forTests: true });
    expect(third.port).toBe(first.port);
    expect(await ensureRoles(third.url, { database: 'stoa' })).toEqual(urls);
    expect(await ask(urls.DATABASE_OWNER_URL, 'select word from kept')).toEqual([{ word: 'here' }]);
  });

  test('it speaks UTF-8 with the same order everywhere, whatever LANG says', async () => {
    const { url } = await startCluster({ dataDir, forTests: true });
    const { DATABASE_OWNER_URL: owner } = await ensureRoles(url, { database: 'stoa' });
    expect(await ask(owner, "select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale, 'Ä' > 'Z' as by_code_point, lower('ÄÖ') as lower from pg_database where datname = current_database()"))
      .toEqual([{ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', by_code_point: true, lower: 'äö' }]);
  });

  test('the four logins are neither superuser nor above row-level security, and the owner falls under the policies of the app', async () => {
    const { url } = await startCluster({ dataDir, forTests: true });
    const urls = await ensureRoles(url, { database: 'stoa' });
    const facts = 'select current_user as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as mighty from pg_roles where rolname = current_user';
    const logins = await Promise.all([urls.DATABASE_OWNER_URL, urls.DATABASE_URL, urls.DATABASE_CONTROL_URL, urls.DATABASE_RELAY_URL].map((login) => ask(login, facts)));
    expect(logins.flat()).toEqual(['stoa_owner', 'stoa_app', 'stoa_control', 'stoa_relay'].map((name) => ({ name, mighty: false })));
    expect(await ask(urls.DATABASE_OWNER_URL, "select pg_has_role('stoa_owner', 'stoa_app', 'usage') as app, pg_has_role('stoa_app', 'stoa_owner', 'usage') as owner, pg_has_role('stoa_control', 'stoa_app', 'usage') as control")).toEqual([{ app: true, owner: false, control: false }]);
    await expect(ask(urls.DATABASE_URL, 'create table mine (n int)')).rejects.toThrow('permission denied for schema public');
  });

  test('the server leads a process group of its own, so that Ctrl-C does not reach it', async () => {
    const { url } = await startCluster({ dataDir, forTests: true });
    const [{ postmaster }] = (await ask(url, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as postmaster")) as [{ postmaster: number }];
    expect(isAlive(postmaster)).toBe(true);
    if (process.platform === 'linux') {
      const { readFileSync } = await import('node:fs');
      const group = readFileSync(`/proc/${postmaster}/stat`, 'utf8').split(') ')[1]?.split(' ')[2];
      expect(group).toBe(String(postmaster));
    }
  });
});
