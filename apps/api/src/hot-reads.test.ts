import type { RequestListener } from 'node:http';
import express from 'express';
import request from 'supertest';
import { openShop } from '@stoa/checkout/testing';
import { listingPublished } from '@stoa/events/catalog';
import type { TenantId } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { mount, openHotReads, problems } from '@stoa/platform/http';
import { newId } from '@stoa/platform/ids';
import { memoryRateLimiter, RATE_LIMITS } from '@stoa/platform/rate-limit';
import { withDatabase, type TestEnvironment } from '@stoa/platform/testing';
import { shopTag } from '@stoa/search';
import { getTenant } from '@stoa/tenancy';
import { liveTenant } from '@stoa/tenancy/testing';
import { contextRoutes } from './app.js';
import { type TestApi, withApi } from './api.testing.js';
import { tenantOf } from './facts-of-request.js';
import { openStoreContext } from './open-context.js';

/** A shop whose goods are found, and what the database hears while somebody asks. */
async function inShop(env: TestEnvironment, work: (api: TestApi, get: (path: string) => request.Test, heard: (ask: () => PromiseLike<unknown>) => Promise<string[]>) => Promise<void>): Promise<void> {
  const { potter } = await openShop(env.ctx, env.db);
  await env.ctx.inTx((tx) => announce(tx, listingPublished, { listingId: potter.listing.id, versionId: potter.listing.liveVersionId!, vendorId: potter.vendor.id, number: 1 }));
  const { slug } = await env.ctx.inRead(getTenant);
  await withApi(env, async (api) => {
    await api.deliver();
    api.deps.clock.stop(); // it reads the offset of business time each second, whoever asks for what
    const get = (path: string) => request(api.app).get(path).set('Host', `${slug}.localhost`);
    await get('/v1/store/search?q=becher&limit=1'); // from here on the process knows the marketplace and its market
    await work(api, get, async (ask) => {
      const sent: string[] = [];
      const stop = api.deps.db.onQuery((sql) => void sent.push(sql));
      await ask();
      stop();
      return sent;
    });
  });
}

