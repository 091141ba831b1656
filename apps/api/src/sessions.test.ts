import request from 'supertest';
import { hashPassword } from '@stoa/identity';
import { savedUser, signedInMember } from '@stoa/identity/testing';
import type { TenantId } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { type TestEnvironment, withDatabase } from '@stoa/platform/testing';
import { liveTenant } from '@stoa/tenancy/testing';
import { type TestApi, withApi } from './api.testing.js';

const PASSWORD = 'wolle und leinen';

const cookieOf = (response: { headers: Record<string, unknown> }): string => {
  const cookies = response.headers['set-cookie'] as unknown as string[];
  return cookies.find((cookie) => cookie.startsWith('stoa_refresh='))!;
};
const tokenOf = (cookie: string) => cookie.split(';')[0]!;
const signIn = (api: TestApi, email: string, password = PASSWORD) => request(api.app).post('/v1/auth/sign-in').send({ email, password });
const refresh = (api: TestApi, cookie: string) => request(api.app).post('/v1/auth/refresh').set('Cookie', tokenOf(cookie));

/** Somebody who works on the staff of one marketplace and for a vendor of another. */
async function somebodyWithTwoPlaces(env: TestEnvironment, api: TestApi) {
  const [oma, solano] = [env.ctx.tenantId, newId<TenantId>()];
  await liveTenant({ tenantId: oma }, { name: 'Oma' }, env.db);
  await liveTenant({ tenantId: solano }, { name: 'Solano' }, env.db);
  const user = await savedUser(env.db, { email: 'ida@oma.example', passwordHash: await hashPassword(PASSWORD) });
  await env.db.transactionAsControl(async (tx) => {
    for (const [tenantId, kind, role, vendorId] of [[oma, 'staff', 'owner', null], [solano, 'vendor', 'fulfilment', newId()]] as const) {
      await tx('identity.memberships').insert({ tenant_id: tenantId, id: newId(), user_id: user.id, kind, role, vendor_id: vendorId, place_name: vendorId && 'Mesa Roja', name: 'Ida', email: user.email, joined_at: new Date() });
    }
  });
  for (const tenantId of [oma, solano]) await signedInMember(api.deps, tenantId, { kind: 'staff', role: 'owner' }); // the roles exist from then on
  return { user, oma, solano };
}

test('somebody with two places chooses one, works there, and switches', () =>
  withDatabase((env) => withApi(env, async (api) => {
    await somebodyWithTwoPlaces(env, api);
    const session = await signIn(api, ' IDA@oma.example').expect(200);
    expect(session.body).toMatchObject({ expires_in: 900, membership: null, user: { email: 'ida@oma.example', is_operator: false } });
    const [staff, vendor] = session.body.memberships;
    expect([staff.tenant.name, staff.kind, vendor.tenant.name, vendor.vendor.name]).toEqual(['Oma', 'staff', 'Solano', 'Mesa Roja']);
    await request(api.app).get('/v1/admin/me').set('Authorization', `Bearer ${session.body.access_token}`).expect(401);

    const chosen = await request(api.app).post(`/v1/auth/memberships/${staff.id}/token`).set('Authorization', `Bearer ${session.body.access_token}`).expect(200);
    await request(api.app).get('/v1/admin/me').set('Authorization', `Bearer ${chosen.body.access_token}`).expect(200);
    expect((await request(api.app).get('/v1/vendor/listings').set('Authorization', `Bearer ${chosen.body.access_token}`).expect(403)).body.code).toBe('access.denied');
    const switched = await request(api.app).post(`/v1/auth/memberships/${vendor.id}/token`).set('Authorization', `Bearer ${chosen.body.access_token}`).expect(200);
    await request(api.app).get('/v1/vendor/listings').set('Authorization', `Bearer ${switched.body.access_token}`).expect(200);
    expect((await request(api.app).post('/v1/vendor/listings').set('Authorization', `Bearer ${switched.body.access_token}`).send({ title: { en: 'Mug' } }).expect(403)).body.details).toEqual({ permission: 'catalog.write' });

    // The next refresh stays where the last switch went.
    expect((await refresh(api, cookieOf(session)).expect(200)).body.membership.id).toBe(vendor.id);
    expect((await request(api.app).post('/v1/auth/memberships/operator/token').set('Authorization', `Bearer ${switched.body.access_token}`).expect(404)).body.code).toBe('identity.membership_not_found');
  })));

