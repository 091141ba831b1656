import request from 'supertest';
import sharp from 'sharp';
import { signedInOperator } from '@stoa/identity/testing';
import { withDatabase } from '@stoa/platform/testing';
import { type TestApi, withApi } from './api.testing.js';

const tenant = {
  name: 'Oma', slug: 'oma', legal_name: 'Oma Markt eG', home_country: 'DE', address: { line1: 'An der Obertrave 7', line2: null, city: 'Lübeck', region: null, postcode: '23552', country: 'DE' },
  currency: 'EUR', locale: 'de', number_prefix: 'OMA', support_email: 'hilfe@oma.example', plan: 'growth', preset: 'craft', first_staff: { email: 'ida@oma.example', name: 'Ida Meri' },
  markets: [
    { code: 'de', name: 'Deutschland', countries: ['DE'], currency: 'EUR', locales: ['de', 'en'], default_locale: 'de', time_zone: 'Europe/Berlin', price_mode: 'incl', rule_packs: ['EU', 'DE'], is_default: true },
    { code: 'fi', name: 'Suomi', countries: ['FI'], currency: 'EUR', locales: ['fi'], default_locale: 'fi', time_zone: 'Europe/Helsinki', price_mode: 'incl', rule_packs: ['EU', 'FI'], is_default: false },
  ],
};
const application = {
  name: 'Keramik Lindqvist', legal_name: 'Keramik Lindqvist GmbH', address: { line1: 'Spinnereistraße 7', city: 'Leipzig', postcode: '04179', country: 'DE' }, register_number: 'HRB 30412', vat_id: 'DE129273398',
  registrations: [{ country: 'DE', scheme: 'lucid', number: 'DE5512345678901', valid_from: '2022-07-01' }], email: 'hei@lindqvist.example', phone: '+49 341 555 0101', self_certified: true,
  applicant_email: 'saara@lindqvist.example', locale: 'de', about: { de: 'Eine Drehscheibe, ein Gasofen.' },
};

/** Whoever was invited last comes in by the mail. */
async function joined(api: TestApi, email: string): Promise<string> {
  const mail = api.mailbox.sent.find((one) => one.to.includes(email))!;
  const token = /invitation\/([\w.-]+)/.exec(mail.text)![1]!;
  return `Bearer ${(await request(api.app).post('/v1/auth/invitations/accept').send({ token, password: 'wolle und leinen', name: 'Somebody' }).expect(201)).body.access_token}`;
}

/** A live marketplace, its staff, and an approved vendor with a warehouse and a rate. */
async function marketplace(api: TestApi) {
  const operator = `Bearer ${(await signedInOperator(api.deps)).accessToken}`;
  const { publishable_key: key } = (await request(api.app).post('/v1/operator/tenants').set('Authorization', operator).send(tenant).expect(201)).body;
  await api.deliver();
  const staff = await joined(api, 'ida@oma.example');
  const store = (path: string, market = 'de') => request(api.app).get(`/v1/store${path}`).set('Stoa-Publishable-Key', key).set('Stoa-Market', market);
  await request(api.app).post('/v1/store/vendor-applications').set('Stoa-Publishable-Key', key).send(application).expect(201, { handle: 'keramik-lindqvist', status: 'applied' });
  await store('/vendors/keramik-lindqvist').expect(404); // not before it is let in
  const waiting = (await request(api.app).get('/v1/admin/vendors?filter[status]=applied').set('Authorization', staff).expect(200)).body.data;
  await request(api.app).put(`/v1/admin/vendors/${waiting[0].id}/approval`).set('Authorization', staff).expect(200);
  await api.deliver();
  const vendor = await joined(api, 'saara@lindqvist.example');
  const as = (who: string, method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string) => request(api.app)[method](path).set('Authorization', who);
  const { id: warehouse } = (await as(vendor, 'post', '/v1/vendor/warehouses').send({ name: 'Leipzig', address: application.address, priority: 1 }).expect(201)).body;
  await as(vendor, 'post', '/v1/vendor/shipping-rates').send({ name: { de: 'Standard', fi: 'Tavallinen' }, carrier: 'DHL', price: { amount: 490, currency: 'EUR' }, countries: ['DE', 'FI'], transit_days: { min: 1, max: 2 } }).expect(201);
  return { staff, vendor, store, as, warehouse };
}

