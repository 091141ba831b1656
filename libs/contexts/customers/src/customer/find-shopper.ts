import { LRUCache } from 'lru-cache';
import { systemActor, type TenantId } from '@stoa/platform/context';
import { hashToken } from '@stoa/platform/crypto';
import type { Database } from '@stoa/platform/database';
import type { Logger } from '@stoa/platform/log';
import type { CustomerId } from '@stoa/events/customers';
import { findSessionCustomer } from './customer.repository.js';

/** Answers who a shopper's token belongs to, in this marketplace alone. */
export type FindShopper = (tenantId: TenantId, token: string) => Promise<{ id: CustomerId } | null>;

const TTL_MS = 5_000;

/** Asks the marketplace's own sessions, at most once in five seconds for a token: signing out takes effect that fast. */
export function openShopperSessions(db: Database, log: Logger): FindShopper {
  const known = new LRUCache<string, { found: { id: CustomerId } | null }>({ max: 50_000, ttl: TTL_MS });
  return async (tenantId, token) => {
    const name = `${tenantId} ${hashToken(token)}`;
    const cached = known.get(name);
    if (cached) return cached.found;
    const now = new Date();
    const id = await db.transactionAs(tenantId, 'read only on primary', (tx) => findSessionCustomer({ tx, tenantId, actor: systemActor, now, log, requestId: null }, hashToken(token), now));
    const found = id === null ? null : { id };
    known.set(name, { found });
    return found;
  };
}
