import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { TenantId } from '@stoa/platform/context';
import { uuid } from '@stoa/platform/events';
import type { PlaceId, SessionId, UserId } from '@stoa/events/identity';

/** What an access token says: who (sub), in which session (sid), by which membership or visit (mid; `operator` is the operator's), in which marketplace (tid). What that may do is looked up, never carried. */
export type AccessClaims = { userId: UserId; sessionId: SessionId; membership: PlaceId | 'operator' | null; tenantId: TenantId | null };

export const ACCESS_SECONDS = 900;
const ISSUER = 'stoa';
const AUDIENCE = 'stoa-work';

/** Shoppers' tokens name another audience: neither passes for the other. */
export const jwtOptions = { issuer: ISSUER, audience: AUDIENCE, algorithms: ['HS256' as const] };

export const signAccessToken = (tokenSecret: string, claims: AccessClaims): string =>
  jwt.sign({ sid: claims.sessionId, mid: claims.membership, tid: claims.tenantId }, tokenSecret, {
    subject: claims.userId, issuer: ISSUER, audience: AUDIENCE, expiresIn: ACCESS_SECONDS, algorithm: 'HS256', header: { alg: 'HS256', typ: 'at+jwt' },
  });

const payload = z.object({ sub: uuid<UserId>(), sid: uuid<SessionId>(), mid: z.union([uuid<PlaceId>(), z.literal('operator')]).nullable(), tid: uuid<TenantId>().nullable() });

/** The claims of a token whose signature and times were checked; null when it is one of ours but not of this kind. */
export function readClaims(verified: unknown): AccessClaims | null {
  const parsed = payload.safeParse(verified);
  if (!parsed.success) return null;
  return { userId: parsed.data.sub, sessionId: parsed.data.sid, membership: parsed.data.mid, tenantId: parsed.data.tid };
}
