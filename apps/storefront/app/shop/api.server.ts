import { LRUCache } from 'lru-cache';
import type { Visit } from './session.server.js';
import type { Problem } from './store-types.js';
import type { ShopContext } from './load-context.js';

/** A refusal of the API in its own words; the page decides where to show it. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

type Options = { method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'; body?: unknown; idempotencyKey?: string; cartToken?: string | null };

/** Answers that the API calls public, for as long as it says: the words of a home page are not asked for with every page that stands below them. */
const kept = new LRUCache<string, { body: unknown }>({ max: 5_000, ttl: 1 });

/** Calls `/v1/store` as this shopper of this marketplace. Throws `Refused` for a problem document; anything else is our bug and reaches the error page. */
export async function callStore<T>(context: ShopContext, visit: Visit, path: string, options: Options = {}): Promise<T> {
  if ((options.method ?? 'GET') !== 'GET') {
    context.asked.clear(); // what was read before a change is not true after it
    return send<T>(context, visit, path, options);
  }
  const key = [context.shop.publishable_key, visit.market.code, visit.locale, path].join(' ');
  const hit = kept.get(key);
  if (hit) return hit.body as T;
  const mine = `${key} ${options.cartToken ?? visit.cartToken} ${visit.shopperToken}`;
  const running = context.asked.get(mine) ?? send<T>(context, visit, path, options, key);
  context.asked.set(mine, running);
  return running as Promise<T>;
}

async function send<T>(context: ShopContext, visit: Visit, path: string, options: Options, keepAs?: string): Promise<T> {
  const cartToken = options.cartToken ?? visit.cartToken;
  const response = await fetch(`${context.apiUrl}/v1/store${path}`, {
    method: options.method ?? 'GET',
    headers: {
      accept: 'application/json',
      'stoa-publishable-key': context.shop.publishable_key,
      'stoa-market': visit.market.code,
      'stoa-locale': visit.locale,
      'x-request-id': context.requestId,
      'x-forwarded-for': context.clientIp,
      ...(cartToken && { 'stoa-cart': cartToken }),
      ...(visit.shopperToken && { authorization: `Bearer ${visit.shopperToken}` }),
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...(options.idempotencyKey && { 'idempotency-key': options.idempotencyKey }),
    },
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Refused(await readProblem(response));
  const body = response.status === 204 ? null : await response.json();
  const seconds = publicSeconds(response.headers.get('cache-control'));
  if (keepAs && seconds > 0) kept.set(keepAs, { body }, { ttl: seconds * 1_000 });
  return body as T;
}

/** How long everybody may be shown the same answer; 0 for what is somebody's own. */
function publicSeconds(header: string | null): number {
  return header && /\bpublic\b/.test(header) ? Number(/max-age=(\d+)/.exec(header)?.[1] ?? 0) : 0;
}

async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return { status: response.status, code: 'unknown', title: response.statusText, ...(JSON.parse(text) as Partial<Problem>) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { status: response.status, code: 'unreadable', title: response.statusText };
  }
}

/** For pages of one thing: what the API does not know is our 404, and the rest goes on to the error page. */
export async function loadOr404<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (error instanceof Refused && (error.problem.status === 404 || error.problem.status === 400)) throw new Response('Not found', { status: 404 });
    throw error;
  });
}
