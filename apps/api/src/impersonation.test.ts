import request from 'supertest';
import { signedInMember, signedInOperator, visitingOperator } from '@stoa/identity/testing';
import { createContext, type TenantId } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { silentLog } from '@stoa/platform/log';
import { encode } from '@stoa/platform/typeid';
import { type TestEnvironment, actor, audited, withDatabase } from '@stoa/platform/testing';
import { liveTenant } from '@stoa/tenancy/testing';
import { NOW, type TestApi, withApi } from './api.testing.js';
import { fingerprintOf } from './route-calls.testing.js';

const REASON = 'Ticket 4711: orders are missing from the list.';
const MINUTE = 60_000;
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

async function twoMarketplaces(env: TestEnvironment) {
  const other = newId<TenantId>();
  await liveTenant(env.ctx, { name: 'Oma' }, env.db);
  await liveTenant({ tenantId: other }, { name: 'Solano' }, env.db);
  return { id: encode('tnt', env.ctx.tenantId), other };
}
const visitOf = (api: TestApi, tenant: string, token: string, body: object = { reason: REASON }) => request(api.app).post(`/v1/operator/tenants/${tenant}/impersonations`).set(bearer(token)).send(body);
const enter = (api: TestApi, token: string, place: string) => request(api.app).post(`/v1/auth/memberships/${place}/token`).set(bearer(token));

test('an operator says why, looks, changes nothing, and leaves; the marketplace reads all of it in its trail', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const { id } = await twoMarketplaces(env);
    const desk = await signedInOperator(api.deps);
    expect((await visitOf(api, id, desk.accessToken, { reason: 'look' })).body).toMatchObject({ status: 400, code: 'request.invalid' });
    expect((await visitOf(api, id, desk.accessToken, { reason: REASON, minutes: 61 })).status).toBe(400);
    expect(await audited(env.ctx)).toEqual([]);

    const visit = await visitOf(api, id, desk.accessToken).expect(201);
    expect(Date.parse(visit.body.ends_at) - Date.parse(visit.body.started_at)).toBe(30 * MINUTE);
    const { body: session } = await enter(api, desk.accessToken, visit.body.id).expect(200);
    expect(session.membership).toMatchObject({ id: visit.body.id, kind: 'staff', role: 'operator', tenant: { name: 'Oma' }, visit: { reason: REASON, ends_at: visit.body.ends_at } });
    expect(session.membership.permissions).not.toContain('identity.keys');

    const inside = bearer(session.access_token);
    expect((await request(api.app).get('/v1/admin/me').set(inside).expect(200)).body).toMatchObject({ kind: 'operator', marketplace: { name: 'Oma' } });
    await request(api.app).get('/v1/admin/orders').set(inside).expect(200);
    expect((await request(api.app).get('/v1/admin/api-keys').set(inside)).body).toMatchObject({ status: 403, code: 'access.denied' });
    const before = await fingerprintOf(env.db, env.ctx.tenantId);
    for (const [method, path] of [['patch', '/v1/admin/settings'], ['post', '/v1/admin/invitations'], ['put', '/v1/admin/commission-plan'], ['delete', `/v1/admin/members/${encode('mbr', newId())}`], ['post', '/v1/admin/api-keys']] as const) {
      expect((await request(api.app)[method](path).set(inside).send({})).body).toMatchObject({ status: 403, code: 'access.read_only', title: expect.stringContaining('can change nothing') });
    }
    expect(await fingerprintOf(env.db, env.ctx.tenantId)).toBe(before);

    await request(api.app).delete(`/v1/operator/tenants/${id}/impersonations/${visit.body.id}`).set(bearer(desk.accessToken)).expect(204);
    expect((await request(api.app).get('/v1/admin/orders').set(inside)).body).toMatchObject({ status: 401, code: 'identity.session_over' });
    expect(await audited(env.ctx)).toMatchObject([
      { action: 'identity.impersonation_started', actor_id: desk.user.id, reason: REASON, after: { operator: 'Sam Okafor', minutes: 30, mayChange: false } },
      { action: 'identity.impersonation_ended', actor_id: desk.user.id, after: { byThemselves: true } },
    ]);
  })));

