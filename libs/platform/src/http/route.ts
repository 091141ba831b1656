import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type z } from 'zod';
import type { Ctx, OperatorCtx } from '../context.js';
import { invariant } from '../errors.js';
import type { RateClass } from '../rate-limit.js';

/** Whom a route is for. It decides the prefix of its path and which context it gets. */
export type Audience = 'public' | 'shopper' | 'vendor' | 'staff' | 'operator' | 'provider';
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type Cookie = { name: string; value: string; maxAgeSeconds: number | null; path?: string; sameSite?: 'lax' | 'strict'; httpOnly?: boolean };

/** All a handler may know of the request beside its parsed parts. */
export type RequestFacts = {
  ip: string;
  userAgent: string;
  idempotencyKey: string | null;
  /** The version the caller has seen, from `If-Match: "3"`. */
  ifMatch: number | null;
  cartToken: string | null;
  cookies: Readonly<Record<string, string>>;
  /** What the caller reads best, from `Stoa-Locale` or `Accept-Language`. */
  locale: string | null;
  /** The code of the market the shopper is in, from `Stoa-Market`; null means the default one. */
  market: string | null;
  /** The token behind `Authorization: Bearer`; only sign-in's own routes look at it. */
  bearer: string | null;
  /** True when the request came over TLS, here or at a trusted proxy: cookies are then `Secure`. */
  isSecure: boolean;
};

export type Input<P, Q, B> = { params: P; query: Q; body: B; request: RequestFacts };
export type Example = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; headers?: Record<string, string> };

export type ReplyOptions = { status?: number; headers?: Record<string, string>; cookies?: readonly Cookie[]; etag?: string };
export class Reply<V> {
  constructor(readonly view: V, readonly options: ReplyOptions) {}
}
export class FileReply {
  constructor(readonly content: Buffer | Readable, readonly options: { contentType: string; filename: string; inline?: boolean; headers?: Record<string, string> }) {}
}
/** A view with a status, headers or cookies of its own. */
export const reply = <V>(view: V, options: ReplyOptions): Reply<V> => new Reply(view, options);
/** Bytes instead of JSON. */
export const file = (content: Buffer | Readable, options: FileReply['options']): FileReply => new FileReply(content, options);

/** An answer as it is kept and sent: it was held to its contract when it was made, and is neither checked nor written as JSON again. */
export type StoredAnswer = { readonly bytes: Buffer; readonly etag: string };
export class StoredReply {
  constructor(readonly response: z.ZodType, readonly answer: StoredAnswer, readonly keptAs: string) {}
}
export const storedAnswer = (response: z.ZodType, view: unknown): StoredAnswer => storedText(JSON.stringify(response.parse(view)));
/** The same of JSON that was held to its contract part by part. */
export function storedText(json: string): StoredAnswer {
  const bytes = Buffer.from(json);
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
}
/** Sends what was kept, of a contract that must be the route's own. Whoever has it already may ask each time whether it still is, and is told so without it.
 *  `keptAs`: its key in the cache, which follows from the marketplace and the request alone, so that the next such request is answered before anything else happens. */
export const storedReply = (response: z.ZodType, answer: StoredAnswer, keptAs: string): StoredReply => new StoredReply(response, answer, keptAs);

type Out<V> = V | Reply<V> | FileReply | StoredReply;

type Common<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = {
  method: Method;
  /** The whole path, parameters as `:order_id`. */
  path: string;
  /** One line for the reference, in the imperative. */
  summary: string;
  description?: string;
  /** `context.verb`, or `none` where everybody of the audience may. */
  permission: string;
  params?: P;
  query?: Q;
  body?: B;
  response?: R;
  status?: number;
  /** What it answers beside its own status and the usual refusals: when, by status. A 2xx has the same view. */
  answers?: Readonly<Record<number, string>>;
  /** The media type of a body that is not JSON. */
  consumes?: string;
  /** The media type of an answer that is a file. */
  produces?: string;
  rate?: RateClass;
  /** `true`: key, effect and answer are one transaction, and the handler makes no outside call. `own`: the header is required and passed on; the verb's process row keeps it. */
  idempotent?: true | 'own';
  /** The answer carries an ETag of its `version`; PUT, PATCH and DELETE need If-Match. */
  etag?: true;
  /** Which input names whose thing this is about, such as `params.order_id`; null where nothing is named. */
  owner?: string | null;
  /** A call that works, made from the route test's world. */
  example: (world: never) => Example;
  /** Keeps the route out of the reference: for the sandbox and the like. */
  hidden?: true;
};

