import { silentLog } from './log.js';
import { aRedis, describeAdapter } from './parts.testing.js';
import { memoryRateLimiter, type RateLimiter, redisRateLimiter } from './rate-limit.js';
import { openRedis, untilReady } from './redis.js';

const one = { limit: 2, windowMs: 1_000 };
const limits = { read: one, write: one, search: one, checkout: one, sign_in: one, export: one };
type WithLimiters = (work: (open: () => RateLimiter) => Promise<void>) => Promise<void>;

describeAdapter('rate limit', 'embedded', () => contract((work) => work(() => memoryRateLimiter(limits))));

describeAdapter('rate limit', 'redis', () => {
  contract(withRedis);

  test('all processes together grant the limit', () =>
    withRedis(async (open) => {
      const [mine, theirs] = [open(), open()];
      const taken = await Promise.all([mine, theirs, mine, theirs].map(async (limiter) => limiter.take('a', 'read', 0)));
      expect(taken.filter(({ allowed }) => allowed)).toHaveLength(2);
    }));
});

test('while Redis is away, each process grants half by itself', async () => {
  const redis = await openRedis({ url: 'redis://127.0.0.1:1', prefix: 'nobody' }, silentLog);
  try {
    const limiter = redisRateLimiter({ redis, prefix: 'nobody', log: silentLog, limits });
    const taken = [await limiter.take('a', 'read', 0), await limiter.take('a', 'read', 0)];
    expect(taken.map(({ allowed, limit }) => ({ allowed, limit }))).toEqual([{ allowed: true, limit: 1 }, { allowed: false, limit: 1 }]);
  } finally {
    redis.disconnect();
  }
});

async function withRedis(work: (open: () => RateLimiter) => Promise<void>): Promise<void> {
  const place = aRedis();
  const redis = await openRedis(place, silentLog);
  try {
    await untilReady(redis);
    await work(() => redisRateLimiter({ redis, prefix: place.prefix, log: silentLog, limits }));
  } finally {
    redis.disconnect();
  }
}

/** What every limiter does. */
function contract(withLimiters: WithLimiters): void {
  test('what was taken is given back steadily', () =>
    withLimiters(async (open) => {
      const limiter = open();
      const take = async (now: number, key = 'a') => (await limiter.take(key, 'read', now)).allowed;
      const taken: boolean[] = [];
      for (const now of [0, 0, 0, 499, 500, 500]) taken.push(await take(now));
      expect(taken).toEqual([true, true, false, false, true, false]);
      expect(await take(500, 'b')).toBe(true);
      expect((await limiter.take('a', 'write', 500)).allowed).toBe(true);
    }));

  test('whoever is refused learns when to come again', () =>
    withLimiters(async (open) => {
      const limiter = open();
      expect(await limiter.take('a', 'read', 0)).toEqual({ allowed: true, limit: 2, remaining: 1, resetSeconds: 0 });
      await limiter.take('a', 'read', 0);
      expect(await limiter.take('a', 'read', 0)).toEqual({ allowed: false, limit: 2, remaining: 0, resetSeconds: 1 });
    }));
}
