import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringifySetCookie } from 'cookie';
import { type Request, type Response, Router } from 'express';
import type { Actor, Ctx, OperatorCtx } from '../context.js';
import { DomainError, invariant } from '../errors.js';
import type { RateLimiter } from '../rate-limit.js';
import { accept, gatherFields } from './accept.js';
import { readFacts } from './facts.js';
import type { HotReads } from './hot-reads.js';
import { onceOnly, requireKey } from './idempotency.js';
import { type Audience, type Cookie, FileReply, type Input, Reply, type ReplyOptions, type Route, StoredReply } from './route.js';

export type MountOptions = { limiter?: RateLimiter; hotReads?: HotReads };
type Answer = { status: number; body: unknown; options: ReplyOptions };

/** Turns routes into an express router: who may, what is understood, the handler, and its answer held to the contract. */
export function mount(routes: readonly Route[], options: MountOptions = {}): Router {
  const router = Router();
  const seen = new Set<string>();
  for (const r of routes) {
    const name = `${r.method} ${r.path.replaceAll(/:[a-z_]+/g, ':')}`;
    invariant(!seen.has(name), `two routes answer to ${name}`);
    seen.add(name);
    router[r.method](r.path, async (req, res) => {
      const ctx = contextFor(r, req);
      await limitRate(r, options.limiter, ctx, req, res);
      mayCall(r, ctx?.actor ?? null);
      await send(r, req, res, { ctx, hotReads: options.hotReads });
    });
  }
  return router;
}

const KINDS: Readonly<Record<Audience, readonly Actor['kind'][]>> = {
  public: [], provider: [], shopper: ['shopper', 'api_key'], vendor: ['vendor', 'api_key'], staff: ['staff', 'api_key', 'operator'], operator: ['operator'],
};

function contextFor(r: Route, req: Request): Ctx | OperatorCtx | null {
  if (r.kind === 'public') return null;
  const ctx = r.kind === 'operator' ? req.operatorCtx : req.ctx;
  if (!ctx) throw new DomainError('request.unauthenticated', 'unauthenticated', 'Sign in first.');
  return ctx;
}

/** Who signs in as one kind of person never acts as another, whatever the names of the permissions. */
function mayCall(r: Route, actor: Actor | null): void {
  if (r.kind === 'public') return;
  invariant(actor, 'a context knows who asks');
  const rightKind = KINDS[r.audience].includes(actor.kind) && (r.audience !== 'vendor' || actor.vendorId !== null) && (r.audience !== 'staff' || actor.vendorId === null);
  if (!rightKind) throw new DomainError('access.denied', 'forbidden', `This is for the ${r.audience === 'staff' ? 'marketplace’s staff' : r.audience}.`);
  if (r.permission !== 'none' && !actor.permissions.has(r.permission)) {
    throw new DomainError('access.denied', 'forbidden', `This needs the permission ${r.permission}.`, { permission: r.permission });
  }
}

async function limitRate(r: Route, limiter: RateLimiter | undefined, ctx: Ctx | OperatorCtx | null, req: Request, res: Response): Promise<void> {
  if (!limiter) return;
  const tenant = ctx && 'tenantId' in ctx ? ctx.tenantId : '-';
  // Guests of one marketplace share an actor, so they are told apart by their address.
  const who = ctx && ctx.actor.kind !== 'shopper' ? ctx.actor.id : (req.ip ?? '-');
  const taken = await limiter.take(`${tenant} ${who}`, r.rate);
  res.set({ 'RateLimit-Limit': String(taken.limit), 'RateLimit-Remaining': String(taken.remaining), 'RateLimit-Reset': String(taken.resetSeconds) });
  if (!taken.allowed) throw new DomainError('request.too_many', 'too_many', 'That was too often. Wait a little.', { retryAfterSeconds: Math.max(1, taken.resetSeconds) });
}

