import { type Client, refusal } from '@stoa/tools/seed/product/client';
import { type Cart, chooseShipping, fillCart } from '@stoa/tools/seed/product/shopper';
import { aWorld, basketOf, LENA, MUG, SCARF, SPOON, stateOf } from './marketplace.testing.js';

const world = aWorld();
const shop = () => world.oma.shop;
const variant = (sku: string) => world.oma.variants.get(sku)!.id;
const cartOf = (session: Client) => session<Cart & { summary: { tax_included: boolean } }>('GET', '/v1/store/carts/current');
const linesOf = (cart: Cart) => Object.fromEntries(cart.parcels.flatMap((parcel) => parcel.lines.map((line) => [[...world.oma.variants].find(([, one]) => one.id === line.variant_id)![0], line.quantity])));

type Card = { title: string; price: { amount: number; currency: string }; price_from: boolean; stock: string; vendor: { handle: string }; category: { handle: string }; handle: string };
type Found = { data: Card[]; total: number; did_you_mean: string | null; facets: { categories: { handle: string; count: number }[]; vendors: { handle: string; count: number }[]; price: { min: { amount: number }; max: { amount: number } } | null; attributes: { code: string; values: { value: string; count: number }[] }[] } };
const search = (query: string, client = shop()) => client<Found>('GET', `/v1/store/search?${query}`);
const titles = (found: Found) => found.data.map((card) => card.title);

test.each([['bechr', 'Becher „Usva“, Moos'], ['Kochlöfel', 'Kochlöffel, Ulme, hell'], ['kochloeffel', 'Kochlöffel, Ulme, hell'], ['schall krapp', 'Schal, Krapp']])('whoever types “%s” finds “%s”', async (typed, meant) => {
  expect(titles(await search(`q=${encodeURIComponent(typed)}`))[0]).toBe(meant);
});

test('what a shopper may not find is not there: nonsense finds nothing, and says so with no hits and no counts', async () => {
  expect(await search('q=zzzzqqqq')).toMatchObject({ data: [], total: 0 });
});

test('search filters by category, vendor, price and attribute, counts what each would leave, and sorts', async () => {
  const all = await search('');
  expect(all.total).toBe(6);
  expect(Object.fromEntries(all.facets.vendors.map((one) => [one.handle, one.count]))).toEqual({ 'keramik-lindqvist': 2, 'weberei-holtkamp': 2, 'alder-ash': 2 });
  expect(Object.fromEntries(all.facets.categories.map((one) => [one.handle, one.count]))).toEqual({ ceramics: 2, textiles: 2, woodwork: 2 });

  expect(titles(await search('category=scarves')).sort()).toEqual(['Schal, Krapp', 'Schal, Tannengrün']);
  expect(titles(await search('vendor=alder-ash')).sort()).toEqual(['Kochlöffel, Ulme, hell', 'Schneidebrett mit Griff, Eiche, hell']);
  expect(titles(await search('price_min=2600&price_max=3400&sort=price_asc'))).toEqual(['Kochlöffel, Ulme, hell', 'Becher „Usva“, Moos']);
  expect(titles(await search('attr[colour]=red'))).toEqual(['Schal, Krapp']);
  expect(all.facets.attributes.find((one) => one.code === 'colour')!.values.find((one) => one.value === 'red')).toMatchObject({ count: 1 });
  const rising = (await search('sort=price_asc')).data.map((card) => card.price.amount);
  expect(rising).toEqual([...rising].sort((a, b) => a - b));
  expect((await search('sort=price_desc')).data.map((card) => card.price.amount)).toEqual([...rising].reverse());
  expect(await refusal(search('colour=red'))).toMatchObject({ status: 400 });
});

test('a listing shows the price with the market’s tax, who sells it, its sizes and whether it is there; each market in its own language', async () => {
  const { data: [card] } = await search('q=becher');
  expect(card).toMatchObject({ title: 'Becher „Usva“, Moos', price: { amount: 2_900, currency: 'EUR' }, price_from: true, stock: 'in_stock' });
  const page = await shop()<Record<string, unknown>>('GET', `/v1/store/listings/${card!.handle}`);
  expect(page).toMatchObject({ title: 'Becher „Usva“, Moos', vendor: { name: 'Keramik Lindqvist', trader: { legal_name: 'Keramik Lindqvist Oy', vat_id: 'FI29384715' } }, tax: { mode: 'incl' }, gates: [] });
  expect((page['variants'] as { sku: string; price: { amount: number }; stock: string }[]).find((one) => one.sku === MUG)).toMatchObject({ price: { amount: 3_400 }, stock: 'in_stock' });
  expect((page['tax'] as { note: string }).note).toContain('19 %');
  const finnish = await shop().as({ market: 'fi', locale: 'fi' })<{ title: string; tax: { note: string } }>('GET', `/v1/store/listings/${card!.handle}`);
  expect(finnish.title).toBe('Muki ”Usva”, sammal');
  expect(finnish.tax.note).toContain('25,5');
});

