import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { memoryCache } from '../cache.js';
import type { TenantId } from '../context.js';
import type { RateLimiter } from '../rate-limit.js';
import { openHotReads } from './hot-reads.js';

const tenantId = '018f0000-0000-7000-8000-000000000001' as TenantId;

function asking(): { req: IncomingMessage; res: ServerResponse } {
  const req = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url: '/v1/store/search?q=mug' });
  return { req, res: new ServerResponse(req) };
}

/** What becomes of a request whose answer is kept, by what the limits say of it. */
async function outcome(take: RateLimiter['take']): Promise<'answered' | 'went on'> {
  const cache = memoryCache();
  await cache.read('kept', { ttlMs: 60_000, tags: [] }, async () => ({ bytes: Buffer.from('{}'), etag: '"1"' }));
  const hot = openHotReads({ cache, limiter: { take }, tenantOf: () => tenantId, addressOf: () => '203.0.113.7' });
  const first = asking();
  hot.remember(first.req, first.res, { tenantId, key: 'kept', rate: 'read' });
  const { req, res } = asking();
  return new Promise((resolve) => {
    res.end = ((): ServerResponse => { resolve('answered'); return res; }) as typeof res.end;
    hot.before(() => resolve('went on'))(req, res);
  });
}

const counted = (allowed: boolean) => ({ allowed, limit: 10, remaining: 5, resetSeconds: 1 });

test('a kept answer goes out if the limits allow it, at once or later; whoever is refused, or cannot be counted, goes the whole way, where that is told', async () => {
  expect(await outcome(() => counted(true))).toBe('answered');
  expect(await outcome(async () => counted(true))).toBe('answered');
  expect(await outcome(() => counted(false))).toBe('went on');
  expect(await outcome(() => Promise.reject(new Error('nobody counts')))).toBe('went on');
});
