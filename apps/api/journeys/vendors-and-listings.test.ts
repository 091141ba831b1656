import sharp from 'sharp';
import { applyToSell, onboardPayouts, type OpenVendor } from '@stoa/tools/seed/onboard-vendor';
import { type Client, type Problem, refusal } from '@stoa/tools/seed/product/client';
import { acceptInvitation } from '@stoa/tools/seed/product/people';
import { oma as omaSeed } from '@stoa/tools/seed/world/oma';
import { aWorld, bought, countOf, MUG } from './marketplace.testing.js';

const world = aWorld();
const owner = <T>(...call: Parameters<Client>) => world.oma.owner<T>(...call);

type VendorLine = { id: string; handle: string; status: string };
const vendorsThat = async (status: string) => (await owner<{ data: VendorLine[] }>('GET', `/v1/admin/vendors?filter[status]=${status}&limit=100`)).data;
const applicant = (name: string) => ({ ...omaSeed.vendors[1]!, name, handle: name.toLowerCase(), email: `${name.toLowerCase()}@weber.example`, owner: `${name} Weber`, seriesPrefix: name.slice(0, 2).toUpperCase() });
const apply = async (name: string) => {
  const { handle } = await applyToSell(world.oma, applicant(name), 'de');
  return (await vendorsThat('applied')).find((vendor) => vendor.handle === handle)!;
};

test('the commission by category is the marketplace’s to set, from the version it was read at; nobody else’s', async () => {
  const path = '/v1/admin/commission-plan';
  const plan = await owner<{ version: number; default_bp: number; rules: { category_path: string; bp: number }[] }>('GET', path);
  expect([plan.default_bp, Object.fromEntries(plan.rules.map((rule) => [rule.category_path, rule.bp]))]).toEqual([1_400, { ceramics: 1_200, textiles: 1_000, woodwork: 1_500 }]);
  const body = { default_bp: 1, rules: [] };

  expect(await refusal(owner('PUT', path, { body }))).toMatchObject({ status: 428 });
  expect(await refusal(owner('PUT', path, { body, ifMatch: plan.version - 1 }))).toMatchObject({ status: 412 });
  expect(await refusal(owner('PUT', path, { body: { default_bp: 10_001, rules: [] }, ifMatch: plan.version }))).toMatchObject({ status: 400 });
  expect(await refusal(world.oma.potter.session('PUT', path, { body, ifMatch: plan.version }))).toMatchObject({ status: 403 });
  expect(await owner('GET', path)).toEqual(plan);
});

test('a vendor applies and is nobody yet: not on any page, no way in; approved, it comes by the mail, and is paid through the payment company’s page', async () => {
  const { journey, oma } = world;
  const found = await apply('Ahorn');
  expect(await refusal(oma.shop('GET', `/v1/store/vendors/${found.handle}`))).toMatchObject({ status: 404 });
  expect(await journey.mailbox.list('ahorn@weber.example')).toEqual([]);
  expect(await refusal(oma.potter.session('PUT', `/v1/admin/vendors/${found.id}/approval`))).toMatchObject({ status: 403 });

  expect(await owner('PUT', `/v1/admin/vendors/${found.id}/approval`)).toMatchObject({ status: 'approved' });
  const session = await acceptInvitation(journey.api, journey.mailbox, { email: 'ahorn@weber.example', name: 'Ahorn Weber' });
  expect(await session('GET', '/v1/vendor/payout-account')).toMatchObject({ status: 'none', can_receive: false });
  await onboardPayouts(session); // follows the hosted link and presses the button there
  await journey.settle();

  expect(await session('GET', '/v1/vendor/payout-account')).toMatchObject({ status: 'active', can_receive: true, country: 'DE' });
  expect(await session('GET', '/v1/vendor/me')).toMatchObject({ checklist: [{ code: 'trader_file', done: true }, { code: 'approved', done: true }, { code: 'payout_account', done: true }] });
  expect(await oma.shop('GET', `/v1/store/vendors/${found.handle}`)).toMatchObject({ name: 'Ahorn' });
});

