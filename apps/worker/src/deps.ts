import { join } from 'node:path';
import { loadOfferingPacks } from '@stoa/compliance';
import { loadContentPacks, loadRetentionRules } from '@stoa/invoicing';
import { httpAccessPoint, ownAccessPointKey } from '@stoa/invoicing';
import { createStripe, stripePayments, type PaymentsDeps } from '@stoa/payments';
import { stripePayouts, type PayoutsDeps } from '@stoa/payouts';
import { openClock } from '@stoa/platform/clock';
import { openDatabase } from '@stoa/platform/database';
import { mediaUrl } from '@stoa/platform/files';
import type { Logger } from '@stoa/platform/log';
import { smtpMailer } from '@stoa/platform/mail';
import { openParts } from '@stoa/platform/parts';
import { wakeRelays } from '@stoa/platform/wake';
import { configurePrivacy, deriveKey, openRetentionRoots } from '@stoa/privacy';
import { openSearchServer } from '@stoa/search';
import { ecbRates, loadPacks, viesRegister, type RateSources } from '@stoa/tax';
import { listTenantIds } from '@stoa/tenancy';
import { allChecks } from '@stoa/workspace';
import { fetchPictureFromInternet } from '@stoa/workspace/jobs';
import type { Config } from './config.js';

export type Deps = Awaited<ReturnType<typeof openDeps>>;

/** The outside world of the worker, made once. Each context takes the few parts it names. */
const rateSourcesOf = ({ ecbRatesUrl }: Config): RateSources => (ecbRatesUrl === null ? {} : { ecb: ecbRates({ url: ecbRatesUrl }) });

export async function openDeps(config: Config, log: Logger) {
  configurePrivacy({ masterKey: config.masterKey });
  const db = openDatabase({ ...config.database, isStrict: config.isDevelopment, log });
  const parts = await openParts({ ...config.database, ...config.parts }, log);
  const { queue, broadcast, cache, files } = parts;
  wakeRelays(db, broadcast, log);
  const clock = await openClock(db, { movable: config.isDevelopment });
  loadRetentionRules(join(process.cwd(), config.rulePacksDir));
  loadContentPacks(join(process.cwd(), config.rulePacksDir));
  await openRetentionRoots({ db, files }, clock.now());
  const mailer = smtpMailer(config.smtpUrl);
  const stripe = createStripe({ secretKey: config.stripe.secretKey, apiUrl: config.stripe.apiUrl });
  const payments: PaymentsDeps = {
    provider: stripePayments(() => stripe), sealingKey: deriveKey(config.masterKey, 'payments.webhook-secrets'), webhookBaseUrl: config.urls.api,
    publishableKey: config.stripe.secretKey.replace(/^[sr]k_/, 'pk_'), browserApiUrl: config.stripe.browserApiUrl,
  };
  const searchServer = config.parts.openSearch && (await openSearchServer(config.parts.openSearch));
  const payouts: PayoutsDeps = { provider: stripePayouts(() => stripe), adminUrl: config.urls.admin };
  const storefront = (slug: string) => config.urls.storefrontTemplate.replace('{slug}', slug);
  return {
    config, log, db, broadcast, clock, queue, mailer, payments, payouts,
    checks: allChecks,
    mediaUrl,
    tokenSecret: config.tokenSecret,
    cache, files, searchServer, fetchPicture: fetchPictureFromInternet,
    packs: loadPacks(join(process.cwd(), config.rulePacksDir)),
    taxIdRegisters: { vies: viesRegister({ url: config.viesUrl }) },
    rateSources: rateSourcesOf(config),
    offeringPacks: loadOfferingPacks(join(process.cwd(), config.rulePacksDir, 'compliance')),
    accessPoint: config.accessPoint && httpAccessPoint({ ...config.accessPoint, ownKey: ownAccessPointKey(deriveKey(config.masterKey, 'invoicing.access-points')) }),
    publicUrls: { api: config.urls.api, admin: config.urls.admin, storefront },
    storefrontUrl: storefront,
    listTenants: () => db.transactionAsControl(listTenantIds),
    close: async () => {
      clock.stop();
      await searchServer?.close();
      await parts.close();
      mailer.close();
      await db.close();
    },
  };
}
