import request from 'supertest';
import { openShop } from '@stoa/checkout/testing';
import { listingPublished } from '@stoa/events/catalog';
import { getTenant } from '@stoa/tenancy';
import { announce } from '@stoa/platform/events';
import { withDatabase, type TestEnvironment } from '@stoa/platform/testing';
import { type TestApi, withApi } from './api.testing.js';

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

test('a listing that somebody has just read costs no statement, and is told to be the same to who has it', () =>
  withDatabase((env) => inShop(env, async (_api, get, heard) => {
    const [{ handle }] = (await get('/v1/store/search?q=becher')).body.data as [{ handle: string }];
    const first = await get(`/v1/store/listings/${handle}`).expect(200);
    expect(await heard(() => get(`/v1/store/listings/${handle}`).expect(200, first.text))).toEqual([]);
    expect(await heard(() => get(`/v1/store/listings/${handle}`).set('If-None-Match', first.headers['etag'] as string).expect(304))).toEqual([]);
  })));
