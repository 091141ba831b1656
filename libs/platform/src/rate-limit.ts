import { LRUCache } from 'lru-cache';

/** How often somebody may do a kind of thing: `limit` in `windowMs`, refilled steadily. */
export type RateLimit = { readonly limit: number; readonly windowMs: number };
export type RateClass = 'read' | 'write' | 'search' | 'checkout' | 'sign_in' | 'export';
export type Taken = { allowed: boolean; limit: number; remaining: number; resetSeconds: number };
/** `key` carries the tenant and who asks. */
export type RateLimiter = { take(key: string, rate: RateClass, nowMs?: number): Taken };

const MINUTE = 60_000;
export const RATE_LIMITS: Readonly<Record<RateClass, RateLimit>> = {
  read: { limit: 1_200, windowMs: MINUTE },
  search: { limit: 600, windowMs: MINUTE },
  write: { limit: 300, windowMs: MINUTE },
  checkout: { limit: 120, windowMs: MINUTE },
  export: { limit: 20, windowMs: MINUTE },
  sign_in: { limit: 10, windowMs: MINUTE },
};

/** Token buckets in this process's memory. With several processes each grants the limit: the shared one is Redis's. */
export function memoryRateLimiter(limits: Readonly<Record<RateClass, RateLimit>> = RATE_LIMITS): RateLimiter {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: 100_000 });
  return {
    take: (key, rate, nowMs = Date.now()) => {
      const { limit, windowMs } = limits[rate];
      const bucket = buckets.get(`${rate} ${key}`) ?? { tokens: limit, at: nowMs };
      const refilled = Math.min(limit, bucket.tokens + ((nowMs - bucket.at) * limit) / windowMs);
      const allowed = refilled >= 1;
      const tokens = allowed ? refilled - 1 : refilled;
      buckets.set(`${rate} ${key}`, { tokens, at: nowMs });
      const missing = Math.max(0, 1 - tokens);
      return { allowed, limit, remaining: Math.floor(tokens), resetSeconds: Math.ceil((missing * windowMs) / limit / 1000) };
    },
  };
}
