import type { Socket } from 'node:net';
import makeKnex, { type Knex } from 'knex';
import pg from 'pg';
import type { TenantId } from './context.js';
import { DomainError, invariant } from './errors.js';
import { UUID_PATTERN } from './ids.js';
import { type Logger, silentLog } from './log.js';
import { preparingClient } from './prepared.js';

/** `read only` may use a replica; `read only on primary` never does. `busy` is for the few ways that everybody goes: what the server keeps of their statements it plans once, and not for each value anew. */
export type TransactionMode = 'read write' | 'read write, busy' | 'read only' | 'read only on primary';
export type Work<T> = (tx: Knex.Transaction) => Promise<T>;

export type DatabaseOptions = {
  appUrl: string;
  controlUrl: string;
  relayUrl: string;
  ownerUrl?: string | null;
  replicaUrl?: string | null;
  /** Connections of the app's pool; the other roles' pools are small. */
  poolSize: number;
  /** How long a transaction waits for a free connection before it is refused; 10 s. */
  patienceMs?: number;
  /** Refuses a statement that is sent while another of the same transaction runs, which pg only queues and soon forbids. For development and tests. */
  isStrict?: boolean;
  /** How long a statement may take, and about how long a database that has fallen silent is believed in; 30 s. */
  statementMs?: number;
  /** Whether the server keeps statements that are sent again and again. A pool between us and the server may not bear that: PgBouncer before 1.21 does not. */
  keepsStatements?: boolean;
  /** Hears of connections that broke. */
  log?: Logger;
};

/** A function of the database that takes a tenant and a question in JSON. */
export type Asked = { readonly fn: string; readonly question: object };

export type Database = {
  /** One transaction as stoa_app with the tenant set. An error that was swallowed inside it makes it reject: its changes are gone. */
  transactionAs<T>(tenantId: TenantId, mode: TransactionMode, work: Work<T>): Promise<T>;
  /** What a function that takes the tenant and a question in JSON answers, as stoa_app with the tenant set: a statement that is its own transaction. */
  askAs<T>(tenantId: TenantId, mode: TransactionMode, asked: Asked): Promise<T>;
  /** The same of several functions at once: still one statement. Each context's question stays its own. */
  askAllAs(tenantId: TenantId, mode: TransactionMode, asked: readonly Asked[]): Promise<unknown[]>;
  /** One transaction as stoa_control: global tables only, no tenant. */
  transactionAsControl<T>(work: Work<T>): Promise<T>;
  /** One transaction as stoa_relay: the outbox, and (tenant_id, due) of tables with deadlines. */
  transactionAsRelay<T>(work: Work<T>): Promise<T>;
  /** Answers when the database does; rejects otherwise. */
  ping(): Promise<void>;
  /** Hears every statement sent, `begin` and `commit` included. Answers with a function that stops it. */
  onQuery(listener: (sql: string) => void): () => void;
  /** Hears after each commit of a transaction that told a fact (`markTold`). */
  onTold(listener: () => void): void;
  readonly urls: Readonly<Pick<DatabaseOptions, 'appUrl' | 'controlUrl' | 'relayUrl'>> & { ownerUrl: string | null };
  close(): Promise<void>;
};

