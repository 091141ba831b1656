import pg from 'pg';
import type { TenantId } from './context.js';
import { type Database, openDatabase } from './database.js';
import { newId } from './ids.js';
import { createNames } from './prepared.js';
import { withDatabase } from './testing.js';

const thrice = (sql: string, nameOf = createNames()) => [nameOf(sql), nameOf(sql), nameOf(sql)];

test('a text has a name of its own from the third time on', () => {
  const nameOf = createNames();
  expect(thrice('select id from a where id = $1', nameOf)).toEqual([null, null, 'stoa_0']);
  expect(thrice('select id from b where id = $1', nameOf)).toEqual([null, null, 'stoa_1']);
  expect(nameOf('select id from a where id = $1')).toBe('stoa_0');
});

test('what answers with all columns is never kept: the next migration may add one', () => {
  for (const text of ['select * from a where id = $1', 'select a.*, b.id from a where id = $1', 'select "p".*, "t".* from "p"', 'insert into a (id) values ($1) returning *', 'with mine as (select c.* from c) select id from mine where id = $1']) {
    expect([text, thrice(text)]).toEqual([text, [null, null, null]]);
  }
  for (const text of ['select count(*) from a where id = $1', 'update a set n = n * $1 where id = $2', 'select (a.n * 2) as twice from a where id = $1']) expect([text, thrice(text)[2]]).toEqual([text, 'stoa_0']);
});

test('texts without end neither fill the server nor our memory', () => {
  const nameOf = createNames();
  for (let n = 0; n < 200; n += 1) thrice(`select id from a where id in (${'$1, '.repeat(n)}$1)`, nameOf);
  expect(nameOf('select id from a where id in ($1)')).toBe('stoa_0');
  expect(thrice('select id from late where id = $1', nameOf)).toEqual([null, null, null]);
});

/** A process with one connection, so that what it is told is what the next statement meets. */
async function withProcess(urls: Record<string, string>, keepsStatements: boolean, work: (db: Database) => Promise<void>): Promise<void> {
  const db = openDatabase({ appUrl: urls['DATABASE_URL']!, controlUrl: urls['DATABASE_CONTROL_URL']!, relayUrl: urls['DATABASE_RELAY_URL']!, poolSize: 1, keepsStatements });
  try {
    await work(db);
  } finally {
    await db.close();
  }
}
const keptBy = (db: Database, tenant: TenantId) => db.transactionAs(tenant, 'read only', async (tx) => (await tx.raw<{ rows: { statement: string }[] }>("select statement from pg_prepared_statements where name like 'stoa%'")).rows.map(({ statement }) => statement));

test('the server keeps what is asked again and again, also for the next tenant of a connection, and each sees its own', () =>
  withDatabase(({ urls }) => withProcess(urls, true, async (db) => {
    const [one, other] = [newId<TenantId>(), newId<TenantId>()];
    const add = (tenant: TenantId) => db.transactionAs(tenant, 'read write', (tx) => tx('platform.receipts').insert({ tenant_id: tenant, handler: 'a.b', event_id: newId(), received_at: new Date() }));
    const everything = (tenant: TenantId) => db.transactionAs(tenant, 'read only', (tx) => tx('platform.receipts').where('handler', 'a.b').select('tenant_id'));
    for (const tenant of [one, one, other, one, other, one, one]) await add(tenant);
    for (let time = 0; time < 8; time += 1) {
      expect(await everything(one)).toEqual(Array(5).fill({ tenant_id: one }));
      expect(await everything(other)).toEqual(Array(2).fill({ tenant_id: other }));
    }
    expect(await keptBy(db, one)).toEqual([expect.stringContaining('insert into "platform"."receipts"'), expect.stringContaining('select "tenant_id" from "platform"."receipts"')]);
  })));

test('behind a pool that cannot keep statements nothing is kept', () =>
  withDatabase(({ urls }) => withProcess(urls, false, async (db) => {
    const tenant = newId<TenantId>();
    for (let time = 0; time < 5; time += 1) await db.transactionAs(tenant, 'read only', (tx) => tx('platform.receipts').where('handler', 'a.b').select('tenant_id'));
    expect(await keptBy(db, tenant)).toEqual([]);
  })));

test('a column more does not stop what runs', () =>
  withDatabase(({ urls }) => withProcess(urls, true, async (db) => {
    const tenant = newId<TenantId>();
    const read = () => db.transactionAs(tenant, 'read only', async (tx) => [await tx('platform.receipts').where('handler', 'a.b'), await tx('platform.receipts').where('handler', 'a.b').select('tenant_id', 'event_id')]);
    for (let time = 0; time < 7; time += 1) await read();
    const owner = new pg.Client({ connectionString: urls['DATABASE_OWNER_URL'] });
    await owner.connect();
    await owner.query('alter table platform.receipts add column extra int');
    await owner.end();
    expect(await read()).toEqual([[], []]);
  })));
