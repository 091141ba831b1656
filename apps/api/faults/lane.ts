import { createServer } from 'node:http';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '@stoa/platform/context';
import { createSandbox, type Sandbox } from '@stoa/app-sandbox/sandbox';
import { openOwnDatabase, type TestEnvironment } from '@stoa/platform/testing';
import { type Child, spareProcess } from './child.js';
import { type Progress, readProgress } from './progress.js';

/** One database, one stand-in for Stripe and the mail, and one process under test after the other. */
export type Lane = {
  readonly name: string;
  readonly env: TestEnvironment;
  readonly sandbox: Sandbox;
  readonly apiUrl: string;
  child(): Child;
  /** Puts the next process in the place of a dead one. */
  restart(): Promise<void>;
  /** Lets time go by, for us and for Stripe. */
  pass(ms: number): Promise<void>;
  /** Until nothing is under way any more: nothing to be relayed or heard, no news unread; Stripe has delivered what it could. False when it does not come to rest. */
  quiet(): Promise<boolean>;
  progress(ctx: Ctx): Promise<Progress>;
  /** The moment it is there. */
  now(): Date;
  /** Whose rows `quiet` looks at. */
  watch(ctx: () => Ctx): void;
  /** Does something while every schedule ticks as it would by itself. */
  ticking<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

const TICK_MS = 150;
const QUIET_MS = 15_000;
/** After this long without rest, what the dead process had in its hands is taken from it, as the schedules would after minutes. */
const IMPATIENT_MS = 250;

export async function openLane(name: string, program: string, logLevel: string): Promise<Lane> {
  const [env, sandbox, port] = await Promise.all([openOwnDatabase(), createSandbox({ asyncCaptureMs: 60 }), freePort()]);
  const apiUrl = `http://127.0.0.1:${port}`;
  const variables = {
    ...env.urls, MASTER_KEY: '7'.repeat(64), TOKEN_SECRET: 'a secret of tests only, thirty-two bytes', SESSION_SECRET: 'another secret of tests, thirty-two bytes', NODE_ENV: 'test', LOG_LEVEL: logLevel,
    API_PORT: String(port), API_URL: apiUrl, ADMIN_URL: 'http://admin.localhost', STOREFRONT_ORIGIN_TEMPLATE: 'http://{slug}.localhost', STRIPE_SECRET_KEY: 'sk_test_stoa', STRIPE_API_URL: sandbox.url, VIES_URL: `${sandbox.url}/vies/rest-api`, ECB_RATES_URL: 'off', PEPPOL_ACCESS_POINT_URL: `${sandbox.url}/access-point/v1`, PEPPOL_ACCESS_POINT_KEY: 'a key of tests only',
    SMTP_URL: sandbox.smtpUrl, FILES_DIR: mkdtempSync(join(tmpdir(), 'stoa-faults-')), DATABASE_POOL: '6', TRUSTED_PROXIES: 'loopback',
  };
  const spare = () => spareProcess(program, variables);
  let next = spare();
  /** On a machine that has much else to do a connection may come too late: that is no fault of what is tried here. */
  const follow = async (): Promise<Child> => {
    for (let tries = 1; ; tries += 1) {
      const started = next.start();
      next = spare();
      try {
        return await started;
      } catch (error) {
        if (tries === 3) throw error;
      }
    }
  };
  let child = await follow();
  const progress = (ctx: Ctx) => readProgress(ctx, child.hears);
  let offsetMs = 0;
  let watched: () => Ctx = () => env.ctx;
  return {
    name, env, sandbox, apiUrl, progress,
    child: () => child,
    restart: async () => {
      await child.died;
      child = await follow();
    },
    now: () => new Date(Date.now() + offsetMs),
    watch: (ctx) => void (watched = ctx),
    ticking: async (work) => {
      let isOver = false;
      const ticks = async () => {
        while (!isOver) await Promise.all([child.look(), sleep(TICK_MS)]);
      };
      const [answer] = await Promise.all([work().finally(() => void (isOver = true)), ticks()]);
      return answer;
    },
    pass: async (ms) => {
      await child.move(ms);
      offsetMs += ms;
      sandbox.stripe.advanceClock(ms);
    },
    quiet: async () => {
      const until = Date.now() + QUIET_MS;
      let isImpatientAt = Date.now() + IMPATIENT_MS;
      for (;;) {
        await sandbox.stripe.idle();
        const busy = await child.look();
        const { unrelayed, unheard, dueInbox } = await progress(watched());
        if (unrelayed + unheard + dueInbox + busy === 0) return true;
        if (Date.now() > until) return false;
        if (unheard > 0 && Date.now() > isImpatientAt) {
          await child.recover();
          isImpatientAt = Date.now() + 4 * IMPATIENT_MS;
        }
        await sleep(20);
      }
    },
    close: async () => {
      await Promise.all([child.kill(), next.dismiss()]);
      await Promise.all([sandbox.close(), env.close()]);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
