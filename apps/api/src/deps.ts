import { resolveTxt } from 'node:dns/promises';
import { join } from 'node:path';
import { configurePrivacy, deriveKey, openRetentionRoots } from '@stoa/privacy';
import { openShopperSessions } from '@stoa/customers';
import { createExtractors, openAccessResolver } from '@stoa/identity';
import { loadOfferingPacks } from '@stoa/compliance';
import { loadContentPacks, loadRetentionRules } from '@stoa/invoicing';
import { createStripe, inboxBacklog, stripePayments, type PaymentsDeps } from '@stoa/payments';
import { stripePayouts, type PayoutsDeps } from '@stoa/payouts';
import { openClock } from '@stoa/platform/clock';
import { openDatabase } from '@stoa/platform/database';
import type { EventJob } from '@stoa/platform/events';
import { mediaUrl } from '@stoa/platform/files';
import type { Logger } from '@stoa/platform/log';
import { openParts } from '@stoa/platform/parts';
import { wakeRelays } from '@stoa/platform/wake';
import { columnsIndex, fallingBack, openSearchServer, postgresIndex, serverIndex } from '@stoa/search';
import { loadPacks, stripeTax, viesRegister } from '@stoa/tax';
import { openTenantDirectory } from '@stoa/tenancy';
import { allChecks } from '@stoa/workspace';
import type { Config } from './config.js';

export type Deps = Awaited<ReturnType<typeof openDeps>>;

/** Somebody waits for every answer of the API: what takes longer is given up, told as a 503, and tried again (docs/decisions/0017). */
const PATIENCE_MS = 10_000;

/** The outside world of the API, made once. Each context takes the few parts it names. */
export async function openDeps(config: Config, log: Logger) {
  configurePrivacy({ masterKey: config.masterKey });
  const db = openDatabase({ ...config.database, statementMs: PATIENCE_MS, isStrict: config.isDevelopment, log });
  const parts = await openParts({ ...config.database, ...config.parts }, log);
  const { queue, broadcast, cache, files } = parts;
  wakeRelays(db, broadcast, log);
  const clock = await openClock(db, { movable: config.isDevelopment });
  loadRetentionRules(join(process.cwd(), config.rulePacksDir));
  loadContentPacks(join(process.cwd(), config.rulePacksDir));
  await openRetentionRoots({ db, files }, clock.now());
  const directory = openTenantDirectory(db, { localHosts: config.isDevelopment });
  const stripe = createStripe({ secretKey: config.stripe.secretKey, apiUrl: config.stripe.apiUrl, timeoutMs: PATIENCE_MS, networkRetries: 1 });
  const payments: PaymentsDeps = {
    provider: stripePayments(() => stripe), sealingKey: deriveKey(config.masterKey, 'payments.webhook-secrets'), webhookBaseUrl: config.urls.api, publishableKey: config.stripe.publishableKey,
    browserApiUrl: config.stripe.browserApiUrl,
  };
  const searchServer = config.parts.openSearch && (await openSearchServer(config.parts.openSearch));
  const columns = columnsIndex({ second: postgresIndex, log });
  const payouts: PayoutsDeps = { provider: stripePayouts(() => stripe), adminUrl: config.urls.admin };
  const storefront = (slug: string) => config.urls.storefrontTemplate.replace('{slug}', slug);
  return {
    config, log, db, clock, queue, directory, payments, payouts,
    checks: allChecks,
    enqueue: (jobs: readonly EventJob[]) => queue.add('events', jobs.map((job) => ({ id: job.id, data: job }))),
    webhookBacklog: () => db.transactionAsControl((tx) => inboxBacklog({ tx })),
    mediaUrl,
    tokenSecret: config.tokenSecret,
    sessionSecret: config.sessionSecret,
    extractors: createExtractors(config.tokenSecret),
    access: openAccessResolver(db, { broadcast, log }),
    findShopper: openShopperSessions(db, log),
    searchIndex: searchServer ? fallingBack({ first: serverIndex(searchServer), second: columns, log, clock: () => Date.now() }) : columns,
    columns,
    limiter: parts.limiter, cache, files,
    hasAccessPoint: config.accessPoint !== null, accessPointSealingKey: deriveKey(config.masterKey, 'invoicing.access-points'),
    taxSources: { stripe_tax: stripeTax(stripe.tax.calculations) },
    taxIdRegisters: { vies: viesRegister({ url: config.viesUrl }) },
    packs: loadPacks(join(process.cwd(), config.rulePacksDir)),
    offeringPacks: loadOfferingPacks(join(process.cwd(), config.rulePacksDir, 'compliance')),
    publicUrls: { api: config.urls.api, admin: config.urls.admin, storefront },
    storefrontUrl: storefront,
    resolveTxt: async (host: string) => {
      try {
        return (await resolveTxt(host)).map((parts) => parts.join(''));
      } catch (error) {
        if (error instanceof Error && 'code' in error && ['ENOTFOUND', 'ENODATA'].includes(String(error.code))) return []; // no record is an answer
        throw error;
      }
    },
    close: async () => {
      clock.stop();
      await searchServer?.close();
      await columns.settled();
      await parts.close();
      await db.close();
    },
  };
}
