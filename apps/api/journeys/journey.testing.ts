import { mkdtempSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from '@stoa/app-sandbox/sandbox';
import { createOperator } from '@stoa/identity';
import { createContext, createOperatorContext, systemActor, type Ctx, type TenantId } from '@stoa/platform/context';
import { sweepTasks } from '@stoa/platform/events';
import { runSchedule } from '@stoa/platform/jobs';
import { silentLog } from '@stoa/platform/log';
import { type TestEnvironment, at, deliverAll, openOwnDatabase } from '@stoa/platform/testing';
import { wireId } from '@stoa/platform/typeid';
import { type Client, openClient } from '@stoa/tools/seed/product/client';
import { openMailbox, type Mailbox } from '@stoa/tools/seed/product/mailbox';
import { PASSWORD, signIn } from '@stoa/tools/seed/product/people';
import { readConfig as readWorkerConfig } from '../../worker/src/config.js';
import { openDeps as openWorkerDeps } from '../../worker/src/deps.js';
import { contextWork } from '../../worker/src/handlers.js';
import { createApp } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { openDeps } from '../src/deps.js';

const BEGIN = at('2026-03-01T09:00:00Z');
const OPERATOR = { email: 'mika@stoa.example', name: 'Mika Salo', password: PASSWORD };
export const TOKEN_SECRET = 'a secret of tests only, thirty-two bytes';
const tenantWireId = wireId<TenantId, 'tnt'>('tnt');

/** Everything that runs in production, in one process: the API on a port of its own, the worker's handlers and schedules, and the stand-ins for Stripe and the mail server, which are spoken to as the world is. */
export type Journey = {
  readonly env: TestEnvironment;
  readonly sandbox: Sandbox;
  /** The API over HTTP. Behind every call that changes something the worker does what came of it, unless `held`. */
  readonly api: Client;
  readonly operator: Client;
  readonly mailbox: Mailbox;
  readonly apiUrl: string;
  now(): Date;
  /** The context of a marketplace, for looking into its rows. */
  within(tenantId: string): Ctx;
  /** Brings what was told to its handlers, as relay, queue and worker would. */
  deliver(): Promise<void>;
  /** Lets time go by, then every schedule look once. */
  pass(ms: number): Promise<void>;
  /** Until Stripe has delivered what it had to say and the worker has worked it off. */
  settle(): Promise<void>;
  /** Does something while the worker stands still. */
  held<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export async function openJourney(): Promise<Journey> {
  const [env, sandbox] = await Promise.all([openOwnDatabase(), createSandbox({ asyncCaptureMs: 60, recordTo: process.env['STOA_TEST_STRIPE_RECORDING'] ?? null })]);
  const holder: { app: RequestListener | null } = { app: null };
  const server = createServer((request, response) => holder.app!(request, response));
  const apiUrl = await listen(server);
  const time = { now: BEGIN };
  const parts = await openParts(env, sandbox, apiUrl, () => time.now);
  holder.app = parts.app;
  const work = actions(env, sandbox, parts, time);
  const api = eager(openClient(apiUrl), work.afterwards);
  await createOperatorContext(env.db, { actor: systemActor, now: BEGIN, log: silentLog, requestId: null }).inControlTx((tx) => createOperator(tx, OPERATOR));
  return {
    env, sandbox, api, apiUrl, ...work, now: () => time.now, operator: await signIn(api, OPERATOR.email), mailbox: openMailbox(sandbox.url),
    within: (tenantId) => createContext(env.db, { tenantId: tenantWireId.parse(tenantId), actor: systemActor, now: time.now, log: silentLog, requestId: null }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await parts.close();
      await Promise.all([sandbox.close(), env.close()]);
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** API and worker as their main.ts puts them together; only the clock stands still, and nobody is told to wait because of haste. */
async function openParts(env: TestEnvironment, sandbox: Sandbox, apiUrl: string, now: () => Date) {
  const given = {
    ...env.urls, MASTER_KEY: '7'.repeat(64), TOKEN_SECRET, SESSION_SECRET: 'another secret of tests, thirty-two bytes', NODE_ENV: 'test', LOG_LEVEL: 'silent', API_PORT: '0', API_URL: apiUrl,
    ADMIN_URL: 'http://admin.localhost', STOREFRONT_ORIGIN_TEMPLATE: 'http://{slug}.localhost', STRIPE_SECRET_KEY: 'sk_test_stoa', STRIPE_API_URL: sandbox.url, VIES_URL: `${sandbox.url}/vies/rest-api`, ECB_RATES_URL: 'off', PEPPOL_ACCESS_POINT_URL: `${sandbox.url}/access-point/v1`, PEPPOL_ACCESS_POINT_KEY: 'a key of tests only', SMTP_URL: sandbox.smtpUrl,
    FILES_DIR: mkdtempSync(join(tmpdir(), 'stoa-journey-')), DATABASE_POOL: '6', TRUSTED_PROXIES: 'loopback',
  };
  const api = await openDeps(readConfig(given), silentLog);
  const worker = await openWorkerDeps(readWorkerConfig(given), silentLog);
  const unhurried = { take: async () => ({ allowed: true, limit: 1, remaining: 1, resetSeconds: 0 }) };
  const work = Object.values(contextWork({ ...worker, clock: { ...worker.clock, now } }));
  return {
    app: createApp({ ...api, clock: { ...api.clock, now }, limiter: unhurried }) as RequestListener,
    subscriptions: work.flatMap((part) => part.hears ?? []), schedules: work.flatMap((part) => part.sweeps ?? []), listTenants: worker.listTenants,
    close: async () => {
      await api.close();
      await worker.close();
    },
  };
}

function actions(env: TestEnvironment, sandbox: Sandbox, parts: Awaited<ReturnType<typeof openParts>>, time: { now: Date }) {
  let last: Promise<void> = Promise.resolve();
  let isHeld = false;
  /** One after the other: two relays at once would be two workers. */
  const inTurn = (work: () => Promise<void>): Promise<void> => (last = last.then(work, work));
  const deliver = () => inTurn(async () => void (await deliverAll(env.db, parts.subscriptions, time.now)));
  const look = () => inTurn(async () => {
    const deps = { db: env.db, clock: { now: () => time.now }, log: silentLog, listTenants: parts.listTenants };
    for (const job of parts.schedules) await runSchedule(deps, job);
    await sweepTasks(env.db, parts.subscriptions, { now: time.now, log: silentLog });
    await deliverAll(env.db, parts.subscriptions, time.now);
  });
  const pass = async (ms: number) => {
    time.now = new Date(time.now.getTime() + ms);
    await look();
  };
  return {
    deliver, pass,
    afterwards: () => (isHeld ? Promise.resolve() : deliver()),
    settle: async () => {
      sandbox.stripe.advanceClock(10_000);
      await sandbox.stripe.idle();
      for (let beat = 0; beat < 3; beat += 1) await pass(5_000); // what was put off comes up again
    },
    held: async <T>(work: () => Promise<T>): Promise<T> => {
      isHeld = true;
      try {
        return await work();
      } finally {
        isHeld = false;
      }
    },
  };
}

/** A client behind whose every change the worker does its part before the caller goes on. */
function eager(client: Client, afterwards: () => Promise<void>): Client {
  const send = async <T>(...[method, path, call]: Parameters<Client>): Promise<T> => {
    const answer = await client<T>(method, path, call);
    if (method !== 'GET') await afterwards();
    return answer;
  };
  return Object.assign(send, { as: (caller: Parameters<Client['as']>[0]) => eager(client.as(caller), afterwards) });
}