/** Opens the pools, one per role: no login may become another (`set role` would be one injected expression away). */
export function openDatabase(options: DatabaseOptions): Database {
  const { log = silentLog, isStrict = false, keepsStatements = true, patienceMs = 10_000, statementMs = 30_000 } = options;
  const openAs = (url: string, size: number): Knex => openPool(url, { size, patienceMs, statementMs, keepsStatements, log });
  const app = openAs(options.appUrl, options.poolSize);
  const control = openAs(options.controlUrl, 4);
  const relay = openAs(options.relayUrl, 4);
  const replica = options.replicaUrl ? openAs(options.replicaUrl, options.poolSize) : app;
  const pools = [...new Set([app, control, relay, replica])];
  const listeners: (() => void)[] = [];
  const telling = async <T>(pool: Knex, begin: Beginning, work: Work<T>): Promise<T> => {
    let root: object | null = null;
    const value = await run(pool, { ...begin, isStrict }, (tx) => work((root = tx)));
    if (root && told.delete(root)) for (const listener of listeners) listener();
    return value;
  };
  return {
    transactionAs: (tenantId, mode, work) => {
      // Should it fail, what was sent along meets a transaction that is over, or none and with it no tenant: refused either way.
      return telling(mode === 'read only' ? replica : app, { sql: beginAs(tenantId, mode), waits: false }, work);
    },
    askAs: async <T>(tenantId: TenantId, mode: TransactionMode, { fn, question }: Asked) => {
      const { rows } = await (mode === 'read only' ? replica : app).raw<{ rows: { answer: T }[] }>(askingAs(fn), [tenantId, tenantId, JSON.stringify(question)]).catch((error: unknown) => {
        throw asRefusal(error);
      });
      return rows[0]!.answer;
    },
    askAllAs: async (tenantId, mode, asked) => {
      const bindings = [tenantId, ...asked.flatMap(({ question }) => [tenantId, JSON.stringify(question)])];
      const { rows } = await (mode === 'read only' ? replica : app).raw<{ rows: { answers: unknown[] }[] }>(askingAllAs(asked.map(({ fn }) => fn)), bindings).catch((error: unknown) => {
        throw asRefusal(error);
      });
      return rows[0]!.answers;
    },
    transactionAsControl: (work) => telling(control, { sql: 'begin', waits: true }, work),
    transactionAsRelay: (work) => run(relay, { sql: 'begin', waits: true, isStrict }, work),
    ping: async () => void (await app.raw('select 1')),
    onQuery: (listener) => {
      const heard = (query: { sql: string }) => listener(query.sql);
      for (const pool of pools) pool.on('query', heard);
      return () => pools.forEach((pool) => pool.removeListener('query', heard));
    },
    onTold: (listener) => void listeners.push(listener),
    urls: { appUrl: options.appUrl, controlUrl: options.controlUrl, relayUrl: options.relayUrl, ownerUrl: options.ownerUrl ?? null },
    close: async () => void (await Promise.all(pools.map((pool) => pool.destroy()))),
  };
}

/** `last` goes out with the commit: none of it is there unless all is. */
type Open = { readonly last: Knex.Raw[]; connection: Connection | null; readsTogether: boolean };
/** Our transactions while they are open. What is not on this list (a savepoint) has no commit of ours. */
const open = new WeakMap<object, Open>();

/** Sends a statement together with the commit of its transaction: what it locks is held for no longer than the two take. Nobody hears its answer; if it fails nothing was
 *  done, and the transaction fails with its error. One in a transaction; in a savepoint it is sent at once. */
export async function sendWithCommit(tx: Knex.Transaction, statement: Knex.Raw): Promise<void> {
  const last = open.get(tx)?.last;
  if (!last) return void (await statement);
  invariant(last.length === 0, 'one statement goes with the commit');
  last.push(statement);
}

type Reads = readonly (() => Promise<unknown>)[];

/** Reads that need nothing of each other, sent in one message: the server answers them one after another, and nobody waits for each answer in turn. The first refusal, in their order, is
 *  what comes out, once all have been answered. */
export async function readTogether<const R extends Reads>(tx: Knex.Transaction, ...reads: R): Promise<{ -readonly [At in keyof R]: Awaited<ReturnType<R[At]>> }> {
  const ours = open.get(tx);
  const answers: PromiseSettledResult<unknown>[] = [];
  if (!ours || ours.readsTogether) for (const read of reads) answers.push({ status: 'fulfilled', value: await read() });
  else {
    ours.readsTogether = true;
    if (ours.connection) sendTogether(ours.connection);
    answers.push(...(await Promise.allSettled(reads.map(async (read) => read()))));
    ours.readsTogether = false;
  }
  const refused = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason as unknown);
  if (refused.length > 0) throw refused.find((error) => !isAfterFailure(error)) ?? refused[0];
  return answers.map((answer) => (answer as PromiseFulfilledResult<unknown>).value) as never;
}

/** What the server says to whatever follows a failure in its transaction. */
const isAfterFailure = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '25P02';

/** Transactions in which a fact was told, to wake the relay once they have committed. */
const told = new WeakSet<object>();

/** Notes that something was told in this transaction or in the one around this savepoint. */
export function markTold(tx: Knex.Transaction): void {
  let root = tx as Knex.Transaction & { parentTransaction?: Knex.Transaction };
  while (root.parentTransaction) root = root.parentTransaction;
  told.add(root);
}

