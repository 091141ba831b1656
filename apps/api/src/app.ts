import type { RequestListener } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import { catalogRoutes, pictureRouter, pictureUploads } from '@stoa/catalog/routes';
import { routes as checkoutRoutes } from '@stoa/checkout/routes';
import { complianceRoutes } from '@stoa/compliance/routes';
import { routes as contentRoutes } from '@stoa/content/routes';
import { routes as customersRoutes } from '@stoa/customers/routes';
import { identityRoutes } from '@stoa/identity/routes';
import { inventoryRoutes } from '@stoa/inventory/routes';
import { routes as invoicingRoutes } from '@stoa/invoicing/routes';
import { routes as ordersRoutes } from '@stoa/orders/routes';
import { createOperatorContext, systemActor } from '@stoa/platform/context';
import { identifyRequest, mount, noSuchRoute, openapi, openHotReads, problems, type Route } from '@stoa/platform/http';
import { servedOf } from '@stoa/platform/modules';
import { receiveWebhook } from '@stoa/payments';
import { routes as paymentsRoutes } from '@stoa/payments/routes';
import { routes as payoutsRoutes } from '@stoa/payouts/routes';
import { pricingRoutes } from '@stoa/pricing/routes';
import { reportingRoutes } from '@stoa/reporting/routes';
import { routes as searchRoutes } from '@stoa/search/routes';
import { shippingRoutes } from '@stoa/shipping/routes';
import { taxRoutes } from '@stoa/tax/routes';
import { tenancyRoutes } from '@stoa/tenancy/routes';
import { vendorRoutes } from '@stoa/vendors/routes';
import { importUploads, routes as workspaceRoutes } from '@stoa/workspace/routes';
import type { ContextName } from '@stoa/events/contexts';
import type { Deps } from './deps.js';
import { docsPage } from './docs.js';
import { addressOf, tenantOf, type TrustProxy } from './facts-of-request.js';
import { openOperatorContext, openStoreContext, openTokenContext } from './open-context.js';
import { cors, refuseForeignPages, securityHeaders } from './security.js';

/** Every context's routes. `STOA_MODULES` names those that a process serves. */
export const contextRoutes = (deps: Deps): Readonly<Partial<Record<ContextName, readonly Route[]>>> => ({
  tenancy: tenancyRoutes(deps),
  content: contentRoutes(deps),
  identity: identityRoutes(deps),
  compliance: complianceRoutes,
  tax: taxRoutes(deps),
  vendors: vendorRoutes,
  catalog: catalogRoutes(deps),
  pricing: pricingRoutes,
  inventory: inventoryRoutes,
  shipping: shippingRoutes,
  customers: customersRoutes,
  orders: ordersRoutes(deps),
  payments: paymentsRoutes(deps.payments),
  checkout: checkoutRoutes(deps),
  invoicing: invoicingRoutes(deps),
  payouts: payoutsRoutes(deps.payouts),
  search: searchRoutes(deps),
  reporting: reportingRoutes(deps),
  workspace: workspaceRoutes(deps),
});

/** What listens: what is kept of hot reads, and Express behind it for all else. */
export type App = RequestListener & { readonly behind: Express };

/** The whole API on one page. */
export function createApp(deps: Deps, health: { isDraining: boolean } = { isDraining: false }): App {
  const app = express();
  const contexts = contextRoutes(deps);
  const all = Object.values(contexts).flat();
  const served = servedOf(contexts, deps.config.modules).flat();
  const serves = (name: ContextName) => deps.config.modules === null || deps.config.modules.includes(name);
  const adminUrl = deps.config.urls.admin;
  const apiUrl = deps.config.urls.api;

  app.disable('x-powered-by');
  // X-Forwarded-For, -Host and -Proto count from these proxies only.
  app.set('trust proxy', deps.config.trustedProxies.length > 0 ? [...deps.config.trustedProxies] : false);
  app.set('query parser', 'simple'); // `filter[status]` is the name of a field, not a path into an object
  const hotReads = openHotReads({ cache: deps.cache, limiter: deps.limiter, tenantOf: tenantOf(deps.directory), addressOf: addressOf(app.get('trust proxy fn') as TrustProxy) });
  app.use(identifyRequest(deps.log), securityHeaders);
  app.get('/livez', (_req, res) => void res.json({ alive: true }));
  app.get('/readyz', ready(deps, health));
  app.use(docsPage(() => openapi('Stoa', all), deps.config.assetsDir));

  if (serves('payments')) app.post('/v1/webhooks/stripe/:gateway_account_id', express.raw({ type: () => true, limit: '1mb' }), stripeWebhook(deps)); // raw bytes: a signature is over them
  app.use(cors({ adminUrl, apiUrl, directory: deps.directory, storefrontOrigin: originPattern(deps.config.urls.storefrontTemplate) }));
  app.use('/v1/auth', refuseForeignPages({ adminUrl, apiUrl }));
  if (serves('catalog')) app.use(pictureUploads()); // raw bytes as well, on that path
  if (serves('workspace')) app.use(importUploads()); // and on this one
  app.use(express.json({ limit: '1mb' }));
  if (serves('catalog')) app.use(pictureRouter(deps));
  app.use(mount(served.filter((route) => route.kind === 'public'), { limiter: deps.limiter }));
  app.use('/v1/store', openStoreContext(deps));
  app.use(['/v1/vendor', '/v1/admin'], openTokenContext(deps));
  app.use('/v1/operator', openOperatorContext(deps));
  app.use(mount(served.filter((route) => route.kind !== 'public'), { limiter: deps.limiter, hotReads }), noSuchRoute, problems); // whole paths: a vendor's route cannot be reached under another prefix
  return Object.assign(hotReads.before(app), { behind: app });
}

/** Ready means: the database answers within a second, and we are not leaving. Third parties are not asked. */
const ready = (deps: Pick<Deps, 'db' | 'log'>, health: { isDraining: boolean }): RequestHandler => async (req, res) => {
  const answers = health.isDraining ? false : await Promise.race([deps.db.ping().then(() => true, () => false), new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 1_000).unref())]);
  if (!answers) (req.log ?? deps.log).warn({ isDraining: health.isDraining }, 'not ready');
  res.status(answers ? 200 : 503).json({ ready: answers, draining: health.isDraining });
};

const stripeWebhook = (deps: Pick<Deps, 'db' | 'clock' | 'log' | 'payments'>): RequestHandler<{ gateway_account_id: string }> => async (req, res) => {
  const ctx = createOperatorContext(deps.db, { actor: systemActor, now: deps.clock.now(), log: req.log ?? deps.log, requestId: req.requestId ?? null });
  const rawBody = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  await receiveWebhook(deps.payments, ctx, { endpointId: req.params.gateway_account_id, rawBody, signature: req.get('stripe-signature') ?? '' });
  res.json({ received: true });
};

/** Which origins the storefronts of our own hosts have. */
const originPattern = (template: string): RegExp => new RegExp(`^${new URL(template.replace('{slug}', 'SLUG')).origin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/slug/i, '[a-z0-9-]+')}$`);
