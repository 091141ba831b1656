import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { Logger } from './log.js';

/** How often somebody may do a kind of thing: `limit` in `windowMs`, refilled steadily. */
export type RateLimit = { readonly limit: number; readonly windowMs: number };
export type RateClass = 'read' | 'write' | 'search' | 'checkout' | 'sign_in' | 'export';
export type Taken = { allowed: boolean; limit: number; remaining: number; resetSeconds: number };
/** `key` carries the tenant and who asks. */
export type RateLimiter = { take(key: string, rate: RateClass, nowMs?: number): Taken | Promise<Taken> };

const MINUTE = 60_000;
export const RATE_LIMITS: Readonly<Record<RateClass, RateLimit>> = {
  read: { limit: 1_200, windowMs: MINUTE },
  search: { limit: 600, windowMs: MINUTE },
  write: { limit: 300, windowMs: MINUTE },
  checkout: { limit: 120, windowMs: MINUTE },
  export: { limit: 20, windowMs: MINUTE },
  sign_in: { limit: 10, windowMs: MINUTE },
};

const MOST_BUCKETS = 25_000;

/** Token buckets in this process's memory. With several processes each grants the limit: the shared one is Redis's. */
export function memoryRateLimiter(limits: Readonly<Record<RateClass, RateLimit>> = RATE_LIMITS) {
  // Who asks often stays: only addresses that were seldom seen lose their count.
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: MOST_BUCKETS });
  return {
    take: (key: string, rate: RateClass, nowMs = Date.now()): Taken => {
      const { limit, windowMs } = limits[rate];
      const bucket = buckets.get(`${rate} ${key}`) ?? { tokens: limit, at: nowMs };
      const refilled = Math.min(limit, bucket.tokens + ((nowMs - bucket.at) * limit) / windowMs);
      const allowed = refilled >= 1;
      const tokens = allowed ? refilled - 1 : refilled;
      buckets.set(`${rate} ${key}`, { tokens, at: nowMs });
      return describe(allowed, tokens, limits[rate]);
    },
  };
}

const describe = (allowed: boolean, tokens: number, { limit, windowMs }: RateLimit): Taken => ({ allowed, limit, remaining: Math.floor(tokens), resetSeconds: Math.ceil((Math.max(0, 1 - tokens) * windowMs) / limit / 1000) });

/** One bucket: refilled by the time that passed on Redis's own clock (the processes' clocks differ), one token taken if there is one. Answers whether, and what is left in thousandths. */
const TAKE = `
local now = tonumber(ARGV[3])
if not now then local time = redis.call('TIME'); now = time[1] * 1000 + math.floor(time[2] / 1000) end
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = math.min(limit, (tonumber(bucket[1]) or limit) + math.max(0, now - (tonumber(bucket[2]) or now)) * limit / window)
local allowed = 0
if tokens >= 1 then allowed = 1; tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], window)
return { allowed, math.floor(tokens * 1000) }`;

type WithTake = Redis & { stoaTake(key: string, limit: number, windowMs: number, nowMs: number | ''): Promise<[number, number]> };
const FALLBACK_SHARE = 0.5;

/** Token buckets in Redis: all processes together grant the limit. While Redis is away each process grants half of it by itself. */
export function redisRateLimiter({ redis, prefix, log, limits = RATE_LIMITS }: { redis: Redis; prefix: string; log: Logger; limits?: Readonly<Record<RateClass, RateLimit>> }): RateLimiter {
  redis.defineCommand('stoaTake', { numberOfKeys: 1, lua: TAKE });
  const halved = Object.fromEntries(Object.entries(limits).map(([rate, one]) => [rate, { ...one, limit: Math.max(1, Math.floor(one.limit * FALLBACK_SHARE)) }])) as Record<RateClass, RateLimit>;
  const alone = memoryRateLimiter(halved);
  return {
    take: async (key, rate, nowMs) => {
      try {
        const [allowed, thousandths] = await (redis as WithTake).stoaTake(`${prefix}:rate:${rate} ${key}`, limits[rate].limit, limits[rate].windowMs, nowMs ?? '');
        return describe(allowed === 1, thousandths / 1_000, limits[rate]);
      } catch (error) {
        log.debug({ err: error }, 'the shared limits did not answer');
        return alone.take(key, rate, nowMs);
      }
    },
  };
}