test('a refresh token used again after the grace ends the session, also for the one who stole it', () =>
  withDatabase((env) => withApi(env, async (api) => {
    await somebodyWithTwoPlaces(env, api);
    const first = cookieOf(await signIn(api, 'ida@oma.example').expect(200));
    expect(first).toMatch(/HttpOnly/);
    expect(first).toMatch(/SameSite=Strict/);
    expect(first).toMatch(/Path=\/v1\/auth/);
    const second = await refresh(api, first).expect(200);
    expect(tokenOf(cookieOf(await refresh(api, first).expect(200)))).toBe(tokenOf(cookieOf(second))); // another tab at the same moment: the same successor
    const third = await refresh(api, cookieOf(second)).expect(200);

    await refresh(api, first).expect(401); // its successor was used already: this is no second tab

    expect((await refresh(api, cookieOf(third)).expect(401)).body.code).toBe('identity.session_over');
    const [session] = await env.db.transactionAsControl((tx) => tx('identity.sessions').whereNotNull('revoked_at'));
    expect(session.revoked_reason).toBe('reuse');
    const stored = JSON.stringify(await env.db.transactionAsControl((tx) => tx('identity.refresh_tokens')));
    for (const cookie of [first, cookieOf(second), cookieOf(third)]) expect(stored).not.toContain(tokenOf(cookie).split('=')[1]);
  })));

test('signing out ends the access token too', () =>
  withDatabase((env) => withApi(env, async (api) => {
    await somebodyWithTwoPlaces(env, api);
    const session = await signIn(api, 'ida@oma.example').expect(200);
    const { body } = await request(api.app).post(`/v1/auth/memberships/${session.body.memberships[0].id}/token`).set('Authorization', `Bearer ${session.body.access_token}`).expect(200);
    await request(api.app).get('/v1/admin/me').set('Authorization', `Bearer ${body.access_token}`).expect(200);

    await request(api.app).post('/v1/auth/sign-out').set('Cookie', tokenOf(cookieOf(session))).expect(200);

    expect((await request(api.app).get('/v1/admin/me').set('Authorization', `Bearer ${body.access_token}`).expect(401)).body.code).toBe('identity.session_over');
    await refresh(api, cookieOf(session)).expect(401);
  })));

test('wrong passwords are slowed down per e-mail and address, and an unknown e-mail answers the same', () =>
  withDatabase((env) => withApi(env, async (api) => {
    await somebodyWithTwoPlaces(env, api);
    const wrong = await signIn(api, 'ida@oma.example', 'not it').expect(401);
    const unknown = await signIn(api, 'nobody@oma.example', 'not it').expect(401);
    expect({ ...wrong.body, request_id: null }).toEqual({ ...unknown.body, request_id: null });
    for (let failure = 2; failure <= 5; failure += 1) await signIn(api, 'ida@oma.example', 'not it').expect(401);

    const slowed = await signIn(api, 'ida@oma.example').expect(429);

    expect(slowed.body.code).toBe('identity.too_many_attempts');
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    await signIn(api, 'nobody@oma.example', 'not it').expect(401); // another mailbox is not punished for it
  })));

test.each([['a token of nobody’s making', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'], ['no JWT at all', 'abc']])('%s is a 401', (_what, token) =>
  withDatabase((env) => withApi(env, async (api) => {
    expect((await request(api.app).get('/v1/admin/me').set('Authorization', `Bearer ${token}`).expect(401)).body.code).toBe('identity.session_over');
  })));

test('a page of a foreign origin cannot use the cookie', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const refused = await request(api.app).post('/v1/auth/refresh').set('Origin', 'https://evil.example').set('Cookie', 'stoa_refresh=x').expect(403);
    expect(refused.body.code).toBe('access.foreign_page');
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    const own = await request(api.app).options('/v1/auth/refresh').set('Origin', 'http://admin.localhost').expect(204);
    expect([own.headers['access-control-allow-origin'], own.headers['access-control-allow-credentials']]).toEqual(['http://admin.localhost', 'true']);
  })));