test('a vendor that is turned down reads why, by law, and nothing was opened for it; it cannot be let in afterwards by a second click', async () => {
  const { journey, oma } = world;
  const found = await apply('Birke');
  const reason = 'The register number belongs to another business.';

  expect(await refusal(owner('PUT', `/v1/admin/vendors/${found.id}/rejection`, { body: {} }))).toMatchObject({ status: 400 });
  expect(await owner('PUT', `/v1/admin/vendors/${found.id}/rejection`, { body: { reason } })).toMatchObject({ status: 'rejected' });

  expect(JSON.stringify(await owner('GET', `/v1/admin/statements-of-reasons?vendor_id=${found.id}`))).toContain(reason);
  expect(await refusal(owner('PUT', `/v1/admin/vendors/${found.id}/approval`))).toMatchObject({ status: 409 });
  expect((await vendorsThat('rejected')).map((vendor) => vendor.id)).toEqual([found.id]);
  expect(await refusal(oma.shop('GET', `/v1/store/vendors/${found.handle}`))).toMatchObject({ status: 404 });
  for (const mail of await journey.mailbox.list('birke@weber.example')) expect((await journey.mailbox.read(mail.id)).links.filter((link) => link.includes('/invitation/'))).toEqual([]);
});

test('two warehouses with their priorities, and rates of its own; another vendor’s warehouse is a 404', async () => {
  const { potter, weaver } = world.oma;
  const { data } = await potter.session<{ data: { id: string; name: string; priority: number; address: { city: string } }[] }>('GET', '/v1/vendor/warehouses');
  expect(data.map((warehouse) => [warehouse.name, warehouse.address.city, warehouse.priority])).toEqual([['Fiskars', 'Fiskars', 1], ['Kiel', 'Kiel', 2]]);
  expect(await refusal(weaver.session('GET', `/v1/vendor/warehouses/${data[0]!.id}`))).toMatchObject({ status: 404 });
  expect(await refusal(weaver.session('PATCH', `/v1/vendor/warehouses/${data[0]!.id}`, { body: { priority: 9 }, ifMatch: 1 }))).toMatchObject({ status: 404 });
  expect((await potter.session<{ data: unknown[] }>('GET', '/v1/vendor/warehouses')).data).toEqual(data);
});

type Category = { id: string; path: string };
type Listing = { id: string; version: number; status: string; variants: { id: string; sku: string }[] };
const categoryOf = async (vendor: OpenVendor, path: string) => (await vendor.session<{ data: Category[] }>('GET', '/v1/vendor/categories')).data.find((one) => one.path === path)!.id;
const aPicture = async (vendor: OpenVendor) => {
  const data = await sharp({ create: { width: 800, height: 1_000, channels: 3, background: '#48635a' } }).png().toBuffer();
  return (await vendor.session<{ id: string }>('POST', '/v1/vendor/media', { bytes: { type: 'image/png', data } })).id;
};
async function aDraft(vendor: OpenVendor, sku: string, change: object = {}): Promise<Listing> {
  const body = {
    title: { de: `Krug „${sku}“`, fi: `Kannu ${sku}` }, description: { de: 'Auf der Scheibe gedreht.' }, category_id: await categoryOf(vendor, 'ceramics/mugs'), attributes: { material: 'stoneware', colour: 'green' },
    media: [{ id: await aPicture(vendor), alt: { de: 'Krug' } }], made_by_vendor: true, variants: [{ sku, gtin: '4006381333931', prices: [{ amount: 3_400, currency: 'EUR' }], weight_grams: 310 }], ...change,
  };
  return vendor.session<Listing>('POST', '/v1/vendor/listings', { body });
}
const submit = (vendor: OpenVendor, id: string) => vendor.session('PUT', `/v1/vendor/listings/${id}/submission`);
const found = async (word: string) => (await world.oma.shop<{ total: number; data: { handle: string; title: string }[] }>('GET', `/v1/store/search?q=${word}`)).data.filter((card) => card.title.includes(word));
const snapshot = async (vendor: OpenVendor, id: string) => [await vendor.session('GET', `/v1/vendor/listings/${id}`), await countOf(world.journey, world.oma, 'catalog.listing_versions'), await countOf(world.journey, world.oma, 'platform.outbox')];