test('a vendor drafts a listing, the rules and the staff let it in, and a shopper who misspells finds it', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const { staff, vendor, store, as, warehouse } = await marketplace(api);
    const picture = await sharp({ create: { width: 800, height: 1000, channels: 3, background: '#48635a' } }).png().toBuffer();
    const { body: media } = await as(vendor, 'post', '/v1/vendor/media').set('Content-Type', 'image/png').send(picture).expect(201);
    const { body: tree } = await as(vendor, 'get', '/v1/vendor/categories').expect(200);
    const mugs = tree.data.find((category: { path: string }) => category.path === 'ceramics/mugs');
    expect(mugs.attributes.map((attribute: { code: string }) => attribute.code)).toContain('material');

    const draft = await as(vendor, 'post', '/v1/vendor/listings').send({
      title: { de: 'Becher „Usva“', fi: 'Muki Usva' }, description: { de: 'Auf der Scheibe gedreht.' }, category_id: mugs.id, attributes: { material: 'stoneware', colour: 'green', volume_ml: 280 },
      media: [{ id: media.id, alt: { de: 'Becher mit grüner Glasur' } }], variants: [{ sku: 'USVA-280', gtin: '4006381333931', prices: [{ amount: 3_400, currency: 'EUR' }], weight_grams: 310 }],
    }).expect(201);
    expect(draft.headers['etag']).toBe('"1"');
    const path = `/v1/vendor/listings/${draft.body.id}`;
    const refused = await as(vendor, 'put', `${path}/submission`).expect(409);
    expect(refused.body).toMatchObject({ code: 'catalog.listing_refused_by_rules', details: { refusals: [{ market: 'de', rule: 'EU-GPSR-19A' }, { market: 'fi', rule: 'EU-GPSR-19A' }] } });
    await as(vendor, 'patch', path).send({ made_by_vendor: true }).expect(428);
    await as(vendor, 'patch', path).set('If-Match', '"7"').send({ made_by_vendor: true }).expect(412);
    await as(vendor, 'patch', path).set('If-Match', '"1"').send({ made_by_vendor: true }).expect(200);
    await as(vendor, 'put', `${path}/submission`).expect(200);
    const review = await as(staff, 'get', `/v1/admin/listings/${draft.body.id}`).expect(200);
    expect([review.body.listing.status, review.body.listing.judgement.map((market: { outcome: string }) => market.outcome)]).toEqual(['submitted', ['allowed', 'allowed']]);
    await as(staff, 'put', `/v1/admin/listings/${draft.body.id}/approval`).expect(200);
    await as(vendor, 'put', '/v1/vendor/stock').send({ levels: [{ variant_id: draft.body.variants[0].id, warehouse_id: warehouse, on_hand: 9 }] }).expect(200);
    await api.deliver();

    const found = await store('/search?q=bechr').expect(200);
    expect(found.body).toMatchObject({ total: 1, did_you_mean: 'becher', data: [{ title: 'Becher „Usva“', price: { amount: 3_400, currency: 'EUR' }, stock: 'in_stock', vendor: { name: 'Keramik Lindqvist' }, category: { handle: 'mugs' } }] });
    expect(found.body.facets.attributes.map((facet: { code: string }) => facet.code)).toEqual(['colour', 'material']);
    expect((await store('/search?q=muki', 'fi').expect(200)).body.data[0].title).toBe('Muki Usva');
    const shown = await store(`/listings/${found.body.data[0].handle}`).expect(200);
    expect(shown.body).toMatchObject({ tax: { mode: 'incl', note: 'inkl. 19 % MwSt., zzgl. Versand ab 4,90\u00a0€' }, category: { path: [{ handle: 'ceramics' }], handle: 'mugs' }, variants: [{ sku: 'USVA-280', stock: 'in_stock', available_low: null }], delivery: [{ from: '2026-03-04', to: '2026-03-05' }] });
    await request(api.app).get(found.body.data[0].media.url).expect(200).expect('Content-Type', 'image/webp');
    expect((await store('/categories').expect(200)).body.data[0]).toMatchObject({ handle: 'ceramics', name: 'Keramik', count: 1, children: [{ handle: 'mugs', count: 1 }, { count: 0 }, { count: 0 }, { count: 0 }] });

    await as(vendor, 'delete', `${path}/publication`).expect(200);
    await api.deliver();
    expect((await store('/search?q=becher').expect(200)).body.total).toBe(0);
    await store(`/listings/${found.body.data[0].handle}`).expect(404);
  })));

test('what a vendor sends wrongly is its mistake and not ours: pictures that are none, unknown fields, ids of others', () =>
  withDatabase((env) => withApi(env, async (api) => {
    const { vendor, as } = await marketplace(api);
    const upload = (type: string, body: Buffer) => as(vendor, 'post', '/v1/vendor/media').set('Content-Type', type).send(body);
    expect((await upload('image/png', Buffer.from('<svg/>'))).body).toMatchObject({ status: 422, code: 'catalog.not_a_picture' });
    expect((await upload('image/png', Buffer.alloc(8 * 1024 * 1024 + 1, 1))).status).toBe(413);
    expect((await as(vendor, 'post', '/v1/vendor/media').send({ picture: 'x' })).status).toBe(400);
    expect((await as(vendor, 'post', '/v1/vendor/listings').send({ title: { de: 'X' }, colour: 'red' })).body).toMatchObject({ status: 400, errors: [{ pointer: '/colour', code: 'unknown_field' }] });
    expect((await as(vendor, 'get', '/v1/vendor/listings/ven_01h455vb4pex5vsknk084sn02q')).body).toMatchObject({ status: 400, code: 'request.wrong_id_type' });
    expect((await as(vendor, 'get', '/v1/vendor/listings/lst_01h455vb4pex5vsknk084sn02q')).body).toMatchObject({ status: 404, code: 'catalog.listing_not_found' });
    expect((await as(vendor, 'post', '/v1/vendor/listings').send({ title: { de: 'X' }, variants: [{ sku: 'A', gtin: '4006381333930', prices: [] }] })).body).toMatchObject({ status: 422, code: 'catalog.listing_flawed' });
  })));