/** The name of the constraint that refused, or null. A distributed database leaves the field empty and puts the shard's number behind the name in the message. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string' || !error.code.startsWith('23')) return null;
  if ('constraint' in error && typeof error.constraint === 'string' && error.constraint !== '') return error.constraint;
  return /constraint "([^"]+?)(_\d+)?"/.exec(error.message)?.[1] ?? null;
}

/** Connection failures (08), the server going down or starting (57P), no room for another connection (53300), a statement that took too long (57014). */
const AWAY_CODES = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P0[1-3]|53300|57014)$/;
/** Knex writes the statement before the words. */
const AWAY_WORDS = /(^| - )(Connection terminated|timeout expired|Client has encountered a connection error|The database has fallen silent|Client was closed|Knex: Timeout acquiring a connection|read ECONN|write E)/;

/** Whether this says that the database cannot be reached, rather than that it refused. What was written in a transaction that ended so may be there or not. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && typeof error.code === 'string' && AWAY_CODES.test(error.code)) || AWAY_WORDS.test(error.message);
}

const { builtins } = pg.types;
const PARSERS = new Map<number, (text: string) => unknown>([
  [builtins.INT8, (text) => BigInt(text)],
  // A calendar day is not a moment: as a Date it would shift with the time zone of the process.
  [builtins.DATE, (text) => text],
]);

const types = { getTypeParser: ((oid: number, format?: 'text' | 'binary') => PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser };

const CONNECT_MS = 2_000;
/** The server ends a statement at its limit and says so; only when not even that comes do we let go of the connection. */
const GRACE_MS = 2_000;
type Listening = pg.Client & { readonly readyForQuery: boolean; readonly connection: { readonly stream: Socket } };

/** A network may swallow what was sent and keep the connection: nothing then ever answers, and whoever waits would wait for ever. */
function letGoOfSilent(connection: Listening, afterMs: number): void {
  const { stream } = connection.connection;
  stream.setTimeout(afterMs, () => {
    if (!connection.readyForQuery) stream.destroy(new Error('The database has fallen silent.'));
  });
}

type PoolOptions = Required<Pick<DatabaseOptions, 'patienceMs' | 'statementMs' | 'keepsStatements' | 'log'>> & { size: number };

function openPool(url: string, { size, patienceMs, statementMs, keepsStatements, log }: PoolOptions): Knex {
  return makeKnex({
    client: keepsStatements ? preparingClient() : 'pg',
    // Only text goes into logs and errors, never the bindings: they carry what people typed.
    compileSqlOnError: false,
    connection: { connectionString: url, types, application_name: 'stoa', connectionTimeoutMillis: CONNECT_MS, keepAlive: true, statement_timeout: statementMs, idle_in_transaction_session_timeout: 60_000, pipeline: true } as Knex.PgConnectionConfig,
    pool: {
      min: 0, max: size, idleTimeoutMillis: 30_000,
      afterCreate: (connection: Listening, done: (error: unknown, connection: Listening) => void) => {
        letGoOfSilent(connection, statementMs + GRACE_MS);
        done(null, connection);
      },
    },
    acquireConnectionTimeout: patienceMs,
    log: { warn: (message) => log.warn(message), error: (message) => log.error(message), deprecate: (method) => log.warn(`knex: ${method} is deprecated`), debug: () => undefined },
  });
}

function beginAs(tenantId: TenantId, mode: TransactionMode): string {
  invariant(UUID_PATTERN.test(tenantId), 'a transaction needs a tenant');
  const plansOnce = mode === 'read write, busy' ? '; set local plan_cache_mode = force_generic_plan' : '';
  return `begin ${mode.startsWith('read write') ? 'read write' : 'read only'}; select platform.set_tenant('${tenantId}')${plansOnce}`;
}

/** The tenant is set before the function is called, and only for this statement: the call waits for the row of `tenant`, which is there once it is set. */
const askingAs = (fn: string): string => `with tenant as materialized (select platform.set_tenant(?::uuid)) select ${functionName(fn)}(?::uuid, ?::jsonb) as answer from tenant`;

const askingAllAs = (fns: readonly string[]): string =>
  `with tenant as materialized (select platform.set_tenant(?::uuid)) select jsonb_build_array(${fns.map((fn) => `${functionName(fn)}(?::uuid, ?::jsonb)`).join(', ')}) as answers from tenant`;

export function functionName(fn: string): string {
  invariant(/^[a-z_]+\.[a-z_]+$/.test(fn), `${fn} is not the name of a function`);
  return fn;
}

