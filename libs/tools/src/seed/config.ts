import { z } from 'zod';

const environment = z.object({
  API_URL: z.url(),
  ADMIN_URL: z.url(),
  SANDBOX_URL: z.url(),
  STOREFRONT_ORIGIN_TEMPLATE: z.string().includes('{slug}'),
  WORLD_FILE: z.string().min(1),
  STRIPE_SECRET_KEY: z.string().startsWith('sk_test_'),
});

/** Where the product stands that a program uses as its people do. */
export type Places = { api: string; admin: string; sandbox: string; storefront(slug: string): string; worldFile: string; /** The key of the stand-in, to read the payment company's own books beside ours. */ stripeKey: string };

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

export function readPlaces(env: Record<string, string | undefined>): Places {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  return {
    api: withoutSlash(e.API_URL), admin: withoutSlash(e.ADMIN_URL), sandbox: withoutSlash(e.SANDBOX_URL), worldFile: e.WORLD_FILE, stripeKey: e.STRIPE_SECRET_KEY,
    storefront: (slug) => withoutSlash(e.STOREFRONT_ORIGIN_TEMPLATE.replace('{slug}', slug)),
  };
}

const logins = z.object({ DATABASE_URL: z.url(), DATABASE_CONTROL_URL: z.url(), DATABASE_RELAY_URL: z.url() });

/** The database's logins: only the first operator's account is made with them, because no route makes one. */
export function readLogins(env: Record<string, string | undefined>): { appUrl: string; controlUrl: string; relayUrl: string } {
  const parsed = logins.safeParse(env);
  if (!parsed.success) throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  return { appUrl: parsed.data.DATABASE_URL, controlUrl: parsed.data.DATABASE_CONTROL_URL, relayUrl: parsed.data.DATABASE_RELAY_URL };
}