test('another operator ends a visit, and the very next call with its token is refused; it cannot be ended twice', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const { id } = await twoMarketplaces(env);
    const [visitor, colleague] = [await visitingOperator(api.deps, env.ctx.tenantId), await signedInOperator(api.deps)];
    const read = () => request(api.app).get('/v1/admin/orders').set(bearer(visitor.accessToken));
    expect((await read()).status).toBe(200);
    const end = () => request(api.app).delete(`/v1/operator/tenants/${id}/impersonations/${encode('vis', visitor.visit.id)}`).set(bearer(colleague.accessToken));
    await end().expect(204);
    expect((await read()).status).toBe(401);
    expect((await end()).body).toMatchObject({ status: 404, code: 'identity.impersonation_not_found' });
    expect(await audited(env.ctx)).toMatchObject([{ action: 'identity.impersonation_ended', actor_id: colleague.user.id, after: { byThemselves: false } }]);
  })));

test('time ends it: after the last minute its token opens nothing, and nobody enters', () =>
  withDatabase((env) => withApi(env, async (api) => {
    await twoMarketplaces(env);
    const [late, early] = [await visitingOperator(api.deps, env.ctx.tenantId, new Date(Date.now() - 31 * MINUTE)), await visitingOperator(api.deps, env.ctx.tenantId, new Date(Date.now() - 29 * MINUTE))];
    const read = ({ accessToken }: { accessToken: string }) => request(api.app).get('/v1/admin/orders').set(bearer(accessToken));
    expect([(await read(late)).status, (await read(early)).status]).toEqual([401, 200]);
    expect((await enter(api, late.deskToken, encode('vis', late.visit.id))).body).toMatchObject({ status: 404, code: 'identity.membership_not_found' });
  })));

test('a visit is one operator’s, in one marketplace: neither another operator, nor the staff, nor another marketplace opens by it', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const { other } = await twoMarketplaces(env);
    const [visitor, colleague] = [await visitingOperator(api.deps, env.ctx.tenantId), await signedInOperator(api.deps)];
    const owner = await signedInMember(api.deps, env.ctx.tenantId, { kind: 'staff', role: 'owner' });
    for (const { accessToken } of [colleague, owner]) expect((await enter(api, accessToken, encode('vis', visitor.visit.id))).status).toBe(404);
    expect((await visitOf(api, encode('tnt', other), owner.accessToken)).status).toBe(403);
    expect((await visitOf(api, encode('tnt', newId()), colleague.accessToken)).body).toMatchObject({ status: 404, code: 'tenancy.tenant_not_found' });
    expect((await request(api.app).delete(`/v1/operator/tenants/${encode('tnt', other)}/impersonations/${encode('vis', visitor.visit.id)}`).set(bearer(colleague.accessToken))).status).toBe(404);
    expect((await request(api.app).get('/v1/operator/tenants').set(bearer(visitor.accessToken))).status).toBe(403);
  })));

test('the database itself refuses to write in a visitor’s context, whatever a handler tries', () =>
  withDatabase(async (env) => {
    const visitor = createContext(env.db, { tenantId: env.ctx.tenantId, actor: actor.staff(), now: NOW, log: silentLog, requestId: null }, { isReadOnly: true });
    const receipts = (ctx: typeof env.ctx) => ctx.inRead((tx) => tx.tx('platform.receipts').where('tenant_id', tx.tenantId));
    await expect(visitor.inTx((tx) => tx.tx('platform.receipts').insert({ tenant_id: tx.tenantId, handler: 'a.b', event_id: newId(), received_at: NOW }))).rejects.toMatchObject({ code: '25006' });
    expect(await receipts(env.ctx)).toEqual([]);
  }));
