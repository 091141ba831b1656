import request from 'supertest';
import { createApiKey } from '@stoa/identity';
import { savedMember, signedInMember } from '@stoa/identity/testing';
import { memoryRateLimiter, RATE_LIMITS } from '@stoa/platform/rate-limit';
import { type TestEnvironment, actor, withDatabase } from '@stoa/platform/testing';
import { liveTenant } from '@stoa/tenancy/testing';
import { type TestApi, withApi } from './api.testing.js';
import { createApp } from './app.js';
import { openDeps } from './deps.js';

/** Two keys that the owner of a marketplace made. */
async function twoKeys(env: TestEnvironment) {
  await liveTenant(env.ctx, { slug: 'oma' }, env.db);
  const { user } = await savedMember(env.db, env.ctx.tenantId, { kind: 'staff', role: 'owner' });
  const make = (name: string) => env.ctx.inTx((tx) => createApiKey({ ...tx, actor: { ...actor.staff(['orders.read']), id: user.id } }, { name, permissions: ['orders.read'], expiresAt: null }));
  return [await make('Stock system'), await make('Accounts')] as const;
}
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

test('each key has its own share of haste: one that is spent leaves the other its own', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const [stock, accounts] = await twoKeys(env);
    const app = createApp({ ...api.deps, limiter: memoryRateLimiter({ ...RATE_LIMITS, read: { limit: 2, windowMs: 60_000 } }) });
    const ask = (token: string) => request(app).get('/v1/admin/orders').set(bearer(token));

    expect([(await ask(stock.token)).status, (await ask(stock.token)).status]).toEqual([200, 200]);
    const refused = await ask(stock.token);
    expect([refused.status, refused.body.code, Number(refused.headers['retry-after']) > 0]).toEqual([429, 'request.too_many', true]);
    expect((await ask(accounts.token)).status).toBe(200);
  })));

test('a key that is revoked in one process opens nothing in another, at once', () =>
  withDatabase((env) => withApi(env, async (api) => withSecondProcess(api, async (other) => {
    const [stock] = await twoKeys(env);
    const owner = await signedInOwner(api, env);
    const read = (app: TestApi['app']) => request(app).get('/v1/admin/orders').set(bearer(stock.token));
    expect([(await read(api.app)).status, (await read(other)).status]).toEqual([200, 200]);

    const { body } = await request(api.app).get('/v1/admin/api-keys').set(bearer(owner)).expect(200);
    const id = body.data.find((key: { name: string }) => key.name === 'Stock system').id;
    await request(api.app).put(`/v1/admin/api-keys/${id}/revocation`).set(bearer(owner)).send({ reason: 'The system was replaced.' }).expect(204);

    expect((await read(api.app)).body).toMatchObject({ status: 401, code: 'identity.api_key_not_good' });
    const deadline = Date.now() + 2_000; // far below the five seconds after which everybody asks anew
    while ((await read(other)).status === 200 && Date.now() < deadline) await new Promise((wake) => setTimeout(wake, 20));
    expect((await read(other)).body).toMatchObject({ status: 401, code: 'identity.api_key_not_good' });
  }))));

async function signedInOwner(api: TestApi, env: TestEnvironment): Promise<string> {
  return (await signedInMember(api.deps, env.ctx.tenantId, { kind: 'staff', role: 'owner' })).accessToken;
}

/** The API once more, with caches and connections of its own. */
async function withSecondProcess(api: TestApi, work: (app: TestApi['app']) => Promise<void>): Promise<void> {
  const deps = await openDeps(api.deps.config, api.deps.log);
  try {
    await work(createApp({ ...deps, clock: api.deps.clock, limiter: api.deps.limiter }));
  } finally {
    await deps.close();
  }
}