test.each(['/v1/store/search?limit=20', '/v1/store/search?q=becher', '/v1/store/suggest?q=be'])('%s costs one statement, and none where somebody has just asked', (path) =>
  withDatabase((env) => inShop(env, async (_api, get, heard) => {
    const uncached = await heard(() => get(path).expect(200));
    expect(uncached).toEqual([expect.stringMatching(/^with tenant as materialized \(select platform\.set_tenant\(\$1::uuid\)\) select search\.(query|suggest)\(/)]);

    const first = await get(path);
    expect(JSON.stringify(first.body)).toContain('Becher');
    expect(await heard(() => get(path).expect(200, first.text))).toEqual([]);
    expect(await heard(() => get(path).set('If-None-Match', first.headers['etag'] as string).expect(304))).toEqual([]);
  })));

test('a shelf that is asked for again and again is answered from memory, for one statement that says what has changed', () =>
  withDatabase((env) => inShop(env, async (api, get, heard) => {
    const asked = (n: number) => `/v1/store/search?q=becher&price_max=${1_000_000 + n}`;
    const fromSql = await get(asked(0));
    for (let n = 1; n < 8; n += 1) await get(asked(n)).expect(200, fromSql.text);
    await api.deps.columns.settled();
    expect(await heard(() => get(asked(10)).expect(200, fromSql.text))).toEqual([expect.stringMatching(/^with tenant as materialized \(select platform\.set_tenant\(\$1::uuid\)\) select search\.changed\(/)]);
  })));

test('a listing that somebody has just read costs no statement, and is told to be the same to who has it', () =>
  withDatabase((env) => inShop(env, async (_api, get, heard) => {
    const [{ handle }] = (await get('/v1/store/search?q=becher')).body.data as [{ handle: string }];
    const first = await get(`/v1/store/listings/${handle}`).expect(200);
    expect(await heard(() => get(`/v1/store/listings/${handle}`).expect(200, first.text))).toEqual([]);
    expect(await heard(() => get(`/v1/store/listings/${handle}`).set('If-None-Match', first.headers['etag'] as string).expect(304))).toEqual([]);
  })));

const PAGE = '/v1/store/search?limit=20';
type Sent = Readonly<Record<string, string>>;
/** The answer whole, without what is of this one moment. */
const whole = ({ status, headers, text }: { status: number; headers: Record<string, unknown>; text: string }) => ({ status, text, headers: { ...headers, date: null, 'x-request-id': null } });

/** The same request through Express alone and before it, with the same answer kept for both. */
async function bothWays(api: TestApi, path: string, sent: Sent): Promise<{ behind: ReturnType<typeof whole>; before: ReturnType<typeof whole> }> {
  const ask = async (app: Parameters<typeof request>[0]) => whole(await request(app).get(path).set(sent));
  return { behind: await ask(api.app.behind), before: await ask(api.app) };
}

test('what is answered before Express is what Express would have answered, header by header', () =>
  withDatabase((env) => inShop(env, async (api, get) => {
    const host = `${(await env.ctx.inRead(getTenant)).slug}.localhost`;
    const { etag } = (await get(PAGE)).headers as { etag: string };
    const kinds: Sent[] = [{}, { 'If-None-Match': etag }, { 'If-None-Match': `W/${etag}` }, { 'If-None-Match': '"another"' }, { 'If-None-Match': `"another", ${etag}` }, { 'If-None-Match': '*' }, { 'If-None-Match': etag, 'Cache-Control': 'no-cache' }, { 'Stoa-Locale': 'en' }, { 'Accept-Language': 'de;q=0.9' }];
    for (const kind of kinds) {
      await get(PAGE).set(kind); // it is kept now, and known
      const { behind, before } = await bothWays(api, PAGE, { Host: host, ...kind });
      expect([kind, before]).toEqual([kind, behind]);
    }
    const named = await get(PAGE).set('X-Request-Id', 'the-shops-own-id');
    expect(named.headers['x-request-id']).toBe('the-shops-own-id');
    expect((await get(PAGE)).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  })));

test('a listing that is read again in a moment costs one statement, of what is live and what is left', () =>
  withDatabase((env) => inShop(env, async (_api, get, heard) => {
    const [{ handle }] = (await get('/v1/store/search?q=becher')).body.data as [{ handle: string }];
    const uncached = (n: number) => get(`/v1/store/listings/${handle}`).set('Stoa-Locale', `xx-${10_000 + n}`).expect(200);
    const tries: string[][] = [];
    // What changes seldom is believed for a second, which a busy machine may need for one request.
    for (let n = 0; n < 10; n += 1) tries.push(await heard(() => uncached(n)));
    const fewest = tries.sort((a, b) => a.length - b.length)[0];
    expect(fewest).toEqual([expect.stringMatching(/^with tenant as materialized \(select platform\.set_tenant\(\$1::uuid\)\) select jsonb_build_array\(catalog\.live_listing\(\$2::uuid, \$3::jsonb\), inventory\.available\(\$4::uuid, \$5::jsonb\)\)/)]);
  })));

/** Express is told of every request that gets as far as it. */
function countBehind(api: TestApi): { readonly app: RequestListener; readonly count: () => number } {
  let count = 0;
  const hotReads = openHotReads({ cache: api.deps.cache, limiter: memoryRateLimiter({ ...RATE_LIMITS, read: { limit: 3, windowMs: 3_600_000 } }), tenantOf: tenantOf(api.deps.directory), addressOf: () => 'here' });
  const app = express();
  app.use((_req, _res, next) => (count += 1, next()));
  app.use('/v1/store', openStoreContext(api.deps));
  app.use(mount(contextRoutes(api.deps).search!, { hotReads }), problems);
  return { app: hotReads.before(app), count: () => count };
}

test('once somebody has asked, the next who ask never get as far as Express, until it is over or forgotten', () =>
  withDatabase((env) => inShop(env, async (api) => {
    const { tenantId } = env.ctx;
    const host = `${(await env.ctx.inRead(getTenant)).slug}.localhost`;
    const { app, count } = countBehind(api);
    const ask = (sent: Sent = {}) => request(app).get(PAGE).set('Host', host).set(sent).expect(200);
    await ask();
    expect(count()).toBe(1);
    await ask();
    expect(count()).toBe(1);
    await api.deps.cache.invalidate([shopTag(tenantId)]);
    await ask();
    expect(count()).toBe(2);
    for (const particular of [{ Origin: 'http://elsewhere.example' }, { 'Cache-Control': 'no-cache' }, { 'Content-Length': '0' }, { 'Stoa-Locale': 'en' }, { 'Stoa-Market': 'de' }]) {
      const before = count();
      await request(app).get(PAGE).set('Host', host).set(particular);
      expect([particular, count() - before]).toEqual([particular, 1]);
    }
    await request(app).get(PAGE).set('Host', host).set('Authorization', 'Bearer nobody').expect(401);
    await request(app).get(PAGE).set('Host', 'nobody.localhost').expect(404);
    api.deps.directory.clear(); // as after a suspension: whose it is must be asked again
    const before = count();
    await ask();
    expect(count()).toBe(before + 1);
    await ask();
    const inTime = count();
    await ask(); // the third that is counted before Express; the fourth is too many, and goes on to be told so
    await ask();
    expect(count()).toBeGreaterThan(inTime);
  })));

test('what one marketplace keeps answers no other, by whatever name it is asked', () =>
  withDatabase((env) => inShop(env, async (api) => {
    const [mine, theirs] = [(await env.ctx.inRead(getTenant)).slug, 'another-marketplace'];
    await liveTenant({ tenantId: newId<TenantId>() }, { name: 'Other', slug: theirs }, env.db);
    for (const slug of [mine, mine, theirs, theirs, mine]) {
      const { body } = await request(api.app).get('/v1/store/search?q=becher').set('Host', `${slug}.localhost`).expect(200);
      expect([slug, body.total]).toEqual([slug, slug === mine ? 1 : 0]);
    }
  })));
