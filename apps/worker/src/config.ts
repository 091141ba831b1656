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
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  DATABASE_KEEPS_STATEMENTS: z.enum(['yes', 'no']).default('yes'),
  API_URL: url,
  ADMIN_URL: url,
  STOREFRONT_ORIGIN_TEMPLATE: z.string().refine((value) => value.includes('{slug}') && URL.canParse(value.replace('{slug}', 'x')), 'An address with {slug} in it, such as https://{slug}.example.com.'),
  SMTP_URL: z.url(),
  STRIPE_SECRET_KEY: z.string().min(8),
  STRIPE_API_URL: url.optional(),
  SANDBOX_URL: url.optional(),
  VIES_URL: url.default('https://ec.europa.eu/taxation_customs/vies/rest-api'),
  ECB_RATES_URL: z.union([z.literal('off'), url]).default('https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml'),
  ...partsEnvironment,
  PEPPOL_ACCESS_POINT_URL: url.optional(),
  PEPPOL_ACCESS_POINT_KEY: z.string().min(8).optional(),
  RULE_PACKS_DIR: z.string().default('config/rule-packs'),
  MASTER_KEY: secret,
  TOKEN_SECRET: secret,
  STOA_MODULES: z.string().optional(),
});

export type Config = {
  isDevelopment: boolean;
  logLevel: string;
  database: { appUrl: string; controlUrl: string; relayUrl: string; poolSize: number; keepsStatements: boolean };
  urls: { api: string; admin: string; storefrontTemplate: string };
  smtpUrl: string;
  viesUrl: string;
  /** The file of the European Central Bank's reference rates; null where nobody fetches it. */
  ecbRatesUrl: string | null;
  stripe: { secretKey: string; apiUrl: string | null; /** Where a shopper's browser finds it. */ browserApiUrl: string };
  parts: PartsSettings;
  /** Through which e-invoices reach the Peppol network; null where there is none. */
  accessPoint: { url: string; key: string } | null;
  rulePacksDir: string;
  masterKey: string;
  tokenSecret: string;
  /** Contexts whose schedules this process runs; null means all. What was told is handled by every worker. */
  modules: readonly string[] | null;
};

/** Read once, at start; all mistakes are reported together. Nothing else in the code base may look at process.env. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  if ((e.PEPPOL_ACCESS_POINT_URL === undefined) !== (e.PEPPOL_ACCESS_POINT_KEY === undefined)) throw new Error('The environment is not usable:\nPEPPOL_ACCESS_POINT_URL and PEPPOL_ACCESS_POINT_KEY stand together or not at all.');
  return {
    isDevelopment: e.NODE_ENV !== 'production',
    logLevel: e.LOG_LEVEL,
    database: { appUrl: e.DATABASE_URL, controlUrl: e.DATABASE_CONTROL_URL, relayUrl: e.DATABASE_RELAY_URL, poolSize: e.DATABASE_POOL, keepsStatements: e.DATABASE_KEEPS_STATEMENTS === 'yes' },
    urls: { api: e.API_URL, admin: e.ADMIN_URL, storefrontTemplate: e.STOREFRONT_ORIGIN_TEMPLATE.replace(/\/$/, '') },
    smtpUrl: e.SMTP_URL,
    viesUrl: e.VIES_URL,
    ecbRatesUrl: e.ECB_RATES_URL === 'off' ? null : e.ECB_RATES_URL,
    stripe: { secretKey: e.STRIPE_SECRET_KEY, apiUrl: e.STRIPE_API_URL ?? null, browserApiUrl: e.SANDBOX_URL ?? e.STRIPE_API_URL ?? 'https://api.stripe.com' },
    parts: readParts(e),
    accessPoint: e.PEPPOL_ACCESS_POINT_URL && e.PEPPOL_ACCESS_POINT_KEY ? { url: e.PEPPOL_ACCESS_POINT_URL, key: e.PEPPOL_ACCESS_POINT_KEY } : null,
    rulePacksDir: e.RULE_PACKS_DIR,
    masterKey: e.MASTER_KEY,
    tokenSecret: e.TOKEN_SECRET,
    modules: readModules(e.STOA_MODULES, CONTEXTS),
  };
}
