import { z } from 'zod';
import type { WebhookTarget } from './stripe/stripe.js';

const target = z.strictObject({
  url: z.url(),
  secret: z.string().min(8),
  connect: z.boolean().optional(),
  payload: z.enum(['snapshot', 'thin']).optional(),
  enabled_events: z.array(z.string()).min(1).optional(),
  key: z.string().optional(),
}) satisfies z.ZodType<WebhookTarget>;

const targets = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      context.addIssue({ code: 'custom', message: `is not JSON: ${(error as Error).message}` });
      return z.NEVER;
    }
  })
  .pipe(z.array(target));

const port = z.coerce.number().int().min(0).max(65_535);
const environment = z.object({
  SANDBOX_PORT: port.default(4110),
  SANDBOX_SMTP_PORT: port.default(4125),
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_DATA_DIR: z.string().min(1).default('.stoa/sandbox'),
  SANDBOX_PUBLIC_URL: z.url().optional(),
  SANDBOX_WEBHOOKS: targets.default([]),
  SANDBOX_SETTLEMENT_MS: z.coerce.number().int().min(0).optional(),
  SANDBOX_ASYNC_CAPTURE_MS: z.coerce.number().int().min(0).optional(),
  SANDBOX_RECORDING: z.string().min(1).optional(),
});

export type Config = {
  port: number;
  smtpPort: number;
  host: string;
  dataDir: string;
  publicUrl: string | undefined;
  webhooks: WebhookTarget[];
  settlementMs: number | undefined;
  asyncCaptureMs: number | undefined;
  recordTo: string | null;
};

/** Read once, at start. Nothing else in the sandbox may look at process.env. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  return {
    port: e.SANDBOX_PORT,
    smtpPort: e.SANDBOX_SMTP_PORT,
    host: e.SANDBOX_HOST,
    dataDir: e.SANDBOX_DATA_DIR,
    publicUrl: e.SANDBOX_PUBLIC_URL,
    webhooks: e.SANDBOX_WEBHOOKS,
    settlementMs: e.SANDBOX_SETTLEMENT_MS,
    asyncCaptureMs: e.SANDBOX_ASYNC_CAPTURE_MS,
    recordTo: e.SANDBOX_RECORDING ?? null,
  };
}
