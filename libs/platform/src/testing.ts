import pg from 'pg';
import { type Actor, type Ctx, type TenantId, type TxCtx, createContext } from './context.js';
import { type Database, openDatabase } from './database.js';
import { type EventJob, type Subscription, relayOutbox, runEventJob } from './events.js';
import { newId } from './ids.js';
import { silentLog } from './log.js';

/** What libs/tools/testing/global-setup.mjs found or started, as the workers get it. */
export type Harness = { superUrl: string; urls: Record<'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'DATABASE_CONTROL_URL' | 'DATABASE_RELAY_URL', string>; template: string; prefix: string };

const NOW = '2026-03-01T09:00:00Z';

/** A moment, written as people write one. */
export const at = (text: string): Date => {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Error(`${text} is no moment`);
  return date;
};

const everything: ReadonlySet<string> = new (class extends Set<string> {
  override has(): boolean {
    return true;
  }
})();

/** People to act as. Without a list of permissions they may do everything their kind may do. */
export const actor = {
  staff: (permissions?: readonly string[]): Actor => ({ kind: 'staff', id: newId(), vendorId: null, permissions: permissions ? new Set(permissions) : everything }),
  vendor: (vendorId: string, permissions?: readonly string[]): Actor => ({ kind: 'vendor', id: newId(), vendorId, permissions: permissions ? new Set(permissions) : everything }),
  shopper: (): Actor => ({ kind: 'shopper', id: newId(), vendorId: null, permissions: new Set() }),
  operator: (permissions?: readonly string[]): Actor => ({ kind: 'operator', id: newId(), vendorId: null, permissions: permissions ? new Set(permissions) : everything }),
};

/** Runs a test on a real PostgreSQL as a brand-new tenant, then rolls back. Tests never see each other, in any order, in parallel. */
export async function asTenant(work: (ctx: TxCtx) => Promise<void>): Promise<void> {
  const tenantId = newId<TenantId>();
  const frame = { tenantId, actor: actor.staff(), now: at(NOW), log: silentLog, requestId: null };
  try {
    await workerDatabase().transactionAs(tenantId, 'read write', async (tx) => {
      await work({ ...frame, tx });
      throw rollback;
    });
  } catch (error) {
    if (error !== rollback) throw error;
  }
}

/** The same transaction through the eyes of another, new tenant. */
export async function switchTenant(ctx: TxCtx): Promise<TxCtx> {
  const tenantId = newId<TenantId>();
  await ctx.tx.raw('select platform.set_tenant(?)', [tenantId]);
  return { ...ctx, tenantId };
}

/** Back to a tenant that the transaction has been before. */
export async function becomeTenant<C extends TxCtx>(ctx: C): Promise<C> {
  await ctx.tx.raw('select platform.set_tenant(?)', [ctx.tenantId]);
  return ctx;
}

/** The same context with another actor or another moment. */
export const withActor = <C extends TxCtx>(ctx: C, who: Actor): C => ({ ...ctx, actor: who });
export const withNow = <C extends TxCtx>(ctx: C, now: Date): C => ({ ...ctx, now });

export type TestEnvironment = {
  db: Database;
  /** A staff member with every permission of a new tenant. */
  ctx: Ctx;
  /** The same in another tenant, new with every call. */
  newTenant(): Ctx;
  /** In the same tenant as `ctx`, as somebody else, or at another time. */
  as(who: Actor, now?: Date): Ctx;
  /** The logins' addresses, for what opens pools of its own. */
  urls: Harness['urls'];
};

/** Runs a test on its own copy of the database, where things commit: for races, crashes, and whatever opens transactions itself. */
export async function withDatabase(work: (env: TestEnvironment) => Promise<void>): Promise<void> {
  const { close, ...env } = await openOwnDatabase();
  try {
    await work(env);
  } finally {
    await close();
  }
}

/** The same for the tests of a whole file: whoever opens it closes it. */
export async function openOwnDatabase(): Promise<TestEnvironment & { close(): Promise<void> }> {
  const { template, prefix } = harness();
  const name = `${prefix}_${newId().replaceAll('-', '').slice(8)}`;
  await asSuperuser(`create database ${name} template ${template} owner stoa_owner`);
  const urls = urlsOf(name);
  const db = openTestDatabase(urls);
  const tenantId = newId<TenantId>();
  const open = (id: TenantId, who: Actor, now = at(NOW)) => createContext(db, { tenantId: id, actor: who, now, log: silentLog, requestId: null });
  return {
    db, urls, ctx: open(tenantId, actor.staff()), newTenant: () => open(newId<TenantId>(), actor.staff()), as: (who, now) => open(tenantId, who, now),
    close: async () => {
      await db.close();
      await asSuperuser(`drop database if exists ${name} with (force)`);
    },
  };
}

/** The database of this Jest worker, for tests that open contexts themselves but clean up by being tenants of their own. */
export function workerDatabase(): Database {
  shared ??= openTestDatabase(urlsOf(`${harness().prefix}_w${process.env['JEST_WORKER_ID'] ?? '1'}`));
  return shared;
}

/** The events told in this tenant so far, in their order. */
export const announced = (ctx: TxCtx | Ctx): Promise<{ name: string; payload: Record<string, unknown> }[]> =>
  inside(ctx, (tx) => tx.tx('platform.outbox').select('name', 'payload').where('tenant_id', tx.tenantId).orderBy('id'));

export type Audited = { action: string; actor_id: string; subject_kind: string; subject_id: string; before: unknown; after: unknown; reason: string | null };
/** The audit rows written in this tenant so far, in their order. */
export const audited = (ctx: TxCtx | Ctx): Promise<Audited[]> =>
  inside(ctx, (tx) => tx.tx('platform.audit').select('action', 'actor_id', 'subject_kind', 'subject_id', 'before', 'after', 'reason').where('tenant_id', tx.tenantId).orderBy('id'));

/** Brings every event told so far, and those told meanwhile, to its handlers, as relay, queue and worker would. Answers with the number of jobs run. */
export async function deliverAll(db: Database, subscriptions: readonly Subscription[], now = at(NOW)): Promise<number> {
  let delivered = 0;
  for (;;) {
    const jobs: EventJob[] = [];
    const moved = await relayOutbox(db, subscriptions, async (batch) => void jobs.push(...batch));
    for (const job of jobs) await runEventJob({ db, clock: { now: () => now }, log: silentLog }, subscriptions, job);
    delivered += jobs.length;
    if (moved === 0) return delivered;
  }
}

const rollback = new Error('The test is over: everything it wrote is rolled back.');
let shared: Database | undefined;

if (typeof afterAll === 'function') {
  afterAll(async () => {
    await shared?.close();
    shared = undefined;
  });
}

/** The databases of this run. */
export function harness(): Harness {
  const text = process.env['STOA_TEST_HARNESS'];
  if (!text) throw new Error('There is no test database: run the tests with Jest from the root of the repository.');
  return JSON.parse(text) as Harness;
}

function urlsOf(database: string): Harness['urls'] {
  const named = Object.entries(harness().urls).map(([name, text]) => {
    const url = new URL(text);
    url.pathname = `/${database}`;
    return [name, url.href];
  });
  return Object.fromEntries(named) as Harness['urls'];
}

const openTestDatabase = (urls: Harness['urls']): Database =>
  openDatabase({ appUrl: urls.DATABASE_URL, controlUrl: urls.DATABASE_CONTROL_URL, relayUrl: urls.DATABASE_RELAY_URL, ownerUrl: urls.DATABASE_OWNER_URL, poolSize: 10, isStrict: true });

/** Counts the rows of all tables, as autovacuum does by and by in a database that lives on: the plans of a run of thousands of steps are otherwise made for empty tables. */
export const gatherStatistics = ({ urls }: Pick<TestEnvironment, 'urls'>): Promise<void> => run('analyze', urls.DATABASE_OWNER_URL);

const asSuperuser = (sql: string): Promise<void> => run(sql, harness().superUrl);

async function run(sql: string, connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const inside = <T>(ctx: TxCtx | Ctx, read: (tx: TxCtx) => Promise<T>): Promise<T> => ('tx' in ctx ? read(ctx) : ctx.inTx(read));

/** Waits until so many sessions of this test's database wait for a lock. */
export async function untilWaiting(ctx: Ctx, many: number): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const { rows } = await ctx.inRead((tx) => tx.tx.raw<{ rows: { waiting: number }[] }>(
      `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`));
    if ((rows[0]?.waiting ?? 0) >= many) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`There never were ${many} sessions waiting for a lock.`);
}
