import type { Request } from 'express';
import { parseCookie } from 'cookie';
import { DomainError } from '../errors.js';
import type { RequestFacts } from './route.js';

/** The few facts of a request that a handler may see. */
export function readFacts(req: Request): RequestFacts {
  return {
    ip: req.ip ?? '',
    userAgent: (req.get('user-agent') ?? '').slice(0, 300),
    idempotencyKey: req.get('idempotency-key') ?? null,
    ifMatch: readIfMatch(req.get('if-match')),
    cartToken: req.get('stoa-cart') ?? null,
    cookies: definedOnly(parseCookie(req.get('cookie') ?? '')),
    locale: firstLocale(req.get('stoa-locale') ?? req.get('accept-language')),
    market: readMarket(req.get('stoa-market')),
    bearer: /^Bearer ([\w.~+/-]+=*)$/i.exec(req.get('authorization') ?? '')?.[1] ?? null,
    isSecure: req.secure,
  };
}

/** `"3"` and `W/"3"` are version 3. `*` would mean "whatever it is now", which is what versions are there to prevent. */
function readIfMatch(header: string | undefined): number | null {
  if (header === undefined) return null;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new DomainError('request.if_match_invalid', 'invalid', 'If-Match must be the ETag of one version, such as "3".');
  return Number(version);
}

function firstLocale(header: string | undefined): string | null {
  const tag = header?.split(',')[0]?.split(';')[0]?.trim();
  return tag && /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(tag) ? tag : null;
}

/** The code of a market, such as `de`; whether there is one by that code is for the marketplace to say. */
function readMarket(header: string | undefined): string | null {
  const code = header?.trim().toLowerCase();
  return code && /^[a-z0-9-]{2,20}$/.test(code) ? code : null;
}

const definedOnly = (cookies: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(cookies).filter((entry): entry is [string, string] => entry[1] !== undefined));