test('a guest’s cart of three vendors’ goods: a parcel, a choice of shipping and the tax per line for each, nothing promised yet', async () => {
  const before = await stateOf(world.journey, world.oma);
  const { session, cart } = await fillCart(shop(), basketOf(world.oma));

  expect(cart.parcels.map((parcel) => [parcel.vendor.name, parcel.shipping.options.map((option) => option.price.amount)])).toEqual([['Keramik Lindqvist', [790]], ['Weberei Holtkamp', [490, 990]], ['Alder & Ash', [550, 1_090]]]);
  expect(await cartOf(session)).toMatchObject({ summary: { goods: { amount: 22_300 }, shipping: { amount: 1_830 }, tax: { amount: 3_853 }, total: { amount: 24_130 }, tax_included: true }, ready_to_complete: true, blockers: [] });
  const express = cart.parcels.find((parcel) => parcel.vendor.name === 'Weberei Holtkamp')!;
  const faster = await session<Cart>('PATCH', '/v1/store/carts/current', { body: { shipping: [{ vendor_id: express.vendor.id, rate_id: express.shipping.options[1]!.rate_id }] } });
  expect(faster.summary.total.amount).toBe(24_130 + 500);
  expect(await stateOf(world.journey, world.oma)).toEqual(before);
});

test('the tax follows the goods: to Helsinki it is Finland’s rate, line by line, with the reason in words', async () => {
  const session = shop().as({ market: 'fi', locale: 'fi' });
  const { cart } = await fillCart(session, { ...basketOf(world.oma, { [MUG]: 1 }), address: { name: 'Aino Virtanen', line1: 'Tehtaankatu 12 A 4', postcode: '00140', city: 'Helsinki', country: 'FI' } });
  expect(cart.summary).toMatchObject({ total: { amount: 3_400 + 690 }, tax: { amount: 691 + 140 } }); // 34.00 × 25.5 ÷ 125.5 = 6.91; 6.90 × 25.5 ÷ 125.5 = 1.40
  expect(JSON.stringify(cart.parcels)).toContain('25,5');
});

test('what is missing is named, and the button refuses until it is there, without a word to Stripe', async () => {
  const { token } = await shop()<{ token: string }>('POST', '/v1/store/carts', { body: {} });
  const session = shop().as({ cart: token });
  const before = await stateOf(world.journey, world.oma);
  const empty = await cartOf(session);
  expect([empty.ready_to_complete, empty.blockers.length > 0]).toEqual([false, true]);
  const press = (cart: Cart) => session('POST', '/v1/store/carts/current/complete', { idempotencyKey: 'much-too-early', body: { payment: { confirmation_token: 'ctoken_never_used' }, terms_accepted: true, expected_total: cart.summary.total } });
  expect(await refusal(press(empty))).toMatchObject({ status: 409, code: 'checkout.not_ready' });
  const filled = await session<Cart>('PATCH', '/v1/store/carts/current', { body: { lines: [{ variant_id: variant(SPOON), quantity: 1 }], email: 'lena@posteo.example', shipping_address: LENA } });
  const ready = await chooseShipping(session, filled);
  expect([ready.ready_to_complete, ready.blockers]).toEqual([true, []]);
  expect(await stateOf(world.journey, world.oma)).toEqual(before);
});

test('carts merge by the written rule: of each thing the larger number, the newer cart’s address and choices win; asked twice, nothing changes', async () => {
  const account = (email: string) => shop()<{ token: string }>('POST', '/v1/store/customers', { body: { email, password: 'wolle und leinen', name: 'Lena Vogt' } });
  const { token } = await account('lena.vogt@posteo.example');
  const begin = async (client: Client, goods: Record<string, number>) => {
    const created = await client<{ token: string }>('POST', '/v1/store/carts', { body: {} });
    const session = client.as({ cart: created.token });
    await session('PATCH', '/v1/store/carts/current', { body: { lines: Object.entries(goods).map(([sku, quantity]) => ({ variant_id: variant(sku), quantity })) } });
    return session;
  };
  const older = await begin(shop().as({ token }), { [MUG]: 1, [SCARF]: 2 });
  await older('POST', '/v1/store/carts/current/merge');
  const guest = await begin(shop(), { [MUG]: 3, [SCARF]: 1, [SPOON]: 1 });

  expect(await refusal(guest('POST', '/v1/store/carts/current/merge'))).toMatchObject({ status: 401 });
  const merged = await guest.as({ token })<Cart>('POST', '/v1/store/carts/current/merge');

  expect(linesOf(merged)).toEqual({ [MUG]: 3, [SCARF]: 2, [SPOON]: 1 });
  expect(linesOf(await guest.as({ token })<Cart>('POST', '/v1/store/carts/current/merge'))).toEqual({ [MUG]: 3, [SCARF]: 2, [SPOON]: 1 });
  expect((await cartOf(older.as({ token }))).id).toBe(merged.id); // the older cart's token leads to what became of it
});

test('a cart belongs to whoever holds its token: another token or none finds nothing, what is not for sale does not get in, and the token itself is not kept', async () => {
  const { token } = await shop()<{ token: string }>('POST', '/v1/store/carts', { body: {} });
  const other = token.startsWith('A') ? `B${token.slice(1)}` : `A${token.slice(1)}`;
  for (const session of [shop(), shop().as({ cart: other })]) expect(await refusal(cartOf(session))).toMatchObject({ status: 404, code: 'checkout.cart_not_found' });
  expect(await refusal(shop().as({ cart: token })('POST', '/v1/store/carts/current/lines', { body: { variant_id: 'var_01h455vb4pex5vsknk084sn02q', quantity: 1 } }))).toMatchObject({ status: 409, code: 'checkout.goods_not_for_sale' });
  const stored = await world.journey.within(world.oma.id).inRead((tx) => tx.tx('checkout.carts').where('tenant_id', tx.tenantId));
  expect(JSON.stringify(stored, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))).not.toContain(token);
});
