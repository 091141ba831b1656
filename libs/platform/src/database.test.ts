import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Knex } from 'knex';
import pg from 'pg';
import { type TenantId, createContext } from './context.js';
import { type Database, openDatabase, readTogether, sendWithCommit, violatedConstraint } from './database.js';
import { newId } from './ids.js';
import { silentLog } from './log.js';
import { actor, asTenant, switchTenant, withDatabase, workerDatabase } from './testing.js';

const tenant = () => newId<TenantId>();
const receipt = (tenantId: TenantId) => ({ tenant_id: tenantId, handler: 'a.b', event_id: newId(), received_at: new Date() });
const receiptsOf = (db: Database, tenantId: TenantId) => db.transactionAs(tenantId, 'read only', (tx) => tx('platform.receipts').where('tenant_id', tenantId));

test('an error that was swallowed inside a transaction makes the transaction fail, and nothing of it stays', async () => {
  const [db, tenantId] = [workerDatabase(), tenant()];
  const run = db.transactionAs(tenantId, 'read write', async (tx) => {
    await tx('platform.receipts').insert(receipt(tenantId));
    await tx.raw('select 1 / 0').catch(() => undefined);
  });

  await expect(run).rejects.toThrow('An error inside this transaction was swallowed');
  expect(await receiptsOf(db, tenantId)).toEqual([]);
});

test('two statements of one transaction at once are refused, and nothing of them stays', async () => {
  const [db, tenantId] = [workerDatabase(), tenant()];
  const run = db.transactionAs(tenantId, 'read write', (tx) => Promise.all([tx('platform.receipts').insert(receipt(tenantId)), tx('platform.receipts').insert(receipt(tenantId))]));

  await expect(run).rejects.toThrow('a transaction runs one statement at a time');
  expect(await receiptsOf(db, tenantId)).toEqual([]);
});

test('the tenant of a transaction is gone from its connection when it ends, whichever way it ends', () =>
  withDatabase(async ({ urls }) => {
    const client = new pg.Client({ connectionString: urls.DATABASE_URL });
    await client.connect();
    try {
      for (const end of ['commit', 'rollback']) {
        await client.query(`begin read write; select platform.set_tenant('${tenant()}')`);
        await client.query(end);
        const { rows } = await client.query<{ tenant: string | null }>("select nullif(current_setting('app.tenant_id', true), '') as tenant");
        expect([end, rows[0]!.tenant]).toEqual([end, null]);
      }
    } finally {
      await client.end();
    }
  }));

test('an error inside a savepoint leaves the rest of the transaction whole', async () => {
  const [db, tenantId] = [workerDatabase(), tenant()];
  await db.transactionAs(tenantId, 'read write', async (tx) => {
    await tx('platform.receipts').insert(receipt(tenantId));
    await expect(tx.transaction((savepoint) => savepoint.raw('select 1 / 0'))).rejects.toThrow('division by zero');
  });

  expect(await receiptsOf(db, tenantId)).toHaveLength(1);
});

test('what was thrown inside is what comes out, and nothing stays', async () => {
  const [db, tenantId, why] = [workerDatabase(), tenant(), new Error('no')];
  const run = db.transactionAs(tenantId, 'read write', async (tx) => {
    await tx('platform.receipts').insert(receipt(tenantId));
    throw why;
  });

  await expect(run).rejects.toBe(why);
  expect(await receiptsOf(db, tenantId)).toEqual([]);
});

test('a constraint that refuses at commit is told', async () => {
  const [db, tenantId] = [workerDatabase(), tenant()];
  const run = db.transactionAs(tenantId, 'read write', async (tx) => {
    await tx.raw('create temporary table late (n int unique deferrable initially deferred) on commit drop');
    await tx.raw('insert into late values (1), (1)');
  });

  await expect(run).rejects.toMatchObject({ code: '23505' });
});

