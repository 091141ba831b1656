import request from 'supertest';
import { registeredCustomer } from '@stoa/customers/testing';
import { createContext } from '@stoa/platform/context';
import { signedInMember } from '@stoa/identity/testing';
import { newId } from '@stoa/platform/ids';
import { at, withDatabase } from '@stoa/platform/testing';
import { memoryCache } from '@stoa/platform/cache';
import { routes as searchRoutes, type SearchRouteDeps } from '@stoa/search/routes';
import { liveTenant } from '@stoa/tenancy/testing';
import { withApi } from './api.testing.js';

test('a host named by a stranger’s proxy does not count: who calls evil.example gets a 404, not the marketplace they name', () =>
  withDatabase((env) => withApi(env, async (api) => {
    await liveTenant(env.ctx, { slug: 'oma' }, env.db);
    const ask = (headers: Record<string, string>) => request(api.app).get('/v1/store/categories').set(headers);

    expect((await ask({ Host: 'evil.example', 'X-Forwarded-Host': 'oma.localhost' })).body).toMatchObject({ status: 404, code: 'tenancy.unknown_marketplace' });
    expect((await ask({ Host: 'oma.localhost' })).status).toBe(200);
  })));

test('a shopper’s token is good in their own marketplace alone, though it was used there a moment ago; elsewhere it makes nobody a guest', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const other = env.newTenant();
    await liveTenant(env.ctx, { slug: 'oma' }, env.db);
    await liveTenant(other, { slug: 'solano' }, env.db);
    const { token } = await registeredCustomer(env.ctx);
    const ask = (host: string, bearer: string) => request(api.app).get('/v1/store/categories').set({ Host: host, Authorization: `Bearer ${bearer}` });

    expect((await ask('oma.localhost', token)).status).toBe(200);
    expect((await ask('solano.localhost', token)).body).toMatchObject({ status: 401, code: 'identity.session_over' });
    expect((await ask('oma.localhost', 'nobodys')).body).toMatchObject({ status: 401, code: 'identity.session_over' });
  })));

test('a token that names a membership of another marketplace is nobody’s', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const other = env.newTenant();
    for (const { tenantId } of [env.ctx, other]) await liveTenant({ tenantId }, {}, env.db);
    const member = await signedInMember(api.deps, env.ctx.tenantId, { kind: 'staff', role: 'owner' });
    const claims = await api.deps.extractors.accessClaims({ headers: { authorization: `Bearer ${member.accessToken}` } });

    expect(await api.deps.access.resolve(claims!)).toMatchObject({ tenantId: env.ctx.tenantId });
    expect(await api.deps.access.resolve({ ...claims!, tenantId: other.tenantId })).toBeNull();
  })));

test('what was found in one marketplace is not the answer to the same question in another', () =>
  withDatabase(async (env) => {
    const other = env.newTenant();
    for (const { tenantId } of [env.ctx, other]) await liveTenant({ tenantId }, {}, env.db);
    const asked: string[] = [];
    const nothing = { total: 0, cards: [], next: null, fixed: null, categories: [], vendors: [], prices: null, attributes: [] };
    const searchIndex: SearchRouteDeps['searchIndex'] = { search: async ({ tenantId }) => (asked.push(tenantId), nothing), suggest: async ({ tenantId }) => (asked.push(tenantId), { listings: [], categories: [], vendors: [] }) };
    const known = searchRoutes({ cache: memoryCache(), mediaUrl: () => () => '', searchIndex } as unknown as Parameters<typeof searchRoutes>[0]);
    const [search, suggest] = ['/v1/store/search', '/v1/store/suggest'].map((path) => known.find((one) => one.path === path)!);
    const query = { q: 'becher', sort: 'relevance', limit: 24 };
    for (const route of [search!, suggest!]) {
      for (const ctx of [env.ctx, env.ctx, other]) {
        await route.handle(createContext(env.db, { ...ctx, now: at('2026-03-01T09:00:00Z'), requestId: newId() }) as never, { params: {}, query, body: undefined, request: { market: null, locale: null } } as never);
      }
    }
    expect(asked).toEqual([env.ctx.tenantId, other.tenantId, env.ctx.tenantId, other.tenantId]);
  }));