type Handle<C, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = (ctx: C, input: Input<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Out<z.input<R>>>;
type None = z.ZodUndefined;

export type Spec<P extends z.ZodType = None, Q extends z.ZodType = None, B extends z.ZodType = None, R extends z.ZodType = z.ZodNull> = Common<P, Q, B, R> & {
  audience: 'shopper' | 'vendor' | 'staff';
  handle: Handle<Ctx, P, Q, B, R>;
};
export type OperatorSpec<P extends z.ZodType = None, Q extends z.ZodType = None, B extends z.ZodType = None, R extends z.ZodType = z.ZodNull> = Common<P, Q, B, R> & {
  audience: 'operator';
  handle: Handle<OperatorCtx, P, Q, B, R>;
};
export type PublicSpec<P extends z.ZodType = None, Q extends z.ZodType = None, B extends z.ZodType = None, R extends z.ZodType = z.ZodNull> = Omit<Common<P, Q, B, R>, 'permission'> & {
  audience: 'public' | 'provider';
  handle: (input: Input<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Out<z.input<R>>>;
};

/** A route as the machinery sees it. */
export type Route = {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly description: string | null;
  readonly audience: Audience;
  readonly permission: string;
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
  readonly response: z.ZodType | null;
  readonly status: number;
  readonly answers: Readonly<Record<number, string>>;
  readonly consumes: string;
  readonly produces: string | null;
  readonly rate: RateClass;
  readonly idempotent: true | 'own' | null;
  readonly etag: boolean;
  readonly owner: string | null;
  readonly hidden: boolean;
  readonly kind: 'tenant' | 'operator' | 'public';
  example(world: unknown): Example;
  handle(ctx: Ctx | OperatorCtx | null, input: Input<unknown, unknown, unknown>): Promise<unknown>;
};

const PREFIXES: Record<Audience, readonly string[]> = {
  public: ['/v1/'],
  shopper: ['/v1/store/'],
  vendor: ['/v1/vendor/', '/v1/vendor'],
  staff: ['/v1/admin/', '/v1/admin'],
  operator: ['/v1/operator/', '/v1/operator'],
  provider: ['/v1/webhooks/'],
};

/** A route of a tenant is a value. It cannot be written without an audience, a permission, a contract, an example and a summary, so none is ever missing. */
export const route = <P extends z.ZodType = None, Q extends z.ZodType = None, B extends z.ZodType = None, R extends z.ZodType = z.ZodNull>(spec: Spec<P, Q, B, R>): Route =>
  toRoute(spec, 'tenant', (ctx, input) => spec.handle(ctx as Ctx, input as never));

/** The same for the operator's routes: their context has no tenant. */
export const operatorRoute = <P extends z.ZodType = None, Q extends z.ZodType = None, B extends z.ZodType = None, R extends z.ZodType = z.ZodNull>(spec: OperatorSpec<P, Q, B, R>): Route =>
  toRoute(spec, 'operator', (ctx, input) => spec.handle(ctx as OperatorCtx, input as never));

/** A route before anybody is known: sign-in, host look-up, webhooks. */
export const publicRoute = <P extends z.ZodType = None, Q extends z.ZodType = None, B extends z.ZodType = None, R extends z.ZodType = z.ZodNull>(spec: PublicSpec<P, Q, B, R>): Route =>
  toRoute({ ...spec, permission: 'none' }, 'public', (_ctx, input) => spec.handle(input as never));

function toRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  spec: Common<P, Q, B, R> & { audience: Audience },
  kind: Route['kind'],
  handle: Route['handle'],
): Route {
  const name = `${spec.method.toUpperCase()} ${spec.path}`;
  invariant(PREFIXES[spec.audience].some((prefix) => spec.path.startsWith(prefix)), `${name} does not begin with the prefix of its audience ${spec.audience}`);
  invariant(!(spec.method === 'get' && spec.body), `${name} has a body`);
  invariant(kind === 'public' || spec.permission === 'none' || /^[a-z]+\.[a-z_]+$/.test(spec.permission), `${name} has a permission that is not context.verb`);
  invariant(spec.idempotent === undefined || kind === 'tenant' || spec.idempotent === 'own', `${name}: keys are kept per tenant`);
  const parameters = [...spec.path.matchAll(/:([a-z_]+)/g)].length;
  invariant(parameters === 0 || spec.params, `${name} does not say what its path parameters are`);
  return {
    method: spec.method, path: spec.path, summary: spec.summary, description: spec.description ?? null, audience: spec.audience, permission: spec.permission,
    params: spec.params ?? null, query: spec.query ?? null, body: spec.body ?? null, response: spec.response ?? null,
    status: spec.status ?? (spec.response || spec.produces ? 200 : 204), answers: spec.answers ?? {}, consumes: spec.consumes ?? 'application/json', produces: spec.produces ?? null, rate: spec.rate ?? (spec.method === 'get' ? 'read' : 'write'), idempotent: spec.idempotent ?? null,
    etag: spec.etag ?? false, owner: spec.owner ?? null, hidden: spec.hidden ?? false, kind,
    example: (world) => spec.example(world as never),
    handle,
  };
}
