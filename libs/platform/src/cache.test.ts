import { memoryCache, redisCache, type Cache } from './cache.js';
import { silentLog } from './log.js';
import { aRedis, describeAdapter } from './parts.testing.js';
import { openRedis, untilReady } from './redis.js';

type Open = (broadcast?: (tags: readonly string[]) => Promise<void>) => Cache;
type WithCaches = (work: (open: Open) => Promise<void>) => Promise<void>;
const minute = { ttlMs: 60_000 };

const inMemory: WithCaches = (work) => work((broadcast) => memoryCache(broadcast ? { broadcast } : {}));

const withRedis: WithCaches = async (work) => {
  const place = aRedis();
  const redis = await openRedis(place, silentLog);
  try {
    await untilReady(redis);
    await work((broadcast) => redisCache({ redis, prefix: place.prefix, memory: memoryCache(broadcast ? { broadcast } : {}), log: silentLog }));
  } finally {
    redis.disconnect();
  }
};

describeAdapter('cache', 'embedded', () => contract(inMemory));

describeAdapter('cache', 'redis', () => {
  contract(withRedis);

  test('what one process loaded, another finds, bytes included', () =>
    withRedis(async (open) => {
      const [mine, theirs] = [open(), open()];
      await mine.read('k', { ...minute, tags: ['listing'] }, async () => ({ body: Buffer.from('gzip'), etag: '"1"' }));
      expect(await theirs.read('k', { ...minute, tags: ['listing'] }, () => Promise.reject(new Error('was loaded twice')))).toEqual({ body: Buffer.from('gzip'), etag: '"1"' });
    }));

  test('what one process invalidates, no other finds in Redis any more, however it was kept', () =>
    withRedis(async (open) => {
      const [mine, theirs, third] = [open(), open(), open()];
      const read = (cache: Cache, value: string) => cache.read('k', { ...minute, tags: ['listing', 'vendor'] }, async () => value);
      expect([await read(mine, 'old'), await read(theirs, 'unused')]).toEqual(['old', 'old']);
      await mine.invalidate(['vendor']);
      expect([await read(mine, 'new'), await read(third, 'unused')]).toEqual(['new', 'new']);
    }));

  test('what became stale in one process while another was loading it is not kept in Redis', () =>
    withRedis(async (open) => {
      const [mine, theirs, third] = [open(), open(), open()];
      await mine.read('k', { ...minute, tags: ['listing'] }, async () => {
        await theirs.invalidate(['listing']);
        return 'stale';
      });
      expect(await third.read('k', { ...minute, tags: ['listing'] }, async () => 'fresh')).toBe('fresh');
    }));
});

test('while Redis is away reads are answered by whoever loads, and an invalidation fails aloud', async () => {
  const redis = await openRedis({ url: 'redis://127.0.0.1:1', prefix: 'nobody' }, silentLog);
  try {
    const cache = redisCache({ redis, prefix: 'nobody', memory: memoryCache(), log: silentLog });
    expect(await cache.read('k', { ...minute, tags: ['listing'] }, async () => 'loaded')).toBe('loaded');
    await expect(cache.invalidate(['listing'])).rejects.toThrow();
    expect(cache.peek('k')).toBeUndefined();
  } finally {
    redis.disconnect();
  }
});

/** What every cache does. */
function contract(withCaches: WithCaches): void {
  test('those who ask at once share one load, and a tag forgets', () =>
    withCaches(async (open) => {
      const told: string[][] = [];
      const cache = open(async (tags) => void told.push([...tags]));
      let loads = 0;
      const read = () => cache.read('k', { ...minute, tags: ['listing'] }, async () => ({ n: ++loads }));
      expect(await Promise.all([read(), read(), read()])).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
      await cache.invalidate(['other']);
      expect(cache.peek('k')).toEqual({ n: 1 });
      await cache.invalidate(['listing']);
      expect(cache.peek('k')).toBeUndefined();
      expect(await read()).toEqual({ n: 2 });
      expect(told).toEqual([['other'], ['listing']]);
    }));

  test('what became stale while it was being loaded is not kept', () =>
    withCaches(async (open) => {
      const cache = open();
      const loading = cache.read('k', { ...minute, tags: ['listing'] }, async () => {
        await cache.invalidate(['listing']);
        return 'old';
      });
      expect(await loading).toBe('old');
      expect(cache.peek('k')).toBeUndefined();
      expect(await cache.read('k', { ...minute, tags: ['listing'] }, async () => 'new')).toBe('new');
    }));

  test('a load that fails is tried again, and an entry put anew loses its former tags', () =>
    withCaches(async (open) => {
      const cache = open();
      await expect(cache.read('k', { ttlMs: 1_000 }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await cache.read('k', { ttlMs: 1_000, tags: ['a'] }, async () => 'yes')).toBe('yes');
      cache.put('k', 'again', { ttlMs: 1_000, tags: ['b'] });
      cache.forget(['a']);
      expect(cache.peek('k')).toBe('again');
    }));

  test('an entry lives as long as it was given', () =>
    withCaches(async (open) => {
      const cache = open();
      await cache.read('k', { ttlMs: 30 }, async () => 'first');
      await new Promise((wake) => setTimeout(wake, 60));
      expect(await cache.read('k', { ttlMs: 30 }, async () => 'second')).toBe('second');
    }));
}

test('memory stays within its bound', () => {
  const cache = memoryCache({ maxBytes: 10_000 });
  for (let n = 0; n < 100; n += 1) cache.put(`k${n}`, Buffer.alloc(1_000), { ttlMs: 60_000 });
  expect(Array.from({ length: 100 }, (_, n) => cache.peek(`k${n}`)).filter(Boolean).length).toBeLessThan(10);
  expect(cache.peek('k99')).toBeDefined();
});