test('the rule packs refuse a listing that may not be sold in a market, naming rule, citation and what to do; it stays a draft and nothing else happens; mended, it passes', async () => {
  const { potter } = world.oma;
  const draft = await aDraft(potter, 'Regen', { made_by_vendor: false });
  const before = await snapshot(potter, draft.id);

  const problem = await refusal(submit(potter, draft.id));

  expect(problem).toMatchObject({ status: 409, code: 'catalog.listing_refused_by_rules' });
  const refusals = (problem as Problem & { details: { refusals: { market: string; rule: string; cite: string; message: string; what_to_do: string }[] } }).details.refusals;
  expect(refusals.map((one) => [one.market, one.rule])).toEqual([['de', 'EU-GPSR-19A'], ['fi', 'EU-GPSR-19A']]);
  for (const one of refusals) {
    expect(one.cite).toMatch(/2023\/988.*19/);
    expect([one.message.length > 10, one.what_to_do.length > 10]).toEqual([true, true]);
  }
  expect(await snapshot(potter, draft.id)).toEqual(before);
  expect(await found('Regen')).toEqual([]);

  const path = `/v1/vendor/listings/${draft.id}`;
  expect(await refusal(potter.session('PATCH', path, { body: { made_by_vendor: true } }))).toMatchObject({ status: 428 });
  expect(await refusal(potter.session('PATCH', path, { body: { made_by_vendor: true }, ifMatch: 7 }))).toMatchObject({ status: 412 });
  await potter.session('PATCH', path, { body: { made_by_vendor: true }, ifMatch: draft.version });
  await submit(potter, draft.id);
  const review = await owner<{ listing: { status: string; judgement: { outcome: string }[] } }>('GET', `/v1/admin/listings/${draft.id}`);
  expect([review.listing.status, review.listing.judgement.map((market) => market.outcome)]).toEqual(['submitted', ['allowed', 'allowed']]);
});

test('staff refuse a listing with a reason the vendor reads; approve another, which the worker indexes; taken down, it is gone from the search and its page', async () => {
  const { oma } = world;
  const [poor, good] = [await aDraft(oma.potter, 'Sturm'), await aDraft(oma.potter, 'Flaute')];
  for (const one of [poor, good]) await submit(oma.potter, one.id);
  expect(await refusal(oma.potter.session('PUT', `/v1/admin/listings/${good.id}/approval`))).toMatchObject({ status: 403 });
  expect(await found('Flaute')).toEqual([]);

  await owner('PUT', `/v1/admin/listings/${poor.id}/refusal`, { body: { reason: 'The picture shows another jug.' } });
  await owner('PUT', `/v1/admin/listings/${good.id}/approval`);
  await oma.potter.session('PUT', '/v1/vendor/stock', { body: { levels: [{ variant_id: good.variants[0]!.id, warehouse_id: oma.potter.warehouseIds[0], on_hand: 2 }] } });

  expect(await oma.potter.session('GET', `/v1/vendor/listings/${poor.id}`)).toMatchObject({ status: 'refused', refusal_reason: 'The picture shows another jug.' });
  expect(JSON.stringify(await oma.potter.session('GET', '/v1/vendor/statements-of-reasons'))).toContain('The picture shows another jug.');
  expect(await found('Sturm')).toEqual([]);
  const [card] = await found('Flaute');
  expect(await oma.shop('GET', `/v1/store/listings/${card!.handle}`)).toMatchObject({ variants: [{ sku: 'Flaute', stock: 'low', available_low: 2 }] });

  await oma.potter.session('DELETE', `/v1/vendor/listings/${good.id}/publication`);
  expect(await found('Flaute')).toEqual([]);
  expect(await refusal(oma.shop('GET', `/v1/store/listings/${card!.handle}`))).toMatchObject({ status: 404 });
});

