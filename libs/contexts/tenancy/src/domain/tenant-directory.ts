import { LRUCache } from 'lru-cache';
import type { Database } from '@stoa/platform/database';
import { findRefByHost, findRefByKey, findRefBySlug, type TenantRef } from './directory.query.js';

/** Finds a marketplace by what a request says of it. Unknown is null, never a default. */
export type TenantDirectory = {
  byKey(key: string): Promise<TenantRef | null>;
  /** A host name without its port. */
  byHost(host: string): Promise<TenantRef | null>;
  /** What a key or a host is known to mean without asking anybody; undefined when that is not known at this moment. */
  known(by: { readonly key: string } | { readonly host: string }): TenantRef | null | undefined;
  /** Forgets what it knows, such as after a suspension in this process. */
  clear(): void;
};

const TTL_MS = 30_000;
const KEY_PATTERN = /^pk_[a-z0-9_]+_[A-Za-z0-9_-]{24}$/;
const HOST_PATTERN = /^[a-z0-9.-]{3,253}$/;

/** Asks as stoa_control, at most once in 30 s for a key or host; that there is none is remembered just as long.
 *  `localHosts`: in development `<slug>.localhost` is the marketplace's without any proof. */
export function openTenantDirectory(db: Database, options: { localHosts: boolean; ttlMs?: number }): TenantDirectory {
  const known = new LRUCache<string, { ref: TenantRef | null }>({ max: 10_000, ttl: options.ttlMs ?? TTL_MS });
  const remember = async (name: string, find: () => Promise<TenantRef | null>): Promise<TenantRef | null> => {
    const found = known.get(name);
    if (found) return found.ref;
    const ref = await find();
    known.set(name, { ref });
    return ref;
  };
  return {
    byKey: async (key) => (KEY_PATTERN.test(key) ? remember(`key ${key}`, () => db.transactionAsControl((tx) => findRefByKey(tx, key))) : null),
    byHost: async (given) => {
      const host = given.toLowerCase().replace(/\.$/, '');
      if (!HOST_PATTERN.test(host)) return null;
      const slug = options.localHosts ? /^([a-z0-9-]+)\.localhost$/.exec(host)?.[1] : undefined;
      return remember(`host ${host}`, () => db.transactionAsControl((tx) => (slug === undefined ? findRefByHost(tx, host) : findRefBySlug(tx, slug))));
    },
    known: (by) => known.get('key' in by ? `key ${by.key}` : `host ${by.host.toLowerCase().replace(/\.$/, '')}`)?.ref,
    clear: () => known.clear(),
  };
}
