import { newId } from '@stoa/platform/ids';
import { money } from '@stoa/platform/money';
import { asTenant, becomeTenant, switchTenant } from '@stoa/platform/testing';
import type { TxCtx } from '@stoa/platform/context';
import type { ListingId } from '@stoa/events/catalog';
import type { VendorId } from '@stoa/events/vendors';
import { drawVersion, putListingState } from './document.repository.js';
import type { SearchDocument } from './document.js';
import { postgresIndex } from './postgres-index.query.js';
import type { SearchRequest } from './search-index.js';

type Wish = { title: string; price?: bigint; vendor?: string; category?: [handle: string, name: string][]; colour?: string; stock?: SearchDocument['card']['stock']; body?: string; publishedAt?: string; market?: string };

const aDocument = (id: ListingId, wish: Wish): SearchDocument => {
  const vendor = wish.vendor ?? 'keramik-lindqvist';
  const categories = (wish.category ?? [['ceramics', 'Keramik'], ['mugs', 'Becher']]).map(([handle, name]) => ({ handle, name }));
  const facets = [{ code: 'colour', name: 'Farbe', values: [{ value: wish.colour ?? 'green', label: { green: 'Grün', blue: 'Blau', red: 'Rot' }[wish.colour ?? 'green'] ?? '' }] }];
  return {
    market: wish.market ?? 'de', locale: 'de', categories, facets, body: wish.body ?? '', keywords: [vendor, ...categories.map((c) => c.name)].join(' '), publishedAt: new Date(wish.publishedAt ?? '2026-02-01T00:00:00Z'),
    card: {
      listingId: id, handle: `listing-${id.slice(-6)}`, title: wish.title, vendor: { id: newId<VendorId>(), handle: vendor, name: vendor, city: 'Fiskars' }, price: money(wish.price ?? 3400n, 'EUR'), priceFrom: false, media: null,
      stock: wish.stock ?? 'in_stock', availableLow: null, flags: [], category: categories.at(-1) ?? { handle: '', name: '' },
    },
  };
};

async function shelve(ctx: TxCtx, ...wishes: Wish[]): Promise<ListingId[]> {
  const ids: ListingId[] = [];
  for (const wish of wishes) {
    const id = newId<ListingId>();
    expect(await putListingState(ctx, { listingId: id, version: await drawVersion(ctx), documents: [aDocument(id, wish)] })).toBe(true);
    ids.push(id);
  }
  return ids;
}

const ask = (change: Partial<SearchRequest> = {}): SearchRequest => ({
  market: 'de', locale: 'de', currency: 'EUR', text: '', categories: [], vendors: [], priceMin: null, priceMax: null, attributes: {}, sort: 'relevance', limit: 24, after: null, ...change,
});
const titles = async (ctx: TxCtx, change: Partial<SearchRequest>): Promise<string[]> => (await postgresIndex.search(ctx, ask(change))).cards.map((card) => card.title);

test('a slip of spelling finds what was meant, and says so', () =>
  asTenant(async (ctx) => {
    await shelve(ctx, { title: 'Becher „Usva“, Moos' }, { title: 'Schal, Tannengrün', category: [['textiles', 'Wolle'], ['scarves', 'Schals']] });
    const found = await postgresIndex.search(ctx, ask({ text: 'keramk bechr' }));
    expect(found.cards.map((card) => card.title)).toEqual(['Becher „Usva“, Moos']);
    expect(found.fixed).toBe('keramik becher');
    expect((await postgresIndex.search(ctx, ask({ text: 'becher' }))).fixed).toBeNull();
  }));

test('umlauts, inflections, beginnings and the insides of compounds all find', () =>
  asTenant(async (ctx) => {
    await shelve(ctx, { title: 'Müslischale „Halla“', body: 'Auf kleinem Fuß, mit zwei Händen zu halten.' });
    for (const text of ['müslischale', 'muslischale', 'müsli', 'schale', 'schalen', 'halla']) expect([text, await titles(ctx, { text })]).toEqual([text, ['Müslischale „Halla“']]);
    expect(await titles(ctx, { text: 'lampe' })).toEqual([]);
  }));

test('a title beats a description, and what is sold out comes after what is there', () =>
  asTenant(async (ctx) => {
    await shelve(ctx, { title: 'Kerze', body: 'Passt zum Becher.' }, { title: 'Becher, ausverkauft', stock: 'sold_out' }, { title: 'Becher „Meri“' });
    expect(await titles(ctx, { text: 'becher' })).toEqual(['Becher „Meri“', 'Becher, ausverkauft', 'Kerze']);
  }));

