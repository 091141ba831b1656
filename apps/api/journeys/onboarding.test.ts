import { bodyOf } from '@stoa/tools/seed/onboard-tenant';
import { type Client, refusal } from '@stoa/tools/seed/product/client';
import { acceptInvitation, signIn } from '@stoa/tools/seed/product/people';
import { CARDS, complete, fillCart } from '@stoa/tools/seed/product/shopper';
import { smallMarketplace } from '@stoa/tools/seed/world/small-marketplace';
import { openJourney, type Journey } from './journey.testing.js';
import { basketOf, openMarketplace, SPOON, stateOf, toldAndTasked } from './marketplace.testing.js';

let journey: Journey;
beforeAll(async () => {
  journey = await openJourney();
}, 60_000);
afterAll(() => journey.close());

type Part = { part: string; state: string; detail: string };
type Tenant = { id: string; slug: string; status: string; publishable_key: string; parts: Part[]; storefront_url: string };
const request = (slug: string, changes: object = {}) => {
  const seed = smallMarketplace(slug);
  return { ...bodyOf(seed, seed.staff[0]!), ...changes };
};
const open = (slug: string, changes?: object) => journey.operator<Tenant>('POST', '/v1/operator/tenants', { body: request(slug, changes) });
const storefront = (host: string, client: Client = journey.api) => client<{ tenant: { name: string; status: string }; publishable_key: string; markets: { code: string }[]; theme: { name: string } }>('GET', `/v1/store/context?host=${host}`);

test('an operator opens a marketplace, watches its six parts being ticked off, and its first owner comes in by the link in the mail', async () => {
  const created = await journey.held(() => open('watched'));
  expect(created).toMatchObject({ slug: 'watched', status: 'provisioning', storefront_url: 'http://watched.localhost' });
  expect(created.parts.map((part) => `${part.part} ${part.state}`)).toEqual([
    'catalog.categories requested', 'content.theme requested', 'identity.roles requested', 'ledger.accounts requested', 'payments.gateway_account requested', 'shipping.zone requested',
  ]);

  await journey.deliver();

  const live = await journey.operator<Tenant>('GET', `/v1/operator/tenants/${created.id}`);
  expect(live.status).toBe('live');
  expect(live.parts.map((part) => part.state)).toEqual(Array.from({ length: 6 }, () => 'done'));
  for (const part of live.parts) expect(part.detail.length).toBeGreaterThan(3); // what was set up, in words
  const owner = smallMarketplace('watched').staff[0]!;
  const mail = await journey.mailbox.waitFor(owner.email);
  const token = decodeURIComponent(/\/invitation\/([^/?#]+)/.exec(mail.links.join(' '))![1]!);
  expect(await journey.api('GET', `/v1/auth/invitations/${token}`)).toMatchObject({ email: owner.email, marketplace: 'Oma', role: 'owner', has_account: false });
  const staff = await acceptInvitation(journey.api, journey.mailbox, owner);
  expect(await staff('GET', '/v1/admin/me')).toMatchObject({ marketplace: { status: 'live' } });
  expect(await refusal(journey.api('POST', '/v1/auth/invitations/accept', { body: { token, password: 'wolle und leinen', name: 'Somebody else' } }))).toMatchObject({ status: 404 });
  const told = await toldAndTasked(journey, { ...live, key: '', owner: staff, shop: staff });
  for (const secret of [token, token.split('.')[1]!]) expect(told).not.toContain(secret);
  expect((await staff<{ data: { sentence: string }[] }>('GET', '/v1/admin/audit')).data.map((line) => line.sentence)).toEqual(expect.arrayContaining(['An operator opened the marketplace', 'Ida Berger joined']));
});

test('a host that nobody has is a plain 404, never a marketplace by default; so is a key that nobody has', async () => {
  const { slug, publishable_key: key } = await open('known');
  expect(await storefront(`${slug}.localhost:4100`)).toMatchObject({ publishable_key: key, tenant: { name: 'Oma', status: 'live' }, theme: { name: 'Oma' } });
  for (const host of ['nobody.localhost', 'known.example', 'localhost']) expect(await refusal(storefront(host))).toMatchObject({ status: 404, code: 'tenancy.unknown_marketplace' });
  expect(await refusal(journey.api.as({ key: 'pk_known_000000000000000000000000' })('GET', '/v1/store/home'))).toMatchObject({ status: 404, code: 'tenancy.unknown_marketplace' });
  expect(await refusal(journey.api('GET', '/v1/store/home'))).toMatchObject({ status: 404 }); // 127.0.0.1 is nobody's
});

test('suspended: the storefront says so and sells nothing, not even what lay ready in a cart; staff sign in as before; resumed, the same cart is bought', async () => {
  const oma = await openMarketplace(journey);
  const { session, cart } = await fillCart(oma.shop, basketOf(oma, { [SPOON]: 1 }));
  const before = await stateOf(journey, oma);
  const intents = journey.sandbox.stripe.events('payment_intent.created').length;
  await journey.operator('PUT', `/v1/operator/tenants/${oma.id}/suspension`, { body: { reason: 'The plan is not paid.' } });

  expect((await storefront(`${oma.slug}.localhost`)).tenant.status).toBe('suspended');
  const press = (confirmation_token: string) => session('POST', '/v1/store/carts/current/complete', { idempotencyKey: `button-${confirmation_token}`, body: { payment: { confirmation_token }, terms_accepted: true, expected_total: cart.summary.total } });
  for (const sale of [oma.shop('POST', '/v1/store/carts', { body: {} }), press('ctoken_never_used')]) expect(await refusal(sale)).toMatchObject({ status: 409, code: 'tenancy.marketplace_closed' });
  expect(journey.sandbox.stripe.events('payment_intent.created')).toHaveLength(intents);
  const staff = await signIn(journey.api, oma.seed.staff[0]!.email, oma.slug);
  expect(await staff('GET', '/v1/admin/me')).toMatchObject({ marketplace: { status: 'suspended', suspended_reason: 'The plan is not paid.' } });
  expect(await stateOf(journey, oma)).toEqual(before);

  await journey.operator('DELETE', `/v1/operator/tenants/${oma.id}/suspension`);
  expect((await storefront(`${oma.slug}.localhost`)).tenant.status).toBe('live');
  expect(await complete(session, cart, { number: CARDS.pays, name: 'Lena Vogt' })).toMatchObject({ outcome: 'placed' });
}, 60_000);

test('two marketplaces cannot have one name; markets that do not add up, an unknown plan and an unknown field are refused, and none is opened', async () => {
  await open('taken');
  const count = async () => (await journey.operator<{ data: unknown[] }>('GET', '/v1/operator/tenants?limit=100')).data.length;
  const before = await count();
  const markets = request('x').markets;

  expect(await refusal(open('taken'))).toMatchObject({ status: 409, code: 'tenancy.slug_taken' });
  expect(await refusal(open('other', { markets: markets.map((market) => ({ ...market, is_default: false })) }))).toMatchObject({ status: 400, code: 'tenancy.markets_unclear' });
  expect(await refusal(open('other', { markets: [...markets, { ...markets[0]!, code: 'again', is_default: false }] }))).toMatchObject({ status: 400, code: 'tenancy.markets_unclear' });
  expect(await refusal(open('other', { plan: 'gold' }))).toMatchObject({ status: 400, code: 'tenancy.unknown_plan' });
  expect(await refusal(open('other', { colour: 'red' }))).toMatchObject({ status: 400 });
  expect(await refusal(journey.api('POST', '/v1/operator/tenants', { body: request('other') }))).toMatchObject({ status: 401 });
  expect(await count()).toBe(before);
});
