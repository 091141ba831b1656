import { LRUCache } from 'lru-cache';
import type { TenantId, TxCtx } from './context.js';

/** How long a process goes by what it has read: what is changed holds everywhere after this. */
const BELIEVED_MS = 1_000;
const MOST_TENANTS = 2_000, MOST_PER_TENANT = 500;

/** What is read with every look at a page and changes seldom. Only for what is shown: who takes money or goods reads anew. */
export type Believed<T extends object> = {
  read(ctx: TxCtx, key: string, load: () => Promise<T>): Promise<T>;
  /** Somebody changes it here. What this transaction reads from now on it reads for itself: it may be taken back. */
  forget(ctx: Pick<TxCtx, 'tenantId' | 'tx'>): void;
};

export function believed<T extends object>(): Believed<T> {
  const known = new LRUCache<TenantId, Map<string, T>>({ max: MOST_TENANTS, ttl: BELIEVED_MS });
  const writers = new WeakSet<object>();
  return {
    read: async (ctx, key, load) => {
      if (writers.has(ctx.tx)) return load();
      const found = known.get(ctx.tenantId)?.get(key);
      if (found !== undefined) return found;
      const loaded = await load();
      const ofTenant = known.get(ctx.tenantId) ?? new Map<string, T>();
      if (!known.has(ctx.tenantId)) known.set(ctx.tenantId, ofTenant);
      if (ofTenant.size < MOST_PER_TENANT) ofTenant.set(key, loaded);
      return loaded;
    },
    forget: ({ tx, tenantId }) => {
      writers.add(tx);
      known.delete(tenantId);
    },
  };
}
