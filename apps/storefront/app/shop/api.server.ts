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

/** Calls `/v1/store` as this shopper of this marketplace. Throws `Refused` for a problem document; anything else is our bug and reaches the error page. */
export async function callStore<T>(context: ShopContext, visit: Visit, path: string, options: Options = {}): Promise<T> {
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
  if (response.ok) return (response.status === 204 ? null : await response.json()) as T;
  throw new Refused(await readProblem(response));
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
