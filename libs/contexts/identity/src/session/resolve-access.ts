import { LRUCache } from 'lru-cache';
import type { Actor, TenantId } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { hashToken } from '@stoa/platform/crypto';
import type { Broadcast } from '@stoa/platform/broadcast';
import type { Logger } from '@stoa/platform/log';
import { touchKey } from '../api-key/api-key.repository.js';
import { findKeyAccess } from '../api-key/key-access.query.js';
import { TOKEN_PREFIX } from '../api-key/api-key.js';
import { operatorPermissions } from '../membership/permissions.js';
import type { AccessClaims } from './access-token.js';
import { findPlace, findSessionOwner } from './places.query.js';

/** Who is asking, as every route behind it sees them. An operator has no tenant. */
export type Access = { actor: Actor; tenantId: TenantId | null; /** An operator who looks at a marketplace: reads, and changes nothing. */ isVisit: boolean };
export type AccessResolver = {
  resolve(claims: AccessClaims): Promise<Access | null>;
  /** Who a machine's key speaks for; null when the key is not good, or not good any more. */
  resolveKey(token: string): Promise<Access | null>;
  /** Somebody's access has changed: this process and all others ask anew. */
  forget(): Promise<void>;
};
/** Is this bearer token a machine's key? */
export const isApiKey = (token: string): boolean => token.startsWith(TOKEN_PREFIX);

/** What a token may do is asked anew when somebody says it changed, and every few seconds should that word get lost. */
const TTL_MS = 5_000;
const TOPIC = 'identity.access';
type ResolverOptions = { broadcast?: Pick<Broadcast, 'publish' | 'subscribe'>; log?: Logger; now?: () => Date };

/** Makes a principal of claims, in this one place. Null when the session or the membership is over. */
export function openAccessResolver(db: Database, { broadcast, log, now = () => new Date() }: ResolverOptions = {}): AccessResolver {
  const known = new LRUCache<string, { access: Access | null }>({ max: 20_000, ttl: TTL_MS });
  const remember = async (name: string, ask: () => Promise<Access | null>): Promise<Access | null> => {
    const found = known.get(name);
    if (found) return found.access;
    const access = await ask();
    if (!access?.isVisit) known.set(name, { access }); // a visit that is ended is over with the next call
    return access;
  };
  broadcast?.subscribe(TOPIC, () => known.clear(), () => known.clear());
  return {
    resolve: (claims) => remember(`${claims.sessionId} ${claims.membership} ${claims.tenantId} ${claims.userId}`, () => lookUp(db, claims, now())),
    resolveKey: (token) => {
      const tokenHash = hashToken(token);
      return remember(`key ${tokenHash}`, () => lookUpKey(db, tokenHash, now()));
    },
    forget: async () => {
      known.clear();
      // The change itself stands: a word that got lost costs the others seconds, not the answer.
      await broadcast?.publish(TOPIC, '').catch((error: unknown) => log?.warn({ err: error }, 'the other processes were not told that somebody’s access changed'));
    },
  };
}

const lookUp = (db: Database, claims: AccessClaims, now: Date): Promise<Access | null> =>
  db.transactionAsControl(async (tx) => {
    const owner = await findSessionOwner({ tx }, claims.sessionId, now);
    if (owner?.userId !== claims.userId) return null;
    if (claims.membership === 'operator') return owner.isOperator ? { tenantId: null, isVisit: false, actor: { kind: 'operator', id: owner.userId, vendorId: null, permissions: new Set(operatorPermissions) } } : null;
    if (claims.membership === null) return null;
    const place = await findPlace({ tx }, owner.userId, claims.membership, now);
    if (!place || place.tenantId !== claims.tenantId) return null;
    return { tenantId: place.tenantId, isVisit: place.visit !== null, actor: { kind: place.visit ? 'operator' : place.kind, id: owner.userId, vendorId: place.vendorId, permissions: new Set(place.permissions) } };
  });

/** A key may do what it was allowed to, and never more than its maker may do by now. */
const lookUpKey = (db: Database, tokenHash: string, now: Date): Promise<Access | null> =>
  db.transactionAsControl(async (tx) => {
    const key = await findKeyAccess({ tx }, tokenHash, now);
    if (!key) return null;
    await touchKey({ tx, tenantId: key.tenantId }, key.id, now);
    const permissions = new Set<string>(key.permissions.filter((permission) => key.makersPermissions.includes(permission)));
    return { tenantId: key.tenantId, isVisit: false, actor: { kind: 'api_key', id: key.id, vendorId: key.vendorId, permissions } };
  });
