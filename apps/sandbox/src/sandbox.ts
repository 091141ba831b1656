import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type ErrorRequestHandler } from 'express';
import { openAccessPoint, type AccessPoint, type AccessPointTables } from './access-point/access-point.js';
import { accessPointPages, accessPointRoutes } from './access-point/access-point.pages.js';
import { openMailbox, type Mailbox } from './mail/mailbox.js';
import { mailPages } from './mail/mail.pages.js';
import { startSmtp } from './mail/smtp.js';
import { dashboard } from './pages/dashboard.js';
import { hostedPages } from './pages/hosted.js';
import { page, PAGE_HEADERS } from './pages/layout.js';
import { html } from './pages/html.js';
import { openStore } from './store.js';
import { readKey } from './stripe/ids.js';
import { simRoutes } from './stripe/sim/sim.routes.js';
import { configuredEndpoint, createStripe, type StripeControls, type WebhookTarget } from './stripe/stripe.js';
import type { Tables } from './stripe/tables.js';
import { DAY_MS } from './stripe/world.js';

import { viesRoutes } from './vies/vies.js';
import { ecbRoutes } from './ecb/ecb.js';

export type { Mail, MailSummary } from './mail/mailbox.js';
export type { StripeControls, WebhookTarget } from './stripe/stripe.js';

export type SandboxOptions = {
  /** 0, the default, takes a free port. */
  port?: number;
  smtpPort?: number;
  host?: string;
  /** Where state survives a restart; null, the default, keeps it in memory. */
  dataDir?: string | null;
  /** How browsers reach it; by default its own address. */
  publicUrl?: string | undefined;
  webhooks?: readonly WebhookTarget[];
  settlementMs?: number | undefined;
  asyncCaptureMs?: number | undefined;
  /** A file that keeps every call of /v1, its answer, and every event. */
  recordTo?: string | null;
  log?(line: string): void;
};
export type Sandbox = {
  url: string;
  smtpUrl: string;
  host: string;
  port: number;
  smtpPort: number;
  stripe: StripeControls & { addWebhook(target: WebhookTarget): void };
  mail: Pick<Mailbox, 'list' | 'read' | 'waitFor' | 'clear'>;
  accessPoint: Pick<AccessPoint, 'list'>;
  close(): Promise<void>;
};

const SETTLEMENT_MS = 2 * DAY_MS;
const ASYNC_CAPTURE_MS = 150;

/** Starts the stand-ins for the outside world: Stripe, a mailbox, the register of VAT numbers and a Peppol access point. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', dataDir = null, log = () => undefined } = options;
  const mailbox = openMailbox(dataDir && join(dataDir, 'mail'));
  const accessPoint = openAccessPoint(openStore<AccessPointTables>(dataDir && join(dataDir, 'access-point')));
  const webhooks = [...(options.webhooks ?? [])].map((target, index) => configuredEndpoint(target, index, accountOf(target)));
  const stripe = createStripe({
    store: openStore<Tables>(dataDir && join(dataDir, 'stripe')),
    publicUrl: () => options.publicUrl ?? url,
    configured: webhooks,
    recordTo: options.recordTo ?? null,
    log,
    settlementMs: options.settlementMs ?? SETTLEMENT_MS,
    asyncCaptureMs: options.asyncCaptureMs ?? ASYNC_CAPTURE_MS,
  });

  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.get('/livez', (_req, res) => void res.json({ status: 'ok' }));
  app.use(stripe.router);
  app.use('/vies/rest-api', viesRoutes());
  app.use('/ecb', ecbRoutes());
  app.use('/access-point/v1', accessPointRoutes(accessPoint));
  app.use('/_sim', simRoutes(stripe));
  app.use(hostedPages(stripe), mailPages(mailbox), accessPointPages(accessPoint), dashboard(stripe));
  app.use(
    (_req, res) =>
      void res
        .status(404)
        .set(PAGE_HEADERS)
        .send(page({ title: 'Nothing here', place: 'payments', body: html`<h1>There is nothing here</h1><p><a href="/">To the payments</a></p>` })),
  );
  app.use(broken(log));

  const server = createServer(app);
  const port = await listen(server, options.port ?? 0, host);
  const url = `http://${host}:${port}`;
  const smtp = await startSmtp(mailbox, { host, port: options.smtpPort ?? 0, log }).catch(async (error: unknown) => {
    server.close();
    await stripe.stop();
    throw error;
  });
  stripe.wake();
  return {
    url,
    host,
    port,
    smtpPort: smtp.port,
    smtpUrl: `smtp://${host}:${smtp.port}`,
    mail: mailbox,
    accessPoint,
    stripe: { ...stripe.controls, addWebhook: (target) => void webhooks.push(configuredEndpoint(target, webhooks.length, accountOf(target))) },
    async close() {
      server.close();
      server.closeIdleConnections();
      await Promise.all([smtp.close(), stripe.stop()]);
      server.closeAllConnections();
    },
  };
}

function accountOf({ key }: WebhookTarget): string {
  if (key === undefined) return '*';
  const opened = readKey(key);
  if (!opened) throw new Error('A webhook target names a key that is no test key.');
  return opened.account;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** What no route foresaw. Bodies that cannot be read are the sender's fault and keep their status. */
const broken =
  (log: (line: string) => void): ErrorRequestHandler =>
  (error, req, res, _next) => {
    const status = (error as { expose?: boolean; status?: number }).expose ? ((error as { status?: number }).status ?? 400) : 500;
    if (status === 500) log(`The sandbox broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const message = status === 500 ? 'The sandbox broke; its log says why.' : (error as Error).message;
    if (/^\/v[12]\//.test(req.path)) return void res.status(status).json({ error: { type: status === 500 ? 'api_error' : 'invalid_request_error', message } });
    res.status(status).json({ error: message });
  };
