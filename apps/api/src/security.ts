import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { DomainError } from '@stoa/platform/errors';
import type { TenantDirectory } from '@stoa/tenancy';

/** What our answers let a browser do: nothing. They are data; the two pages we serve (`/docs`) say so themselves. */
export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] } },
  // Pictures are shown by storefronts of other origins.
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
});

type CorsDeps = { adminUrl: string; apiUrl: string; storefrontOrigin: RegExp; directory: TenantDirectory };

const EXPOSED = 'ETag, Idempotency-Replayed, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-Id';
const ALLOWED = 'Authorization, Content-Type, Idempotency-Key, If-Match, Stoa-Cart, Stoa-Locale, Stoa-Market, Stoa-Publishable-Key, X-Request-Id';

/** Which pages of other origins may read our answers: the admin (with its cookie), and for `/v1/store` the storefronts of marketplaces we know. */
export const cors = (deps: CorsDeps): RequestHandler => async (req, res, next) => {
  const origin = req.get('origin');
  res.vary('Origin');
  if (origin === undefined) return next();
  const isAdmin = origin === new URL(deps.adminUrl).origin;
  const isAllowed = isAdmin || (req.path.startsWith('/v1/store/') && (await isStorefront(deps, origin)));
  if (isAllowed) {
    res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED });
    if (isAdmin) res.set('Access-Control-Allow-Credentials', 'true');
  }
  if (req.method !== 'OPTIONS') return next();
  if (isAllowed) res.set({ 'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE', 'Access-Control-Allow-Headers': ALLOWED, 'Access-Control-Max-Age': '600' });
  res.status(204).end();
};

/** The routes that live by a cookie (`/v1/auth`) answer no page of a foreign origin, whatever the browser would have sent along. */
export const refuseForeignPages = (deps: Pick<CorsDeps, 'adminUrl' | 'apiUrl'>): RequestHandler => (req, _res, next) => {
  const origin = req.get('origin');
  const own = [deps.adminUrl, deps.apiUrl].map((url) => new URL(url).origin);
  if (req.method !== 'GET' && origin !== undefined && !own.includes(origin)) throw new DomainError('access.foreign_page', 'forbidden', 'Sign in on the admin’s own address.');
  next();
};

async function isStorefront(deps: CorsDeps, origin: string): Promise<boolean> {
  if (deps.storefrontOrigin.test(origin)) return true;
  if (!URL.canParse(origin)) return false;
  return (await deps.directory.byHost(new URL(origin).hostname)) !== null;
}