test('each filter narrows, and the counts of a facet leave its own filter out', () =>
  asTenant(async (ctx) => {
    await shelve(ctx,
      { title: 'Becher grün', colour: 'green', price: 3400n }, { title: 'Becher blau', colour: 'blue', price: 2900n }, { title: 'Becher rot', colour: 'red', price: 9000n, vendor: 'toepferhof-rieck' },
      { title: 'Schal grün', colour: 'green', category: [['textiles', 'Wolle'], ['scarves', 'Schals']], vendor: 'weberei-holtkamp', price: 12900n });
    const found = await postgresIndex.search(ctx, ask({ attributes: { colour: ['green'] }, categories: ['ceramics'] }));
    expect(found.cards.map((card) => card.title)).toEqual(['Becher grün']);
    expect(found.total).toBe(1);
    expect(found.attributes).toEqual([{ code: 'colour', name: 'Farbe', values: [{ value: 'blue', label: 'Blau', count: 1 }, { value: 'green', label: 'Grün', count: 1 }, { value: 'red', label: 'Rot', count: 1 }] }]);
    expect((await postgresIndex.search(ctx, ask())).categories).toEqual([{ handle: 'ceramics', name: 'Keramik', count: 3 }, { handle: 'textiles', name: 'Wolle', count: 1 }]);
    expect((await postgresIndex.search(ctx, ask({ categories: ['ceramics'] }))).categories).toEqual([{ handle: 'mugs', name: 'Becher', count: 3 }]);
    expect((await postgresIndex.search(ctx, ask({ vendors: ['toepferhof-rieck'] }))).vendors).toEqual([{ handle: 'keramik-lindqvist', name: 'keramik-lindqvist', count: 2 }, { handle: 'toepferhof-rieck', name: 'toepferhof-rieck', count: 1 }, { handle: 'weberei-holtkamp', name: 'weberei-holtkamp', count: 1 }]);
    expect(await titles(ctx, { priceMin: 3000n, priceMax: 9000n, sort: 'price_asc' })).toEqual(['Becher grün', 'Becher rot']);
    expect((await postgresIndex.search(ctx, ask({ priceMax: 3000n }))).prices).toEqual([2900n, 12900n]);
  }));

test.each([['price_asc', ['A', 'B', 'C', 'D', 'E']], ['price_desc', ['E', 'D', 'C', 'B', 'A']], ['newest', ['E', 'D', 'C', 'B', 'A']]] as const)('pages in the order %s follow each other without gap or repeat', (sort, expected) =>
  asTenant(async (ctx) => {
    await shelve(ctx, ...['A', 'B', 'C', 'D', 'E'].map((title, i) => ({ title, price: BigInt(1000 + i), publishedAt: `2026-02-0${i + 1}T00:00:00Z` })));
    const seen: string[] = [];
    let after: SearchRequest['after'] = null;
    for (let page = 0; page < 3; page += 1) {
      const found = await postgresIndex.search(ctx, ask({ sort, limit: 2, after }));
      seen.push(...found.cards.map((card) => card.title));
      after = found.next;
    }
    expect(seen).toEqual(expected);
    expect(after).toBeNull();
  }));

test('a state that was read earlier undoes nothing, and no documents take the listing out', () =>
  asTenant(async (ctx) => {
    const id = newId<ListingId>();
    const [early, late] = [await drawVersion(ctx), await drawVersion(ctx)];
    expect(await putListingState(ctx, { listingId: id, version: late, documents: [aDocument(id, { title: 'Becher neu' })] })).toBe(true);
    expect(await putListingState(ctx, { listingId: id, version: early, documents: [aDocument(id, { title: 'Becher alt' })] })).toBe(false);
    expect(await titles(ctx, { text: 'becher' })).toEqual(['Becher neu']);
    expect(await putListingState(ctx, { listingId: id, version: await drawVersion(ctx), documents: [] })).toBe(true);
    expect(await titles(ctx, {})).toEqual([]);
  }));

test('a listing stands in every market and language that sells it, each with its own words', () =>
  asTenant(async (ctx) => {
    const id = newId<ListingId>();
    const documents = [aDocument(id, { title: 'Becher' }), aDocument(id, { title: 'Muki', market: 'fi' }), { ...aDocument(id, { title: 'Mug' }), locale: 'en' }];
    for (let round = 0; round < 2; round += 1) expect(await putListingState(ctx, { listingId: id, version: await drawVersion(ctx), documents })).toBe(true);
    expect([await titles(ctx, { text: 'becher' }), await titles(ctx, { text: 'muki', market: 'fi' }), await titles(ctx, { text: 'mugs', locale: 'en' }), await titles(ctx, { text: 'muki' })]).toEqual([['Becher'], ['Muki'], ['Mug'], []]);
  }));

test("another tenant's goods are not found, counted or suggested, and its index cannot be asked or written", () =>
  asTenant(async (ctx) => {
    await shelve(ctx, { title: 'Becher „Usva“' });
    const stranger = await switchTenant(ctx);
    const found = await postgresIndex.search(stranger, ask({ text: 'becher' }));
    expect([found.total, found.cards, found.vendors, found.categories, found.attributes, found.prices, found.fixed]).toEqual([0, [], [], [], [], null, null]);
    expect(await postgresIndex.suggest(stranger, { market: 'de', locale: 'de', currency: 'EUR', text: 'bech' })).toEqual({ listings: [], categories: [], vendors: [] });
    for (const statement of ['select search.query(?, \'{}\')', 'select search.suggest(?, \'de\', \'de\', \'becher\')', 'select search.put(?, gen_random_uuid(), 1, \'[]\')', 'select count(*) from search.documents where tenant_id = ?', 'select count(*) from search.words where tenant_id = ?']) {
      await expect(stranger.tx.transaction((savepoint) => savepoint.raw(statement, [ctx.tenantId]))).rejects.toMatchObject({ code: '42501' });
    }
    await becomeTenant(ctx);
    expect(await titles(ctx, { text: 'becher' })).toEqual(['Becher „Usva“']);
  }));

test('what is typed into a search field never reaches SQL or the query language', () =>
  asTenant(async (ctx) => {
    await shelve(ctx, { title: 'Becher' });
    for (const text of ["'; drop table search.documents; --", 'becher & !mug | (', '\\', "o'neill :*", '%_%', 'ß'.repeat(80)]) await expect(postgresIndex.search(ctx, ask({ text }))).resolves.toBeDefined();
    expect(await titles(ctx, { text: "becher' &" })).toEqual(['Becher']);
  }));