test('a published version never changes: a new one is a new row, the order keeps pointing to the one that was bought, and the rows cannot be altered', async () => {
  const { journey, oma } = world;
  const { listingId } = oma.variants.get(MUG)!;
  const sale = await bought(journey, oma, { [MUG]: 1 });
  const versions = () => journey.within(oma.id).inRead((tx) => tx.tx('catalog.listing_versions').where({ tenant_id: tx.tenantId, listing_id: tx.tx('catalog.listings').select('id').where({ tenant_id: tx.tenantId, handle: 'becher-usva-moos' }).first() }).orderBy('number'));
  const [first] = await versions();

  const listing = await oma.potter.session<Listing>('GET', `/v1/vendor/listings/${listingId}`);
  await oma.potter.session('PATCH', `/v1/vendor/listings/${listingId}`, { body: { title: { de: 'Becher „Usva“, Nebel', fi: 'Muki Usva', en: 'Mug Usva' } }, ifMatch: listing.version });
  await submit(oma.potter, listingId);
  expect((await found('Usva')).map((card) => card.title)).toEqual(['Becher „Usva“, Moos']); // the live one, until the new one is approved
  await owner('PUT', `/v1/admin/listings/${listingId}/approval`);

  expect((await found('Usva')).map((card) => card.title)).toEqual(['Becher „Usva“, Nebel']);
  const after = await versions();
  expect([after.length, after[0]]).toEqual([2, first]);
  const [row] = (await oma.potter.session<{ data: { id: string; number: string }[] }>('GET', '/v1/vendor/orders')).data.filter((one) => one.number.startsWith(sale.number));
  const order = await oma.potter.session<{ consignments: { lines: { title: string; listing_version_id: string }[] }[] }>('GET', `/v1/vendor/orders/${row!.id}`);
  expect(order.consignments[0]!.lines[0]).toMatchObject({ title: 'Becher „Usva“, Moos' });
  await expect(journey.within(oma.id).inTx((tx) => tx.tx('catalog.listing_versions').where('tenant_id', tx.tenantId).update({ number: 9 }))).rejects.toMatchObject({ code: '42501' });
});

test('what a vendor sends wrongly is its mistake and not ours: pictures that are none, unknown fields, ids of others and of other kinds', async () => {
  const { potter, weaver } = world.oma;
  const upload = (type: string, data: Buffer) => refusal(potter.session('POST', '/v1/vendor/media', { bytes: { type, data } }));
  expect(await upload('image/png', Buffer.from('<svg/>'))).toMatchObject({ status: 422, code: 'catalog.not_a_picture' });
  expect(await upload('image/png', Buffer.alloc(8 * 1024 * 1024 + 1, 1))).toMatchObject({ status: 413 });
  expect(await refusal(potter.session('POST', '/v1/vendor/media', { body: { picture: 'x' } }))).toMatchObject({ status: 400 });
  expect(await refusal(potter.session('POST', '/v1/vendor/listings', { body: { title: { de: 'X' }, colour: 'red' } }))).toMatchObject({ status: 400, errors: [{ pointer: '/colour', code: 'unknown_field' }] });
  expect(await refusal(potter.session('GET', '/v1/vendor/listings/ven_01h455vb4pex5vsknk084sn02q'))).toMatchObject({ status: 400, code: 'request.wrong_id_type' });
  expect(await refusal(potter.session('GET', '/v1/vendor/listings/lst_01h455vb4pex5vsknk084sn02q'))).toMatchObject({ status: 404, code: 'catalog.listing_not_found' });
  expect(await refusal(potter.session('POST', '/v1/vendor/listings', { body: { title: { de: 'X' }, variants: [{ sku: 'A', gtin: '4006381333930', prices: [] }] } }))).toMatchObject({ status: 422, code: 'catalog.listing_flawed' });
  const theirs = world.oma.variants.get(MUG)!;
  expect(await refusal(weaver.session('GET', `/v1/vendor/listings/${theirs.listingId}`))).toMatchObject({ status: 404, code: 'catalog.listing_not_found' });
  expect(await refusal(weaver.session('PUT', '/v1/vendor/stock', { body: { levels: [{ variant_id: theirs.id, warehouse_id: weaver.warehouseIds[0], on_hand: 1_000 }] } }))).toMatchObject({ status: 404 });
});
