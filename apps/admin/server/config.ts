import { z } from 'zod';

const environment = z.object({
  ADMIN_PORT: z.coerce.number().int().min(1).max(65_535),
  API_URL: z.url(),
  ADMIN_DIST: z.string().default('apps/admin/dist'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** What the admin's server must know: its port, the API behind it, and where the built pages stand. */
export type Config = { port: number; apiUrl: string; distDir: string; logLevel: string };

/** Read once, at start; all mistakes are reported together. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  const { ADMIN_PORT: port, API_URL: apiUrl, ADMIN_DIST: distDir, LOG_LEVEL: logLevel } = parsed.data;
  return { port, apiUrl: apiUrl.replace(/\/$/, ''), distDir, logLevel };
}
