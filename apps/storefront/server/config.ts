import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  API_URL: z.url(),
  STOREFRONT_PORT: port,
  STOREFRONT_ORIGIN_TEMPLATE: z.string().includes('{slug}'),
  STOREFRONT_ALIASES: z.string().regex(/^(\d+=[a-z0-9-]+(,\d+=[a-z0-9-]+)*)?$/).default(''),
  STOREFRONT_CARD_FORM_ORIGIN: z.url().optional(),
  SANDBOX_URL: z.url().optional(),
  TRUSTED_PROXIES: z.string().default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** What the storefront process must know. `aliases` are extra ports that stand for one marketplace each (browsers that do not resolve `*.localhost`). */
export type Config = {
  isProduction: boolean;
  apiUrl: string;
  port: number;
  originTemplate: string;
  aliases: readonly { port: number; slug: string }[];
  cardFormOrigin: string | null;
  trustedProxies: readonly string[];
  logLevel: string;
};

/** Read once, at start; all mistakes are reported together. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  return {
    isProduction: e.NODE_ENV === 'production',
    apiUrl: e.API_URL.replace(/\/$/, ''),
    port: e.STOREFRONT_PORT,
    originTemplate: e.STOREFRONT_ORIGIN_TEMPLATE,
    aliases: e.STOREFRONT_ALIASES.split(',').filter(Boolean).map(toAlias),
    cardFormOrigin: e.STOREFRONT_CARD_FORM_ORIGIN ?? e.SANDBOX_URL ?? null,
    trustedProxies: e.TRUSTED_PROXIES.split(',').map((p) => p.trim()).filter(Boolean),
    logLevel: e.LOG_LEVEL,
  };
}

function toAlias(text: string): { port: number; slug: string } {
  const [aliasPort, slug] = text.split('=') as [string, string];
  return { port: Number(aliasPort), slug };
}