/** `waits`: nothing else is sent before the server has answered that it began. */
type Beginning = { readonly sql: string; readonly waits: boolean };
type Connection = { __knex__disposed?: unknown; readonly connection?: { readonly stream: Socket } };
type Sent = { response: { command: string } | readonly { command: string }[] };
type Sender = { query(connection: Connection, query: unknown): Promise<Sent> };
/** The parts of knex's Transaction that we replace; a test reads knex's source and fails when they change. */
type Internals<T> = Promise<T> & {
  begin(connection: Connection): Promise<unknown>;
  commit(connection: Connection, value: T): Promise<unknown>;
  trxClient: Sender;
  _completed: boolean;
  _resolver(value: T): void;
  _rejecter(error: unknown): void;
};

/** Knex's own transaction, savepoints and all, with its two ends replaced. Statements without bindings go as one message, so a tenant costs no
 *  round trip, and being local to the transaction it never travels to the next user of a pooled connection. */
function run<T>(knex: Knex, { sql, waits, isStrict }: Beginning & { isStrict: boolean }, work: Work<T>): Promise<T> {
  const last: Knex.Raw[] = [];
  const ours: Open = { last, connection: null, readsTogether: false };
  const parted = (tx: Knex.Transaction): Promise<T> => {
    open.set(tx, ours);
    return work(tx);
  };
  const transaction = knex.client.transaction(parted, {}, null) as Internals<T>;
  let begun: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | null = null;
  const hasBegun = () => {
    if (failure !== null) throw failure.error;
  };
  transaction.begin = (connection) => {
    ours.connection = connection;
    if (isStrict) oneAtATime(transaction.trxClient, ours);
    if (!waits) sendTogether(connection);
    begun = transaction.trxClient.query(connection, sql).then(() => undefined, (error: unknown) => {
      connection.__knex__disposed = error; // half a beginning never goes back into the pool
      failure = { error };
    });
    return waits ? begun.then(hasBegun) : Promise.resolve();
  };
  transaction.commit = (connection, value) => {
    const sent = begun.then(() => {
      hasBegun();
      sendTogether(connection);
      const words = last.map((statement) => transaction.trxClient.query(connection, { ...statement.toSQL() }).then(() => null, (error: unknown) => ({ error })));
      const sending = transaction.trxClient.query(connection, 'commit');
      transaction._completed = true;
      return Promise.all(words).then((answers) => {
        const failed = answers.find((answer) => answer !== null);
        if (!failed) return sending;
        const failing = () => Promise.reject(failed.error as Error); // the server has made a rollback of the commit
        return sending.then(failing, failing);
      });
    });
    // PostgreSQL answers the commit of an aborted transaction with ROLLBACK and no error; knex alone calls that a success.
    return sent.then(
      ({ response }) => {
        const command = Array.isArray(response) ? response.at(-1)?.command : (response as { command: string }).command;
        if (command === 'ROLLBACK') transaction._rejecter(new Error('An error inside this transaction was swallowed: nothing of it was saved.'));
        else transaction._resolver(value);
      },
      (error: unknown) => transaction._rejecter(error),
    );
  };
  return transaction.catch((error: unknown) => {
    throw asRefusal(failure === null ? error : failure.error);
  });
}

/** What is sent in this turn of the loop goes out as one message: the beginning, and the first statement that rides along. */
function sendTogether({ connection }: Connection): void {
  connection?.stream.cork();
  process.nextTick(() => connection?.stream.uncork());
}

const TRY_AGAIN_SECONDS = 2;

/** Every connection was busy for as long as anybody waits: nothing was begun, and whoever asked may ask again. */
const asRefusal = (error: unknown): unknown =>
  error instanceof Error && error.name === 'KnexTimeoutError' ? new DomainError('request.overloaded', 'unavailable', 'Too much is going on at this moment. Try again in a few seconds.', { retryAfterSeconds: TRY_AGAIN_SECONDS }) : error;

/** A `Promise.all` over one transaction runs nothing in parallel: the statements queue in the driver, and an error of one meets the others half way. */
function oneAtATime(client: Sender, ours: Open): void {
  const send = client.query;
  let isBusy = false;
  client.query = async (connection, query) => {
    if (typeof query === 'string') return send.call(client, connection, query); // begin, commit, rollback: the end of a transaction that failed half way must get through
    if (ours.readsTogether) return send.call(client, connection, query);
    invariant(!isBusy, 'a transaction runs one statement at a time: await each before the next');
    isBusy = true;
    try {
      return await send.call(client, connection, query);
    } finally {
      isBusy = false;
    }
  };
}