test('a statement that goes with the commit is the last one, and if it fails nothing stays but its own error', async () => {
  const [db, tenantId] = [workerDatabase(), tenant()];
  const sent: string[] = [];
  const stop = db.onQuery((sql) => void sent.push(sql.split(' ')[0]!));
  const kept = await db.transactionAs(tenantId, 'read write', async (tx) => {
    await sendWithCommit(tx, tx.raw('insert into platform.receipts (tenant_id, handler, event_id, received_at) values (?, ?, ?, now())', [tenantId, 'a.last', newId()]));
    await tx('platform.receipts').insert(receipt(tenantId));
    return tx('platform.receipts').where('tenant_id', tenantId).pluck<string[]>('handler');
  });
  stop();
  const failing = db.transactionAs(tenantId, 'read write', async (tx) => {
    await tx('platform.receipts').insert(receipt(tenantId));
    await sendWithCommit(tx, tx.raw('select 1 / ?::int', [0]));
  });

  expect([kept, sent]).toEqual([['a.b'], ['begin', 'insert', 'select', 'insert', 'commit']]);
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect((await receiptsOf(db, tenantId)).map((row: { handler: string }) => row.handler).sort()).toEqual(['a.b', 'a.last']);
});

test('reads that need nothing of each other go out together, and the first refusal in their order is what comes out', async () => {
  const [db, tenantId] = [workerDatabase(), tenant()];
  const number = (tx: Knex.Transaction, text: string) => async () => (await tx.raw<{ rows: { n: number }[] }>(`select (${text})::int as n, pg_sleep(?)`, [0])).rows[0]!.n;
  const together = (...texts: string[]) => db.transactionAs(tenantId, 'read write', async (tx) => {
    const answers = await readTogether(tx, ...texts.map((text) => number(tx, text)));
    return [...answers, await number(tx, '7')()];
  });

  expect(await together('1', '2', '3')).toEqual([1, 2, 3, 7]);
  await expect(together('1', '2 / 0', '3')).rejects.toMatchObject({ code: '22012' });
  await expect(db.transactionAs(tenantId, 'read write', async (tx) => {
    await readTogether(tx, async () => Promise.reject(new Error('refused')), number(tx, '1'));
  })).rejects.toThrow('refused');
  await expect(db.transactionAs(tenantId, 'read write', (tx) => tx.transaction((savepoint) => readTogether(savepoint, number(savepoint, '1'), number(savepoint, '2'))))).resolves.toEqual([1, 2]);
});

test('in a savepoint a statement for the commit is sent at once', async () => {
  const [db, tenantId] = [workerDatabase(), tenant()];
  await db.transactionAs(tenantId, 'read write', async (tx) => {
    await expect(tx.transaction((savepoint) => sendWithCommit(savepoint, savepoint.raw('select 1 / ?::int', [0])))).rejects.toMatchObject({ code: '22012' });
    await tx('platform.receipts').insert(receipt(tenantId));
  });
  expect(await receiptsOf(db, tenantId)).toHaveLength(1);
});

test('half a beginning never goes back into the pool', () =>
  withDatabase(async ({ urls }) => {
    const db = openDatabase({ appUrl: urls.DATABASE_URL, controlUrl: urls.DATABASE_CONTROL_URL, relayUrl: urls.DATABASE_RELAY_URL, poolSize: 1 });
    const owner = openDatabase({ appUrl: urls.DATABASE_OWNER_URL, controlUrl: urls.DATABASE_OWNER_URL, relayUrl: urls.DATABASE_OWNER_URL, poolSize: 1 });
    const asOwner = (sql: string) => owner.transactionAsControl((tx) => tx.raw(sql));
    try {
      const tenantId = tenant();
      await asOwner('alter function platform.set_tenant(uuid) rename to mislaid');
      await expect(db.transactionAs(tenantId, 'read write', async () => undefined)).rejects.toThrow('set_tenant');
      await asOwner('alter function platform.mislaid(uuid) rename to set_tenant');

      // One connection in the pool: had it come back, this would run inside an aborted transaction.
      expect(await receiptsOf(db, tenantId)).toEqual([]);
    } finally {
      await Promise.all([db.close(), owner.close()]);
    }
  }));

