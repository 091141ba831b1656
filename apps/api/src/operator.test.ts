import request from 'supertest';
import { signedInOperator } from '@stoa/identity/testing';
import { withDatabase } from '@stoa/platform/testing';
import { type TestApi, withApi } from './api.testing.js';
import { createApp } from './app.js';

const oma = {
  name: 'Oma', slug: 'oma', legal_name: 'Oma Markt eG', home_country: 'DE', address: { line1: 'An der Obertrave 7', line2: null, city: 'Lübeck', region: null, postcode: '23552', country: 'DE' },
  currency: 'EUR', locale: 'de', number_prefix: 'OMA', support_email: 'hilfe@oma.example', plan: 'growth', preset: 'craft', first_staff: { email: 'Ida@oma.example', name: 'Ida Meri' },
  markets: [{ code: 'eu', name: 'Deutschland und Finnland', countries: ['DE', 'FI'], currency: 'EUR', locales: ['de', 'fi'], default_locale: 'de', time_zone: 'Europe/Berlin', price_mode: 'incl', rule_packs: ['EU', 'DE', 'FI'], is_default: true }],
};

const asOperator = async (api: TestApi) => `Bearer ${(await signedInOperator(api.deps)).accessToken}`;

test('a market whose law is not installed opens no marketplace; the installed packs say what a market begins with', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const authorization = await asOperator(api);
    const atlantis = { ...oma, slug: 'atlantis', markets: [{ ...oma.markets[0], rule_packs: ['EU', 'XA'] }] };
    const refused = await request(api.app).post('/v1/operator/tenants').set('Authorization', authorization).send(atlantis).expect(400);
    expect(refused.body).toMatchObject({ code: 'identity.unknown_rule_pack', details: { unknown: ['XA'] } });
    expect((await request(api.app).get('/v1/operator/tenants').set('Authorization', authorization).expect(200)).body.data).toEqual([]);
    expect(api.mailbox.sent).toEqual([]);

    const packs = await request(api.app).get('/v1/operator/rule-packs').set('Authorization', authorization).expect(200);
    expect(packs.body.data.find((pack: { id: string }) => pack.id === 'US-CA')).toMatchObject({ kind: 'region', chain: ['US', 'US-CA'], currency: 'USD', time_zone: 'America/Los_Angeles', price_mode: 'excl' });
  })));

test('the operator reads what must hold of all marketplaces or of one, each with its figures', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const authorization = await asOperator(api);
    const first = await request(api.app).post('/v1/operator/tenants').set('Authorization', authorization).send(oma).expect(201);
    const second = await request(api.app).post('/v1/operator/tenants').set('Authorization', authorization).send({ ...oma, slug: 'landbrot', name: 'Landbrot' }).expect(201);
    await api.deliver();

    const one = await request(api.app).post('/v1/operator/health/check').query({ tenant_id: first.body.id }).set('Authorization', authorization).expect(200);
    expect(one.body).toMatchObject({ ok: true, tenants: 2 });
    expect(new Set(one.body.invariants.map((invariant: { tenants: number }) => invariant.tenants))).toEqual(new Set([1]));
    const other = await request(api.app).get('/v1/operator/health').query({ tenant_id: second.body.id }).set('Authorization', authorization).expect(200);
    expect(other.body.invariants.every((invariant: { tenants: number; ran_at: string | null }) => invariant.tenants === 0 && invariant.ran_at === null)).toBe(true);
    await request(api.app).get('/v1/operator/health').query({ tenant_id: 'tnt_01h455vb4pex5vsknk084sn02q' }).set('Authorization', authorization).expect(404);

    const all = await request(api.app).post('/v1/operator/health/check').set('Authorization', authorization).expect(200);
    const sealed = all.body.invariants.find((invariant: { code: string }) => invariant.code === 'audit.sealed');
    expect(sealed).toMatchObject({ tenants: 2, breaks: 0, broken_in: [] });
    expect(sealed.looked_at).toBeGreaterThan(0);
  })));

test('an operator lets time pass where nothing is at stake; in production the clock stands, and nobody may turn it back', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const authorization = await asOperator(api);
    const before = (await request(api.app).get('/v1/operator/clock').set('Authorization', authorization).expect(200)).body;
    const moved = await request(api.app).post('/v1/operator/clock').set('Authorization', authorization).send({ advance_ms: 86_400_000 }).expect(200);
    expect(moved.body).toMatchObject({ offset_ms: before.offset_ms + 86_400_000, movable: true });
    await request(api.app).post('/v1/operator/clock').set('Authorization', authorization).send({ advance_ms: -1 }).expect(400);
    await request(api.app).post('/v1/operator/clock').send({ advance_ms: 1 }).expect(401);
    expect((await request(api.app).get('/v1/operator/clock').set('Authorization', authorization).expect(200)).body.offset_ms).toBe(moved.body.offset_ms);

    const production = createApp({ ...api.deps, clock: { ...api.deps.clock, isMovable: false, move: () => Promise.reject(new Error('moved')) } });
    const refused = await request(production).post('/v1/operator/clock').set('Authorization', authorization).send({ advance_ms: 1 }).expect(409);
    expect(refused.body).toMatchObject({ code: 'workspace.clock_stands' });
  })));
