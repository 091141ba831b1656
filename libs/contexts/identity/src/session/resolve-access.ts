import { LRUCache } from 'lru-cache';
import type { Actor, TenantId } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { operatorPermissions } from '../membership/permissions.js';
import type { AccessClaims } from './access-token.js';
import { findPlace, findSessionOwner } from './places.query.js';

/** Who is asking, as every route behind it sees them. An operator has no tenant. */
export type Access = { actor: Actor; tenantId: TenantId | null };
export type AccessResolver = { resolve(claims: AccessClaims): Promise<Access | null>; forget(): void };

/** What a token may do is asked anew every few seconds: a membership that ended, a session signed out, take effect that fast. */
const TTL_MS = 5_000;

/** Makes a principal of claims, in this one place. Null when the session or the membership is over. */
export function openAccessResolver(db: Database, now: () => Date = () => new Date()): AccessResolver {
  const known = new LRUCache<string, { access: Access | null }>({ max: 20_000, ttl: TTL_MS });
  return {
    resolve: async (claims) => {
      const name = `${claims.sessionId} ${claims.membership} ${claims.tenantId} ${claims.userId}`;
      const found = known.get(name);
      if (found) return found.access;
      const access = await lookUp(db, claims, now());
      known.set(name, { access });
      return access;
    },
    forget: () => known.clear(),
  };
}

const lookUp = (db: Database, claims: AccessClaims, now: Date): Promise<Access | null> =>
  db.transactionAsControl(async (tx) => {
    const owner = await findSessionOwner({ tx }, claims.sessionId, now);
    if (owner?.userId !== claims.userId) return null;
    if (claims.membership === 'operator') return owner.isOperator ? { tenantId: null, actor: { kind: 'operator', id: owner.userId, vendorId: null, permissions: new Set(operatorPermissions) } } : null;
    if (claims.membership === null) return null;
    const place = await findPlace({ tx }, owner.userId, claims.membership);
    if (!place || place.tenantId !== claims.tenantId) return null;
    return { tenantId: place.tenantId, actor: { kind: place.kind, id: owner.userId, vendorId: place.vendorId, permissions: new Set(place.permissions) } };
  });
