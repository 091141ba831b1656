import request from 'supertest';
import { signedInOperator } from '@stoa/identity/testing';
import { withDatabase } from '@stoa/platform/testing';
import { type TestApi, withApi } from './api.testing.js';

const oma = {
  name: 'Oma', slug: 'oma', legal_name: 'Oma Markt eG', home_country: 'DE', address: { line1: 'An der Obertrave 7', line2: null, city: 'Lübeck', region: null, postcode: '23552', country: 'DE' },
  currency: 'EUR', locale: 'de', number_prefix: 'OMA', support_email: 'hilfe@oma.example', plan: 'growth', preset: 'craft', first_staff: { email: 'Ida@oma.example', name: 'Ida Meri' },
  markets: [{ code: 'eu', name: 'Deutschland und Finnland', countries: ['DE', 'FI'], currency: 'EUR', locales: ['de', 'fi'], default_locale: 'de', time_zone: 'Europe/Berlin', price_mode: 'incl', rule_packs: ['EU', 'DE', 'FI'], is_default: true }],
};

const asOperator = async (api: TestApi) => `Bearer ${(await signedInOperator(api.deps)).accessToken}`;

test('an operator opens a marketplace, watches it being set up, and its first owner comes in by the mail', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const authorization = await asOperator(api);
    const created = await request(api.app).post('/v1/operator/tenants').set('Authorization', authorization).send(oma).expect(201);
    expect(created.body).toMatchObject({ slug: 'oma', status: 'provisioning', storefront_url: 'http://oma.localhost' });
    expect(created.body.parts.map((part: { part: string; state: string }) => `${part.part} ${part.state}`)).toEqual([
      'catalog.categories requested', 'content.theme requested', 'identity.roles requested', 'ledger.accounts requested', 'payments.gateway_account requested', 'shipping.zone requested',
    ]);

    await api.deliver();

    const live = await request(api.app).get(`/v1/operator/tenants/${created.body.id}`).set('Authorization', authorization).expect(200);
    expect(live.body.parts.filter((part: { state: string }) => part.state !== 'done')).toEqual([]);
    expect(live.body.status).toBe('live');
    const mail = api.mailbox.sent.find((one) => one.to.includes('ida@oma.example'));
    const token = /invitation\/([\w.-]+)/.exec(mail!.text)![1]!;
    const shown = await request(api.app).get(`/v1/auth/invitations/${token}`).expect(200);
    expect(shown.body).toMatchObject({ email: 'ida@oma.example', marketplace: 'Oma', role: 'owner', has_account: false });
    const joined = await request(api.app).post('/v1/auth/invitations/accept').send({ token, password: 'wolle und leinen', name: 'Ida Meri' }).expect(201);
    expect(joined.body.membership).toMatchObject({ kind: 'staff', role: 'owner', tenant: { slug: 'oma', status: 'live' } });
    await request(api.app).post('/v1/auth/invitations/accept').send({ token, password: 'wolle und leinen', name: 'Ida Meri' }).expect(404);

    const audit = await request(api.app).get('/v1/admin/audit').set('Authorization', `Bearer ${joined.body.access_token}`).expect(200);
    expect(audit.body.data.map((entry: { sentence: string }) => entry.sentence)).toEqual(expect.arrayContaining(['An operator opened the marketplace', 'Ida Meri joined']));
    expect(JSON.stringify(await env.db.transactionAsRelay((tx) => tx('platform.outbox').select('payload')))).not.toContain(token);
  })));

test('a host that nobody has is a plain 404; a suspended marketplace sells nothing, says so, and its staff can still sign in', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const authorization = await asOperator(api);
    const { body: tenant } = await request(api.app).post('/v1/operator/tenants').set('Authorization', authorization).send(oma).expect(201);
    await api.deliver();
    const context = await request(api.app).get('/v1/store/context').query({ host: 'oma.localhost:4100' }).expect(200);
    expect(context.body).toMatchObject({ publishable_key: tenant.publishable_key, tenant: { name: 'Oma', status: 'live' }, markets: [{ code: 'eu' }], theme: { name: 'Oma', version: 1, mood: 'soft' } });
    for (const host of ['nobody.localhost', 'oma.example', 'localhost']) {
      const unknown = await request(api.app).get('/v1/store/context').query({ host }).expect(404);
      expect(unknown.body).toMatchObject({ code: 'tenancy.unknown_marketplace' });
    }
    await request(api.app).get('/v1/store/home').set('Stoa-Publishable-Key', 'pk_oma_000000000000000000000000').expect(404);
    await request(api.app).get('/v1/store/home').set('Host', 'evil.example').set('X-Forwarded-Host', 'oma.localhost').expect(404); // no proxy of ours said that
    await request(api.app).get('/v1/store/home').set('Host', 'oma.localhost').expect(200);

    await request(api.app).put(`/v1/operator/tenants/${tenant.id}/suspension`).set('Authorization', authorization).send({ reason: 'The plan is not paid.' }).expect(200);

    expect((await request(api.app).get('/v1/store/context').query({ host: 'oma.localhost' }).expect(200)).body.tenant.status).toBe('suspended');
    const refused = await request(api.app).post('/v1/store/carts').set('Stoa-Publishable-Key', tenant.publishable_key).send({});
    expect([refused.status, refused.body.code]).toEqual([409, 'tenancy.marketplace_closed']);
    const token = /invitation\/([\w.-]+)/.exec(api.mailbox.sent[0]!.text)![1]!;
    const joined = await request(api.app).post('/v1/auth/invitations/accept').send({ token, password: 'wolle und leinen', name: 'Ida Meri' }).expect(201);
    const me = await request(api.app).get('/v1/admin/me').set('Authorization', `Bearer ${joined.body.access_token}`).expect(200);
    expect(me.body.marketplace).toMatchObject({ status: 'suspended', suspended_reason: 'The plan is not paid.' });
    await request(api.app).delete(`/v1/operator/tenants/${tenant.id}/suspension`).set('Authorization', authorization).expect(200);
    expect((await request(api.app).get('/v1/store/context').query({ host: 'oma.localhost' })).body.tenant.status).toBe('live');
  })));

test('two marketplaces cannot have one name, and a market set that does not add up is refused', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const authorization = await asOperator(api);
    const open = (changes: object) => request(api.app).post('/v1/operator/tenants').set('Authorization', authorization).send({ ...oma, ...changes });
    await open({}).expect(201);

    expect((await open({}).expect(409)).body.code).toBe('tenancy.slug_taken');
    expect((await open({ slug: 'other', markets: [{ ...oma.markets[0], is_default: false }] }).expect(400)).body.code).toBe('tenancy.markets_unclear');
    expect((await open({ slug: 'other', plan: 'gold' }).expect(400)).body.code).toBe('tenancy.unknown_plan');
    expect((await open({ slug: 'other', markets: [oma.markets[0], { ...oma.markets[0], code: 'fi', countries: ['FI'], is_default: false }] }).expect(400)).body.code).toBe('tenancy.markets_unclear');
    expect((await request(api.app).get('/v1/operator/tenants').set('Authorization', authorization).expect(200)).body.data).toHaveLength(1);
  })));