test('the parts of knex that we replace are the ones we know', () => {
  const require = createRequire(import.meta.url);
  const root = require.resolve('knex/package.json').replace(/package\.json$/, '');
  const hash = (file: string) => createHash('sha256').update(readFileSync(`${root}${file}`)).digest('hex').slice(0, 16);
  // When these change: read what changed in the two files, compare with `run` in database.ts, then write the new hashes.
  expect({ transaction: hash('lib/execution/transaction.js'), postgres: hash('lib/dialects/postgres/execution/pg-transaction.js') }).toEqual({
    transaction: '17ebc527bce98622', postgres: '89bee8f655a4eec4',
  });
});

test('a transaction without a tenant does not begin', async () => {
  expect(() => workerDatabase().transactionAs("' or true --" as TenantId, 'read write', async () => undefined)).toThrow('a transaction needs a tenant');
});

test('one message begins a transaction and names its tenant', () =>
  asTenant(async (ctx) => {
    const heard: string[] = [];
    const stop = workerDatabase().onQuery((sql) => heard.push(sql));
    const tenantId = tenant();
    await receiptsOf(workerDatabase(), tenantId);
    stop();
    await receiptsOf(workerDatabase(), tenantId);

    expect(heard).toEqual([`begin read only; select platform.set_tenant('${tenantId}')`, expect.stringContaining('select * from "platform"."receipts"'), 'commit']);
    expect(ctx.tenantId).not.toBe(tenantId);
  }));

test('without a tenant a tenant’s table is an error, not all rows and not none', () =>
  withDatabase(async ({ db, urls, ctx }) => {
    await ctx.inTx((tx) => tx.tx('platform.receipts').insert(receipt(tx.tenantId)));
    const bare = openDatabase({ appUrl: urls.DATABASE_URL, controlUrl: urls.DATABASE_URL, relayUrl: urls.DATABASE_URL, poolSize: 1 });
    try {
      const read = () => bare.transactionAsControl((tx) => tx('platform.receipts').select('*'));
      await expect(read()).rejects.toMatchObject({ code: '42704' });
      const used = () => db.transactionAs(ctx.tenantId, 'read only', (tx) => tx.raw("select set_config('app.tenant_id', '', true)").then(() => tx('platform.receipts').select('*')));
      await expect(used()).rejects.toMatchObject({ code: '22P02' });
    } finally {
      await bare.close();
    }
  }));

test('one tenant sees, changes, removes and adds nothing of another’s, even with raw SQL', () =>
  withDatabase(async ({ ctx, newTenant }) => {
    await ctx.inTx((tx) => tx.tx('platform.receipts').insert(receipt(tx.tenantId)));
    const stranger = newTenant();

    expect(await stranger.inTx((tx) => tx.tx.raw('select * from platform.receipts').then(({ rows }) => rows))).toEqual([]);
    expect(await stranger.inTx((tx) => tx.tx.raw('delete from platform.receipts').then(({ rowCount }) => rowCount))).toBe(0);
    await expect(stranger.inTx((tx) => tx.tx('platform.receipts').insert(receipt(ctx.tenantId)))).rejects.toMatchObject({ code: '42501' });
    expect(await ctx.inRead((tx) => tx.tx('platform.receipts').where('tenant_id', tx.tenantId))).toHaveLength(1);
  }));

test('after switching the tenant of a test, the rows of before are out of sight', () =>
  asTenant(async (ctx) => {
    await ctx.tx('platform.receipts').insert(receipt(ctx.tenantId));
    const stranger = await switchTenant(ctx);
    expect(await stranger.tx('platform.receipts').select('*')).toEqual([]);
  }));

test('a read cannot write', async () => {
  const tenantId = tenant();
  await expect(workerDatabase().transactionAs(tenantId, 'read only', (tx) => tx('platform.receipts').insert(receipt(tenantId)))).rejects.toMatchObject({ code: '25006' });
});

test('a context that has written reads its own writes, wherever reads go', async () => {
  const modes: string[] = [];
  const db = { transactionAs: async (_tenant: TenantId, mode: string) => void modes.push(mode) } as unknown as Database;
  const ctx = createContext(db, { tenantId: tenant(), actor: actor.staff(), now: new Date(), log: silentLog, requestId: null });
  await ctx.inRead(async () => undefined);
  await ctx.inTx(async () => undefined);
  await ctx.inRead(async () => undefined);
  expect(modes).toEqual(['read only', 'read write', 'read only on primary']);
});

