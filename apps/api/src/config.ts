import { partsEnvironment, readParts, type PartsSettings } from '@stoa/platform/parts-config';
import { readModules } from '@stoa/platform/modules';
import { z } from 'zod';
import { CONTEXTS } from '@stoa/events/contexts';

const secret = z.string().min(32, 'At least 32 characters.');
const url = z.url().transform((value) => value.replace(/\/$/, ''));

const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: z.url(),
  DATABASE_CONTROL_URL: z.url(),
  DATABASE_RELAY_URL: z.url(),
  DATABASE_REPLICA_URL: z.url().optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(12),
  DATABASE_KEEPS_STATEMENTS: z.enum(['yes', 'no']).default('yes'),
  API_PORT: z.coerce.number().int().min(0).max(65_535),
  API_URL: url,
  ADMIN_URL: url,
  STOREFRONT_ORIGIN_TEMPLATE: z.string().refine((value) => value.includes('{slug}') && URL.canParse(value.replace('{slug}', 'x')), 'An address with {slug} in it, such as https://{slug}.example.com.'),
  SANDBOX_URL: url.optional(),
  STRIPE_SECRET_KEY: z.string().min(8),
  STRIPE_PUBLISHABLE_KEY: z.string().min(8).optional(),
  STRIPE_API_URL: url.optional(),
  ...partsEnvironment,
  VIES_URL: url.default('https://ec.europa.eu/taxation_customs/vies/rest-api'),
  PEPPOL_ACCESS_POINT_URL: url.optional(),
  PEPPOL_ACCESS_POINT_KEY: z.string().min(8).optional(),
  RULE_PACKS_DIR: z.string().default('config/rule-packs'),
  ASSETS_DIR: z.string().default('apps/api/assets'),
  MASTER_KEY: secret,
  TOKEN_SECRET: secret,
  SESSION_SECRET: secret,
  STOA_MODULES: z.string().optional(),
  TRUSTED_PROXIES: z.string().default(''),
  SHUTDOWN_DRAIN_MS: z.coerce.number().int().min(0).max(60_000).optional(),
});

export type Config = {
  isDevelopment: boolean;
  logLevel: string;
  database: { appUrl: string; controlUrl: string; relayUrl: string; replicaUrl: string | null; poolSize: number; keepsStatements: boolean };
  port: number;
  urls: { api: string; admin: string; storefrontTemplate: string };
  stripe: { secretKey: string; publishableKey: string; apiUrl: string | null; /** Where a shopper's browser finds it. */ browserApiUrl: string };
  parts: PartsSettings;
  /** The European Union's register of VAT numbers. */
  viesUrl: string;
  /** Through which e-invoices reach the Peppol network; null where there is none. */
  accessPoint: { url: string; key: string } | null;
  rulePacksDir: string;
  assetsDir: string;
  masterKey: string;
  tokenSecret: string;
  sessionSecret: string;
  /** Contexts whose routes this process serves; null means all. */
  modules: readonly string[] | null;
  /** Addresses of proxies whose X-Forwarded headers count. */
  trustedProxies: readonly string[];
  /** How long the load balancer has to notice that we are leaving. */
  drainMs: number;
};

/** Read once, at start; all mistakes are reported together. Nothing else in the code base may look at process.env. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  if ((e.PEPPOL_ACCESS_POINT_URL === undefined) !== (e.PEPPOL_ACCESS_POINT_KEY === undefined)) throw new Error('The environment is not usable:\nPEPPOL_ACCESS_POINT_URL and PEPPOL_ACCESS_POINT_KEY stand together or not at all.');
  if (e.NODE_ENV === 'production' && !e.STRIPE_API_URL && !e.STRIPE_PUBLISHABLE_KEY) throw new Error('The environment is not usable:\nSTRIPE_PUBLISHABLE_KEY is missing: browsers need it beside the secret key.');
  const isDevelopment = e.NODE_ENV !== 'production';
  return {
    isDevelopment,
    logLevel: e.LOG_LEVEL,
    database: { appUrl: e.DATABASE_URL, controlUrl: e.DATABASE_CONTROL_URL, relayUrl: e.DATABASE_RELAY_URL, replicaUrl: e.DATABASE_REPLICA_URL ?? null, poolSize: e.DATABASE_POOL, keepsStatements: e.DATABASE_KEEPS_STATEMENTS === 'yes' },
    port: e.API_PORT,
    urls: { api: e.API_URL, admin: e.ADMIN_URL, storefrontTemplate: e.STOREFRONT_ORIGIN_TEMPLATE.replace(/\/$/, '') },
    // The two keys of one Stripe account differ in their prefix for the stand-in; Stripe's own must be given.
    stripe: { secretKey: e.STRIPE_SECRET_KEY, publishableKey: e.STRIPE_PUBLISHABLE_KEY ?? e.STRIPE_SECRET_KEY.replace(/^[sr]k_/, 'pk_'), apiUrl: e.STRIPE_API_URL ?? null, browserApiUrl: e.SANDBOX_URL ?? e.STRIPE_API_URL ?? 'https://api.stripe.com' },
    parts: readParts(e),
    viesUrl: e.VIES_URL,
    accessPoint: e.PEPPOL_ACCESS_POINT_URL && e.PEPPOL_ACCESS_POINT_KEY ? { url: e.PEPPOL_ACCESS_POINT_URL, key: e.PEPPOL_ACCESS_POINT_KEY } : null,
    rulePacksDir: e.RULE_PACKS_DIR,
    assetsDir: e.ASSETS_DIR,
    masterKey: e.MASTER_KEY,
    tokenSecret: e.TOKEN_SECRET,
    sessionSecret: e.SESSION_SECRET,
    modules: readModules(e.STOA_MODULES, CONTEXTS),
    trustedProxies: splitList(e.TRUSTED_PROXIES),
    drainMs: e.SHUTDOWN_DRAIN_MS ?? (isDevelopment ? 0 : 5_000),
  };
}

const splitList = (text: string): string[] => text.split(',').map((part) => part.trim()).filter(Boolean);
