import { readdirSync } from 'node:fs';
import request from 'supertest';
import { withDatabase } from '@stoa/platform/testing';
import { liveTenant } from '@stoa/tenancy/testing';
import { openTestApi } from './api.testing.js';
import { CONTEXTS } from '@stoa/events/contexts';
import { everyRoute } from './openapi.js';

test('the names of modules are the folders of the contexts', () => {
  const folders = readdirSync('libs/contexts').sort();
  expect([...CONTEXTS].sort()).toEqual(folders);
});

test('a process that serves two contexts answers for them, knows nothing of the others, and describes them all', () =>
  withDatabase(async (env) => {
    await liveTenant(env.ctx, { slug: 'oma' }, env.db);
    const api = await openTestApi(env, { modules: 'catalog, search' });
    try {
      const get = (path: string) => request(api.app).get(path).set('Host', 'oma.localhost');
      expect([(await get('/v1/store/categories')).status, (await get('/v1/store/search')).status]).toEqual([200, 200]);
      expect((await get('/v1/store/me')).body).toMatchObject({ status: 404, code: 'request.no_such_route' });
      expect((await request(api.app).post('/v1/auth/sign-in').send({ email: 'a@b.test', password: 'x' })).status).toBe(404);
      expect((await get('/readyz')).body).toEqual({ ready: true, draining: false });
      const described = Object.values((await get('/openapi.json')).body.paths as Record<string, object>).flatMap((path) => Object.keys(path));
      expect(described).toHaveLength(everyRoute().filter((route) => !route.hidden).length);
    } finally {
      await api.close();
    }
  }));

test('a process that is told to serve what there is not does not start, and is told what there is', () =>
  withDatabase(async (env) => {
    await expect(openTestApi(env, { modules: 'chekout,search' })).rejects.toThrow(/STOA_MODULES names what there is not: chekout\. There are catalog, checkout, .*workspace\./);
  }));
