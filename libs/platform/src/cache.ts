import { randomUUID } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { Logger } from './log.js';

/** What lies near: keys carry their tenant, tags say what makes an entry stale. */
export type Cache = {
  /** The entry, or what `load` makes of it; those who ask meanwhile wait for the same load. */
  read<T extends object | string>(key: string, options: { ttlMs: number; tags?: readonly string[] }, load: () => Promise<T>): Promise<T>;
  /** The entry if it is there. Never waits: hot reads are answered from it before anything else happens. */
  peek<T extends object | string>(key: string): T | undefined;
  put(key: string, value: object | string, options: { ttlMs: number; tags?: readonly string[] }): void;
  /** Forgets every entry with one of these tags, here and (through `broadcast`) in the other processes. */
  invalidate(tags: readonly string[]): Promise<void>;
  /** Forgets here only: what a broadcast from another process asks for. */
  forget(tags: readonly string[]): void;
  clear(): void;
};

export type CacheOptions = { maxBytes?: number; broadcast?: (tags: readonly string[]) => Promise<void> };

/** A cache in this process's memory, bounded in bytes. */
export function memoryCache({ maxBytes = 32 * 1024 * 1024, broadcast }: CacheOptions = {}): Cache {
  const tagged = new Map<string, Set<string>>();
  const tagsOf = new Map<string, readonly string[]>();
  const untag = (key: string) => {
    for (const tag of tagsOf.get(key) ?? []) {
      const keys = tagged.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) tagged.delete(tag);
    }
    tagsOf.delete(key);
  };
  const entries = new LRUCache<string, object | string>({ maxSize: maxBytes, sizeCalculation: sizeOf, dispose: (_value, key, reason) => void (reason !== 'set' && untag(key)) });
  const loading = new Map<string, Promise<unknown>>();
  let generation = 0;

  let swept = performance.now();
  // What is over is otherwise thrown out only when something asks for it again or the room is needed: answers nobody repeats would fill it.
  const sweep = () => {
    if (performance.now() - swept < SWEEP_MS) return;
    swept = performance.now();
    entries.purgeStale();
  };

  const put: Cache['put'] = (key, value, { ttlMs, tags = [] }) => {
    sweep();
    untag(key);
    entries.set(key, value, { ttl: ttlMs });
    tagsOf.set(key, tags);
    for (const tag of tags) tagged.set(tag, (tagged.get(tag) ?? new Set()).add(key));
  };
  const forget = (tags: readonly string[]) => {
    generation += 1; // what is being loaded right now may already be stale: it is answered, but not kept
    for (const tag of tags) for (const key of [...(tagged.get(tag) ?? [])]) entries.delete(key);
    loading.clear();
  };
  return {
    peek: <T>(key: string) => entries.get(key) as T | undefined,
    put,
    forget,
    read: async <T extends object | string>(key: string, options: { ttlMs: number; tags?: readonly string[] }, load: () => Promise<T>) => {
      const known = entries.get(key);
      if (known !== undefined) return known as T;
      const underWay = loading.get(key);
      if (underWay) return underWay as Promise<T>;
      const begunAt = generation;
      const promise = load()
        .then((value) => {
          if (generation === begunAt) put(key, value, options);
          return value;
        })
        .finally(() => loading.get(key) === promise && loading.delete(key));
      loading.set(key, promise);
      return promise;
    },
    invalidate: async (tags) => {
      forget(tags);
      await broadcast?.(tags);
    },
    clear: () => {
      generation += 1;
      entries.clear();
      loading.clear();
    },
  };
}

/**
 * Two tiers: this process's memory, then Redis, which all processes share; then whoever loads. An entry in Redis notes the versions that its tags had when it was
 * loaded, and is no longer true once one of them has another: forgetting is one write per tag, however many entries there are. While Redis is away, memory alone
 * answers; an invalidation that cannot reach Redis fails, and is tried again by whoever asked for it.
 */
export function redisCache({ redis, prefix, memory, log }: { redis: Redis; prefix: string; memory: Cache; log: Logger }): Cache {
  const entryKey = (key: string) => `${prefix}:cache:${key}`;
  const tagKey = (tag: string) => `${prefix}:tag:${tag}`;
  const orNothing = <T>(work: Promise<T>): Promise<T | null> => work.catch((error: unknown) => (log.debug({ err: error }, 'the shared cache did not answer'), null));
  // A tag that Redis does not know (never used, or thrown out for want of room) gets a version nobody has seen: what was kept under the former one is not believed.
  const versionOf = async (tag: string): Promise<string> => (await redis.get(tagKey(tag))) ?? ((await redis.set(tagKey(tag), randomUUID(), 'PX', TAG_TTL_MS, 'NX')), (await redis.get(tagKey(tag))) ?? randomUUID());

  const readShared = async <T extends object | string>(key: string, { ttlMs, tags = [] }: { ttlMs: number; tags?: readonly string[] }, load: () => Promise<T>): Promise<T> => {
    const found = await orNothing(Promise.all([redis.getBuffer(entryKey(key)), ...tags.map(versionOf)]));
    if (found === null) return load();
    const [bytes, ...versions] = found;
    const entry = bytes && (deserialize(bytes) as { versions: string[]; value: T });
    if (entry && entry.versions.join() === versions.join()) return entry.value;
    const value = await load();
    await orNothing(redis.set(entryKey(key), serialize({ versions, value }), 'PX', Math.min(ttlMs, TAG_TTL_MS)));
    return value;
  };
  return {
    ...memory,
    read: (key, options, load) => memory.read(key, options, () => readShared(key, options, load)),
    invalidate: async (tags) => {
      memory.forget(tags);
      await Promise.all(tags.map((tag) => redis.set(tagKey(tag), randomUUID(), 'PX', TAG_TTL_MS)));
      await memory.invalidate(tags); // and the others: after Redis, or they would fetch the old entry from it again
    },
  };
}

const SWEEP_MS = 5_000;
const TAG_TTL_MS = 24 * 3_600_000;

const bigintAsText = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

const sizeOf = (value: object | string): number => {
  if (typeof value === 'string') return value.length * 2 + 1;
  if (value instanceof Uint8Array) return value.byteLength + 1;
  return Object.values(value).reduce((size: number, part: unknown) => size + (part instanceof Uint8Array ? part.byteLength : (JSON.stringify(part, bigintAsText) ?? '').length * 2), 64);
};
