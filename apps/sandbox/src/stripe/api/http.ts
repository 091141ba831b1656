import { setTimeout as pause } from 'node:timers/promises';
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { newId, readKey } from '../ids.js';
import { own, type Scope, type World } from '../world.js';
import { API_VERSION } from '../event/tell.js';
import { Reply, type Answer, type Endpoint } from './endpoint.js';
import { ApiError, forbidden, unauthenticated, unknownRoute } from './errors.js';
import { expandPaths } from './expand.js';
import type { Faults } from './faults.js';
import { parseForm } from './form.js';
import type { recording } from './recording.js';
import { keyOf, recall, remember, type Keyed } from './idempotency.js';
import { accept, acceptV2 } from './params.js';

export type ApiDeps = { world: World; faults: Faults; deliverUrgent(requestId: string): Promise<void>; log(line: string): void; recorder: ReturnType<typeof recording> | null };
type Exchange = { deps: ApiDeps; endpoint: Endpoint; req: Request; res: Response; requestId: string };

const MAX_BODY = '1mb';

/** Mounts the endpoints: keys, forms, idempotency, faults and errors are the same for all of them. */
export function stripeApi(deps: ApiDeps, endpoints: readonly Endpoint[]): Router {
  const router = Router();
  const inFlight = new Map<string, string>();
  router.use(['/v1', '/v2'], openToBrowsers, express.text({ type: () => true, limit: MAX_BODY }));
  if (deps.recorder) router.use('/v1', deps.recorder.calls);
  for (const endpoint of endpoints) {
    router[endpoint.method](endpoint.path, async (req, res) => {
      const requestId = newId('req', 14);
      res.set({ 'Request-Id': requestId, 'Stripe-Version': API_VERSION });
      await answer({ deps, endpoint, req, res, requestId }, inFlight);
    });
  }
  router.use(['/v1', '/v2'], (req, res) => {
    res.set({ 'Request-Id': newId('req', 14), 'Stripe-Version': API_VERSION });
    send(res, { status: 404, body: { error: unknownRoute(req.method, req.originalUrl.split('?')[0]!).body } });
  });
  return router;
}

/** The card form runs in the shopper's browser, on the storefront's origin. */
const openToBrowsers: RequestHandler = (req, res, next) => {
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Stripe-Version, Stripe-Account',
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    'Access-Control-Expose-Headers': 'Request-Id',
    'Access-Control-Max-Age': '600',
  });
  if (req.method === 'OPTIONS') return void res.status(204).end();
  next();
};

async function answer(exchange: Exchange, inFlight: Map<string, string>): Promise<void> {
  const { deps, endpoint, req, res, requestId } = exchange;
  let held: string | null = null;
  try {
    const fault = deps.faults.take(`${endpoint.method.toUpperCase()} ${endpoint.path}`);
    const given = read(req, endpoint);
    const scope = open(exchange, given);
    const key = req.get('idempotency-key') ?? '';
    const keyed = endpoint.method !== 'get' && key !== '' ? keyOf(scope.account, key, req.method, req.path, given) : null;
    if (keyed) res.set('Idempotency-Key', key);
    const before = keyed ? recall(deps.world, keyed, inFlight) : null;
    if (before && fault?.drop === 'always') return void res.destroy();
    if (before) return send(res.set('Idempotent-Replayed', 'true').set('Original-Request', before.requestId), before);
    if (keyed) inFlight.set((held = keyed.id), keyed.hash);
    if (fault?.delay_ms) await pause(fault.delay_ms);
    if (fault?.drop === 'before') return void res.destroy();
    const result = fault?.status
      ? { status: fault.status, body: { error: { type: 'api_error', code: fault.code, message: 'The stand-in was told to fail this call.' } } }
      : execute(exchange, scope, given, keyed);
    await deps.deliverUrgent(requestId);
    if (fault?.drop === 'after' || fault?.drop === 'always') return void res.destroy();
    send(res, result);
  } catch (error) {
    send(res, failure(deps, error));
  } finally {
    if (held) inFlight.delete(held);
  }
}

