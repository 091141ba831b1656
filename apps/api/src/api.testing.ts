import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaymentsDeps } from '@stoa/payments';
import { fakePayouts, payoutsDeps } from '@stoa/payouts/testing';
import { fakeGateway, paymentsDeps } from '@stoa/payments/testing';
import type { Subscription } from '@stoa/platform/events';
import { silentLog, type Logger } from '@stoa/platform/log';
import { mailboxInMemory } from '@stoa/platform/mail';
import { fixedClock } from '@stoa/platform/clock';
import { type TestEnvironment, at, deliverAll } from '@stoa/platform/testing';
import { contextWork } from '../../worker/src/handlers.js';
import { type App, createApp } from './app.js';
import { readConfig } from './config.js';
import { openDeps, type Deps } from './deps.js';

export const NOW = at('2026-03-01T09:00:00Z');

export type TestApi = {
  readonly app: App;
  readonly deps: Deps;
  readonly subscriptions: readonly Subscription[];
  /** What the DNS answers: TXT records by name. */
  readonly dns: Map<string, string[]>;
  readonly mailbox: ReturnType<typeof mailboxInMemory>;
  /** Brings all told events to their handlers, as relay, queue and worker would. */
  deliver(): Promise<number>;
  close(): Promise<void>;
};

const SECRETS = { MASTER_KEY: '7'.repeat(64), TOKEN_SECRET: 'a secret of tests only, thirty-two bytes', SESSION_SECRET: 'another secret of tests, thirty-two bytes' };

/** The API as main.ts puts it together, on a test's own database, with fakes for the gateway and the mail server, a clock that stands still, and no limit on haste. */
export async function openTestApi(env: TestEnvironment, world: { payments?: PaymentsDeps; log?: Logger; modules?: string } = {}): Promise<TestApi> {
  const config = readConfig({
    ...env.urls, ...SECRETS, NODE_ENV: 'test', LOG_LEVEL: 'silent', API_PORT: '0', API_URL: 'http://api.localhost', ADMIN_URL: 'http://admin.localhost', STOREFRONT_ORIGIN_TEMPLATE: 'http://{slug}.localhost',
    STRIPE_SECRET_KEY: 'sk_test_stoa', STRIPE_API_URL: 'http://127.0.0.1:9', VIES_URL: 'http://127.0.0.1:9', FILES_DIR: mkdtempSync(join(tmpdir(), 'stoa-api-')), DATABASE_POOL: '4', ...(world.modules === undefined ? {} : { STOA_MODULES: world.modules }),
  });
  const real = await openDeps(config, world.log ?? silentLog);
  const mailbox = mailboxInMemory();
  const dns = new Map<string, string[]>();
  const deps: Deps = {
    ...real, clock: { ...real.clock, ...fixedClock(NOW) }, payments: world.payments ?? paymentsDeps(fakeGateway()), payouts: payoutsDeps(fakePayouts()), limiter: { take: async () => ({ allowed: true, limit: 1, remaining: 1, resetSeconds: 0 }) },
    resolveTxt: async (host) => dns.get(host) ?? [],
  };
  const subscriptions = Object.values(contextWork({ ...deps, mailer: mailbox, listTenants: async () => [] } as unknown as Parameters<typeof contextWork>[0])).flatMap((work) => work.hears ?? []);
  return { app: createApp(deps), deps, subscriptions, dns, mailbox, deliver: () => deliverAll(env.db, subscriptions, NOW), close: real.close };
}

/** A test with an API of its own. */
export const withApi = async (env: TestEnvironment, work: (api: TestApi) => Promise<void>): Promise<void> => {
  const api = await openTestApi(env);
  try {
    await work(api);
  } finally {
    await api.close();
  }
};
