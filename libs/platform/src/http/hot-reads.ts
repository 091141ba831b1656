import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Cache } from '../cache.js';
import type { TenantId } from '../context.js';
import type { RateClass, RateLimiter, Taken } from '../rate-limit.js';
import { givenRequestId } from './request.js';
import type { StoredAnswer } from './route.js';

/** What answers a GET that somebody has just asked, before the request meets anything else of ours. */
export type HotReads = {
  /** The same server with what is kept before it: whatever cannot be answered from there goes on as if nothing had been tried. */
  before(next: RequestListener): RequestListener;
  /** Notes under which key of the cache the answer to this very request is kept, and the headers it is being sent with. */
  remember(req: IncomingMessage, res: ServerResponse, kept: { readonly tenantId: TenantId; readonly key: string; readonly rate: RateClass }): void;
};

export type HotReadsOptions = {
  readonly cache: Cache;
  readonly limiter: RateLimiter;
  /** The marketplace that this request means, if it is known without asking anybody. */
  readonly tenantOf: (req: IncomingMessage) => TenantId | undefined;
  /** From where it was sent, as the limits count it. */
  readonly addressOf: (req: IncomingMessage) => string;
};

/** `head`: name and value in turn, the headers that are the same each time. */
type Known = { readonly key: string; readonly rate: RateClass; readonly head: readonly string[]; readonly shortHead: readonly string[] };

/** How much of the memory the names of such requests may take, in characters, and how long one may be. */
const [MOST_CHARACTERS, LONGEST] = [1_000_000, 1_000];

/**
 * Remembers which kept answer a request is answered with: its marketplace, address, market and language name it, so the same request has the same key for ever. Whether there is an
 * answer under that key is for the cache alone to say: what it has forgotten, for time or for news, is not here either. Only what needs nobody known is answered here: who sends a token, a page's
 * origin, a body or conditions we do not know from plain reading goes the whole way.
 */
export function openHotReads({ cache, limiter, tenantOf, addressOf }: HotReadsOptions): HotReads {
  const known = new LRUCache<string, Known>({ maxSize: MOST_CHARACTERS, sizeCalculation: (_value, name) => name.length + 100 });
  const heads = new Map<string, Pick<Known, 'head' | 'shortHead'>>(); // one for all, as a rule

  const answer = (req: IncomingMessage, res: ServerResponse): boolean | Promise<boolean> => {
    const name = nameOf(req, tenantOf);
    const found = name === null ? undefined : known.get(name.text);
    const kept = found && cache.peek<StoredAnswer>(found.key);
    if (!name || !found || !kept) return false;
    const match = req.headers['if-none-match'];
    if (match !== undefined && !isOneTag(match)) return false;
    const taken = limiter.take(`${name.tenantId} ${addressOf(req)}`, found.rate);
    const finish = (counted: Taken): boolean => counted.allowed && send(req, res, { found, kept, counted, isSame: match === kept.etag || match === `W/${kept.etag}` });
    return taken instanceof Promise ? taken.then(finish, () => false) : finish(taken); // where nobody can count, the whole way asks again, and tells the error
  };
  return {
    before: (next) => (req, res) => {
      const answered = answer(req, res);
      if (answered === false) return next(req, res);
      if (answered !== true) void answered.then((isAnswered) => isAnswered || next(req, res));
    },
    remember: (req, res, { tenantId, key, rate }) => {
      const name = nameOf(req, () => tenantId);
      if (name === null || name.text.length > LONGEST) return;
      const head = Object.entries(res.getHeaders()).filter(([header]) => !OF_EACH.has(header)).flatMap(([header, value]) => [header, String(value)]);
      const text = head.join('\n');
      const shared = heads.get(text) ?? { head, shortHead: head.filter((_, at) => head[at - (at % 2)] !== 'content-type') };
      if (heads.size < 100) heads.set(text, shared);
      known.set(name.text, { key, rate, ...shared });
    },
  };
}

/** Headers of one answer only. */
const OF_EACH: ReadonlySet<string> = new Set(['x-request-id', 'etag', 'content-length', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset']);

/** What makes a request one of its own: somebody known, somebody's page, conditions, a body. */
const PARTICULAR = ['authorization', 'origin', 'if-match', 'if-modified-since', 'cache-control', 'content-length', 'transfer-encoding'] as const;

function nameOf(req: IncomingMessage, tenantOf: HotReadsOptions['tenantOf']): { tenantId: TenantId; text: string } | null {
  const { headers, method, url = '' } = req;
  if (method !== 'GET' || !url.startsWith('/v1/store/') || PARTICULAR.some((header) => headers[header] !== undefined)) return null;
  const tenantId = tenantOf(req);
  return tenantId === undefined ? null : { tenantId, text: `${tenantId}\n${one(headers, 'stoa-market')}\n${one(headers, 'stoa-locale') || (headers['accept-language'] ?? '')}\n${url}` };
}

const one = (headers: IncomingHttpHeaders, name: string): string => String(headers[name] ?? '');

/** A list of tags, or `*`, is for those to read who can read all of it. */
const isOneTag = (match: string): boolean => /^(?:W\/)?"[\w-]+"$/.test(match);

type Sending = { readonly found: Known; readonly kept: StoredAnswer; readonly counted: Taken; readonly isSame: boolean };

function send(req: IncomingMessage, res: ServerResponse, { found, kept, counted, isSame }: Sending): true {
  const own = [
    'X-Request-Id', givenRequestId(req.headers['x-request-id']) ?? randomUUID(), 'ETag', kept.etag,
    'RateLimit-Limit', String(counted.limit), 'RateLimit-Remaining', String(counted.remaining), 'RateLimit-Reset', String(counted.resetSeconds),
  ];
  if (isSame) {
    res.writeHead(304, [...found.shortHead, ...own]).end();
    return true;
  }
  own.push('Content-Length', String(kept.bytes.length));
  res.writeHead(200, found.head.concat(own)).end(kept.bytes);
  return true;
}