/** The call and the memory of its answer, as one change: neither is kept without the other. */
function execute({ deps, endpoint, req, requestId }: Exchange, scope: Scope, given: Record<string, unknown>, keyed: Keyed | null): Answer {
  const { world } = deps;
  const isV2 = endpoint.version === 'v2';
  try {
    return world.store.change(() => {
      const params = (isV2 ? acceptV2 : accept)(endpoint.params, given) as { expand?: string[] };
      const made = endpoint.handle({ scope, params: params as never, path: req.params as Record<string, string> });
      const { status, body } = made instanceof Reply ? made : { status: 200, body: made };
      const result = { status, body: params.expand && status === 200 ? expandPaths(world, body, params.expand) : body };
      if (keyed && (!isV2 || status < 400)) remember(world, keyed, result, requestId);
      return result;
    });
  } catch (error) {
    const result = failure(deps, error);
    // v1 repeats a refusal of work that was begun; v2 tries such work again.
    if (keyed && !isV2 && (!(error instanceof ApiError) || error.isStored)) world.store.change(() => remember(world, keyed, result, requestId));
    return result;
  }
}

function read(req: Request, endpoint: Endpoint): Record<string, unknown> {
  const query = req.originalUrl.split('?')[1] ?? '';
  if (endpoint.method !== 'post') return parseForm(query);
  const body = typeof req.body === 'string' ? req.body : '';
  if (endpoint.version === 'v1' && !req.is('json')) return parseForm(body);
  if (body === '') return {};
  try {
    const parsed: unknown = JSON.parse(body);
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed))
      return endpoint.version === 'v1' ? asForm(parsed as Record<string, unknown>) : (parsed as Record<string, unknown>);
  } catch (error) {
    throw new ApiError(400, { type: 'invalid_request_error', message: `The body is not JSON: ${(error as Error).message}` }, false);
  }
  throw new ApiError(400, { type: 'invalid_request_error', message: 'The body must be a JSON object.' }, false);
}

/** A browser may send a v1 call as JSON; its numbers and flags are then written as the form would. */
function asForm(value: Record<string, unknown>): Record<string, unknown> {
  const write = (v: unknown): unknown =>
    Array.isArray(v) ? v.map(write) : v !== null && typeof v === 'object' ? asForm(v as Record<string, unknown>) : v === null ? '' : String(v);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, write(inner)]));
}

function open({ deps, endpoint, req, requestId }: Exchange, given: Record<string, unknown>): Scope {
  const [, basic] = /^Basic (.+)$/.exec(req.get('authorization') ?? '') ?? [];
  const [, bearer] = /^Bearer (.+)$/.exec(req.get('authorization') ?? '') ?? [];
  const key =
    bearer ??
    (basic ? Buffer.from(basic, 'base64').toString().split(':')[0] : endpoint.isPublic && typeof given['key'] === 'string' ? given['key'] : undefined);
  if (!key)
    throw unauthenticated(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  const opened = readKey(key);
  if (!opened) throw unauthenticated(`Invalid API Key provided: ${key.slice(0, 8)}****. The stand-in takes any sk_test_, rk_test_ or pk_test_ key.`);
  if (opened.kind === 'publishable' && !endpoint.isPublic)
    throw forbidden('This API call cannot be made with a publishable API key. Please use a secret API key.');
  const platform: Scope = {
    world: deps.world,
    account: opened.account,
    platform: opened.account,
    request: { id: requestId, idempotencyKey: req.get('idempotency-key') ?? null },
  };
  const connected = req.get('stripe-context') ?? req.get('stripe-account');
  if (!connected || connected === opened.account) return platform;
  if (!deps.world.store.get('accounts', connected))
    throw forbidden(
      `The provided key does not have access to account '${connected}' (or that account does not exist). Application access may have been revoked.`,
    );
  own(platform, 'accounts', connected, 'account');
  return { ...platform, account: connected };
}

function failure(deps: ApiDeps, error: unknown): Answer {
  if (error instanceof ApiError) return { status: error.status, body: { error: error.body } };
  deps.log(`The stand-in broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return { status: 500, body: { error: { type: 'api_error', message: 'The stand-in broke; its log says why.' } } };
}

function send(res: Response, { status, body }: Answer): void {
  res
    .status(status)
    .type('application/json')
    .send(JSON.stringify(body, null, 2));
}