test('the app may not become another role, and the relay and the operator see no tenant’s rows', () =>
  withDatabase(async ({ db, ctx }) => {
    await expect(ctx.inTx((tx) => tx.tx.raw('set local role stoa_relay'))).rejects.toMatchObject({ code: '42501' });
    await expect(ctx.inTx((tx) => tx.tx.raw('set local role stoa_owner'))).rejects.toMatchObject({ code: '42501' });
    await expect(db.transactionAsRelay((tx) => tx('platform.receipts').select('*'))).rejects.toMatchObject({ code: '42501' });
    await expect(db.transactionAsRelay((tx) => tx('platform.tasks').select('input'))).rejects.toMatchObject({ code: '42501' });
    await expect(db.transactionAsControl((tx) => tx('platform.outbox').select('*'))).rejects.toMatchObject({ code: '42501' });
    await expect(ctx.inTx((tx) => tx.tx.raw('select * from platform.jobs'))).rejects.toMatchObject({ code: '42501' });
  }));

test('big numbers, days and moments come back as what they are', () =>
  asTenant(async (ctx) => {
    const { rows } = await ctx.tx.raw(`select 9007199254740993::bigint as big, date '2026-03-29' as day, timestamptz '2026-03-01T10:00:00+01:00' as moment, '{"a": 1}'::jsonb as json`);
    expect(rows).toEqual([{ big: 9007199254740993n, day: '2026-03-29', moment: new Date('2026-03-01T09:00:00Z'), json: { a: 1 } }]);
  }));

test('the name of a constraint is read from the field, or from the message of a distributed database', () => {
  const failure = (fields: object, message = 'x') => Object.assign(new Error(message), fields);
  expect(violatedConstraint(failure({ code: '23505', constraint: 'slug_taken' }))).toBe('slug_taken');
  expect(violatedConstraint(failure({ code: '23505' }, 'duplicate key value violates unique constraint "stock_pkey_102213"'))).toBe('stock_pkey');
  expect(violatedConstraint(failure({ code: '42601', constraint: 'x' }))).toBeNull();
  expect(violatedConstraint('no error')).toBeNull();
});

test('who finds every connection busy is told to come again, and nothing was begun', async () => {
  const [{ urls }, tenantId] = [workerDatabase(), tenant()];
  const db = openDatabase({ ...urls, poolSize: 1, patienceMs: 1_500 });
  let letGo = () => {};
  const busy = db.transactionAs(tenantId, 'read write', () => new Promise<void>((resolve) => { letGo = resolve; }));
  const begun: string[] = [];

  await expect(db.transactionAs(tenantId, 'read write', async () => begun.push('begun'))).rejects.toMatchObject({ name: 'DomainError', code: 'request.overloaded', kind: 'unavailable', details: { retryAfterSeconds: 2 } });
  expect(begun).toEqual([]);
  letGo();
  await busy;
  expect(await receiptsOf(db, tenantId)).toEqual([]); // and then it is free again
  await db.close();
});

test('a transaction that cannot begin says why, what rode along with its beginning did nothing, and its connection is not used again', () =>
  withDatabase(async ({ db, urls }) => {
    const tenantId = tenant();
    const owner = new pg.Client({ connectionString: urls.DATABASE_OWNER_URL });
    await owner.connect();
    try {
      await owner.query('alter function platform.set_tenant(uuid) rename to set_no_tenant');
      const run = db.transactionAs(tenantId, 'read write', async (tx) => {
        await tx('platform.receipts').insert(receipt(tenantId));
      });
      await expect(run).rejects.toThrow('function platform.set_tenant(unknown) does not exist');
      await expect(db.transactionAs(tenantId, 'read write', async () => 'nothing was asked')).rejects.toThrow('function platform.set_tenant(unknown) does not exist');
      await owner.query('alter function platform.set_no_tenant(uuid) rename to set_tenant');
      expect(await receiptsOf(db, tenantId)).toEqual([]);
    } finally {
      await owner.end();
    }
  }));