async function send(r: Route, req: Request, res: Response, { ctx, hotReads }: { ctx: Ctx | OperatorCtx | null; hotReads: HotReads | undefined }): Promise<void> {
  const request = readFacts(req);
  const input = { params: accept('path', r.params, { ...req.params }), query: accept('query', r.query, gatherFields(r.query, req.query)), body: accept('body', r.body, r.body ? req.body : emptyBody(req)), request };
  requireVersion(r, request.ifMatch);
  if (r.idempotent) requireKey(request.idempotencyKey);
  const answer = r.idempotent === true ? await answerOnce(r, req, res, ctx as Ctx, input) : await answerNow(r, ctx, input);
  if (answer instanceof FileReply) return sendFile(res, answer);
  if (answer instanceof StoredReply) {
    res.status(r.status).set({ 'Content-Type': 'application/json; charset=utf-8', ETag: answer.answer.etag, 'Cache-Control': 'private, max-age=0, must-revalidate' });
    if (ctx && 'tenantId' in ctx) hotReads?.remember(req, res, { tenantId: ctx.tenantId, key: answer.keptAs, rate: r.rate });
    return void res.send(answer.answer.bytes);
  }
  writeHead(r, res, answer);
  if (answer.status === 204) return void res.status(204).end();
  res.status(answer.status).type('application/json').send(JSON.stringify(answer.body));
}

/** Express leaves `body` undefined where none was sent, and `{}` for an empty one. */
const emptyBody = (req: Request): unknown => (req.body === undefined || req.method === 'GET' ? undefined : (req.body as unknown));

async function answerNow(r: Route, ctx: Ctx | OperatorCtx | null, input: Input<unknown, unknown, unknown>): Promise<Answer | FileReply | StoredReply> {
  const out = await r.handle(ctx, input);
  if (out instanceof StoredReply) {
    invariant(r.response === out.response, `${r.method} ${r.path} answers with what it promised`);
    return out;
  }
  if (out instanceof FileReply) {
    invariant(r.produces === out.options.contentType, `${r.method} ${r.path} does not say that it answers with ${out.options.contentType}`);
    return out;
  }
  const { view, options } = out instanceof Reply ? out : { view: out as unknown, options: {} };
  const status = options.status ?? r.status;
  // Parsing drops every column the contract does not name. Its failure is ours: it is not a DomainError, so it becomes a 500.
  return { status, body: r.response === null ? null : r.response.parse(view), options };
}

async function answerOnce(r: Route, req: Request, res: Response, ctx: Ctx, input: Input<unknown, unknown, unknown>): Promise<Answer> {
  let options: ReplyOptions = {};
  const call = { key: requireKey(input.request.idempotencyKey), route: `${r.method} ${r.path}`, input: [req.params, req.query, req.body ?? null] };
  const stored = await onceOnly(ctx, call, async (joined) => {
    const answer = await answerNow(r, joined, input);
    invariant(!(answer instanceof FileReply) && !(answer instanceof StoredReply), 'a file is not an answer that can be replayed');
    options = answer.options;
    return { status: answer.status, body: answer.body };
  });
  if (stored.isReplay) res.set('Idempotency-Replayed', 'true');
  return { status: stored.status, body: stored.body, options };
}

function requireVersion(r: Route, ifMatch: number | null): void {
  if (!r.etag || ifMatch !== null || !['put', 'patch', 'delete'].includes(r.method)) return;
  throw new DomainError('request.if_match_required', 'precondition_required', 'Say which version you have seen: send its ETag as If-Match.');
}

function writeHead(r: Route, res: Response, { body, options }: Answer): void {
  const version = r.etag && typeof body === 'object' && body !== null && 'version' in body ? body.version : null;
  const etag = options.etag ?? (typeof version === 'number' ? `"${version}"` : null);
  if (etag !== null) res.set('ETag', etag);
  if (!res.get('Cache-Control')) res.set('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(options.headers ?? {})) res.set(name, value);
  for (const cookie of options.cookies ?? []) res.append('Set-Cookie', writeCookie(cookie, res.req.secure));
}

/** `maxAgeSeconds` null is a cookie of the browser's session; 0 removes it. */
const writeCookie = ({ name, value, maxAgeSeconds, path = '/', sameSite = 'lax', httpOnly = true }: Cookie, isSecure: boolean): string =>
  stringifySetCookie({ name, value, path, sameSite, httpOnly, secure: isSecure, ...(maxAgeSeconds === null ? {} : { maxAge: maxAgeSeconds }) });

async function sendFile(res: Response, { content, options }: FileReply): Promise<void> {
  const name = options.filename.replaceAll(/["\\\r\n]/g, '_');
  const ascii = name.replaceAll(/[^\x20-\x7e]/g, '_');
  res.status(200).set({
    'Content-Type': options.contentType,
    'Content-Disposition': `${options.inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
    ...options.headers,
  });
  if (content instanceof Readable) return pipeline(content, res);
  res.end(content);
}
