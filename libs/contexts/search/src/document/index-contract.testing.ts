import type { ListingId } from '@stoa/events/catalog';
import type { VendorId } from '@stoa/events/vendors';
import { newId } from '@stoa/platform/ids';
import { money } from '@stoa/platform/money';
import type { ListingState, SearchDocument } from './document.js';
import { judgedGoods, judgedQueries } from './judged-set.testing.js';
import type { SearchRequest, SearchResults, SuggestRequest, Suggestions } from './search-index.js';

/** An index with one new tenant in it. `put` answers once the state can be found, and false where a newer one is known. */
export type Shelf = {
  search(request: SearchRequest): Promise<SearchResults>;
  suggest(request: SuggestRequest): Promise<Suggestions>;
  put(states: readonly ListingState[]): Promise<boolean[]>;
  /** The same index through the eyes of another, new tenant. */
  stranger(): Promise<Pick<Shelf, 'search' | 'suggest'>>;
};

/** What a test wants to stand on the shelf; what it does not say is as in the first mug. */
export type Wish = { title: string; price?: bigint; vendor?: string; category?: [handle: string, name: string][]; colour?: string; stock?: SearchDocument['card']['stock']; body?: string; keywords?: string; publishedAt?: string; market?: string; locale?: string };

const COLOURS: Readonly<Record<string, string>> = { green: 'Grün', blue: 'Blau', red: 'Rot' };

export const aDocument = (id: ListingId, wish: Wish): SearchDocument => {
  const vendor = wish.vendor ?? 'keramik-lindqvist';
  const categories = (wish.category ?? [['ceramics', 'Keramik'], ['mugs', 'Becher']]).map(([handle, name]) => ({ handle, name }));
  const colour = wish.colour ?? 'green';
  return {
    market: wish.market ?? 'de', locale: wish.locale ?? 'de', categories, facets: [{ code: 'colour', name: 'Farbe', values: [{ value: colour, label: COLOURS[colour] ?? colour }] }],
    body: wish.body ?? '', keywords: wish.keywords ?? [vendor, ...categories.map((c) => c.name)].join(' '), publishedAt: new Date(wish.publishedAt ?? '2026-02-01T00:00:00Z'),
    card: {
      listingId: id, handle: `listing-${id.slice(-6)}`, title: wish.title, vendor: { id: newId<VendorId>(), handle: vendor, name: vendor, city: 'Fiskars' }, price: money(wish.price ?? 3400n, 'EUR'), priceFrom: false, media: null,
      stock: wish.stock ?? 'in_stock', availableLow: null, flags: [], category: categories.at(-1) ?? { handle: '', name: '' },
    },
  };
};

export const ask = (change: Partial<SearchRequest> = {}): SearchRequest => ({
  market: 'de', locale: 'de', currency: 'EUR', text: '', categories: [], vendors: [], priceMin: null, priceMax: null, attributes: {}, sort: 'relevance', limit: 24, after: null, ...change,
});

let version = 0n;
/** One state per wish, each newer than all before. */
export const statesOf = (...wishes: Wish[]): ListingState[] => wishes.map((wish) => {
  const listingId = newId<ListingId>();
  version += 1n;
  return { listingId, version, documents: [aDocument(listingId, wish)] };
});
export const titlesOf = async (shelf: Pick<Shelf, 'search'>, change: Partial<SearchRequest>): Promise<string[]> => (await shelf.search(ask(change))).cards.map((card) => card.title);

/** What every index must do, whoever keeps it. */
export function indexContract(withShelf: (work: (shelf: Shelf) => Promise<void>) => Promise<void>): void {
  judgement(withShelf);
  finding(withShelf);
  narrowing(withShelf);
  keeping(withShelf);
}

function judgement(withShelf: (work: (shelf: Shelf) => Promise<void>) => Promise<void>): void {
  test(`${judgedQueries.length} judged queries find what a shopper would call right, in that order`, () =>
    withShelf(async (shelf) => {
      const states = statesOf(...judgedGoods.map(({ locale, title, keywords, body }) => ({ locale, title, keywords, body })));
      await shelf.put(states);
      const keyOf = new Map(states.map((state, index) => [state.listingId, judgedGoods[index]!.key]));
      const wrong: object[] = [];
      for (const { locale, text, tiers, never, fixed } of judgedQueries) {
        const results = await shelf.search(ask({ locale, text }));
        const found = results.cards.map((card) => keyOf.get(card.listingId)!);
        let from = 0;
        const shown = tiers.map((tier) => found.slice(from, (from += tier.length)).sort());
        const isRight = JSON.stringify(shown) === JSON.stringify(tiers.map((tier) => [...tier].sort())) && !never.some((key) => found.includes(key)) && results.fixed === fixed;
        if (!isRight) wrong.push({ locale, text, found: found.join(' '), fixed: results.fixed, wanted: tiers.map((tier) => tier.join(' ')).join(' > '), never: never.filter((key) => found.includes(key)).join(' ') });
      }
      expect(wrong).toEqual([]);
    }), 60_000);
}

function finding(withShelf: (work: (shelf: Shelf) => Promise<void>) => Promise<void>): void {
  test('a slip of spelling finds what was meant, and says so', () =>
    withShelf(async (shelf) => {
      await shelf.put(statesOf({ title: 'Becher „Usva“, Moos' }, { title: 'Schal, Tannengrün', category: [['textiles', 'Wolle'], ['scarves', 'Schals']] }));
      const found = await shelf.search(ask({ text: 'keramk bechr' }));
      expect([found.cards.map((card) => card.title), found.fixed]).toEqual([['Becher „Usva“, Moos'], 'keramik becher']);
      expect((await shelf.search(ask({ text: 'becher' }))).fixed).toBeNull();
    }));

  test('umlauts, inflections, beginnings and the insides of compounds all find', () =>
    withShelf(async (shelf) => {
      await shelf.put(statesOf({ title: 'Müslischale „Halla“', body: 'Auf kleinem Fuß, mit zwei Händen zu halten.' }));
      for (const text of ['müslischale', 'muslischale', 'müsli', 'schale', 'schalen', 'halla', 'Fuss', 'hände']) expect([text, await titlesOf(shelf, { text })]).toEqual([text, ['Müslischale „Halla“']]);
      expect(await titlesOf(shelf, { text: 'lampe' })).toEqual([]);
    }));

  test('a title beats a description, and what is sold out comes after what is there', () =>
    withShelf(async (shelf) => {
      await shelf.put(statesOf({ title: 'Kerze', body: 'Passt zum Becher.', category: [['home', 'Wohnen']] }, { title: 'Becher, ausverkauft', stock: 'sold_out' }, { title: 'Becher „Meri“' }));
      expect(await titlesOf(shelf, { text: 'becher' })).toEqual(['Becher „Meri“', 'Becher, ausverkauft', 'Kerze']);
    }));

  test('without words: what is there first, then the newest', () =>
    withShelf(async (shelf) => {
      await shelf.put(statesOf({ title: 'Alt', publishedAt: '2026-01-01T00:00:00Z' }, { title: 'Neu, weg', stock: 'sold_out', publishedAt: '2026-02-02T00:00:00Z' }, { title: 'Neu', publishedAt: '2026-02-01T00:00:00Z' }));
      expect(await titlesOf(shelf, {})).toEqual(['Neu', 'Alt', 'Neu, weg']);
    }));

  test('while typing: titles, shelves and makers that begin so, spelt well or not', () =>
    withShelf(async (shelf) => {
      await shelf.put(statesOf({ title: 'Becher „Usva“' }, { title: 'Schal', vendor: 'weberei-holtkamp', category: [['textiles', 'Wolle'], ['scarves', 'Schals']] }));
      const suggest = async (text: string) => {
        const { listings, categories, vendors } = await shelf.suggest({ market: 'de', locale: 'de', currency: 'EUR', text });
        return [listings.map((card) => card.title), categories.map((c) => c.name), vendors.map((v) => v.handle)];
      };
      expect(await suggest('bec')).toEqual([['Becher „Usva“'], ['Becher'], []]);
      expect(await suggest('webere')).toEqual([['Schal'], [], ['weberei-holtkamp']]);
      expect(await suggest('bechr')).toEqual([['Becher „Usva“'], ['Becher'], []]);
      expect(await suggest('fahrrad')).toEqual([[], [], []]);
    }));

  test('what is typed into a search field never reaches the query language', () =>
    withShelf(async (shelf) => {
      await shelf.put(statesOf({ title: 'Becher' }));
      for (const text of ["'; drop table search.documents; --", 'becher & !mug | (', '\\', "o'neill :*", '%_%', '.*', '{"match_all":{}}', 'ß'.repeat(80)]) await expect(shelf.search(ask({ text }))).resolves.toBeDefined();
      expect(await titlesOf(shelf, { text: "becher' &" })).toEqual(['Becher']);
      expect(await titlesOf(shelf, { text: '&' })).toEqual([]);
    }));
}

function narrowing(withShelf: (work: (shelf: Shelf) => Promise<void>) => Promise<void>): void {
  test('each filter narrows, and the counts of a facet leave its own filter out', () =>
    withShelf(async (shelf) => {
      await shelf.put(statesOf(
        { title: 'Becher grün', colour: 'green', price: 3400n }, { title: 'Becher blau', colour: 'blue', price: 2900n }, { title: 'Becher rot', colour: 'red', price: 9000n, vendor: 'toepferhof-rieck' },
        { title: 'Schal grün', colour: 'green', category: [['textiles', 'Wolle'], ['scarves', 'Schals']], vendor: 'weberei-holtkamp', price: 12900n }));
      const found = await shelf.search(ask({ attributes: { colour: ['green'] }, categories: ['ceramics'] }));
      expect([found.cards.map((card) => card.title), found.total]).toEqual([['Becher grün'], 1]);
      expect(found.attributes).toEqual([{ code: 'colour', name: 'Farbe', values: [{ value: 'blue', label: 'Blau', count: 1 }, { value: 'green', label: 'Grün', count: 1 }, { value: 'red', label: 'Rot', count: 1 }] }]);
      expect((await shelf.search(ask())).categories).toEqual([{ handle: 'ceramics', name: 'Keramik', count: 3 }, { handle: 'textiles', name: 'Wolle', count: 1 }]);
      expect((await shelf.search(ask({ categories: ['ceramics'] }))).categories).toEqual([{ handle: 'mugs', name: 'Becher', count: 3 }]);
      expect((await shelf.search(ask({ vendors: ['toepferhof-rieck'] }))).vendors).toEqual([{ handle: 'keramik-lindqvist', name: 'keramik-lindqvist', count: 2 }, { handle: 'toepferhof-rieck', name: 'toepferhof-rieck', count: 1 }, { handle: 'weberei-holtkamp', name: 'weberei-holtkamp', count: 1 }]);
      expect(await titlesOf(shelf, { priceMin: 3000n, priceMax: 9000n, sort: 'price_asc' })).toEqual(['Becher grün', 'Becher rot']);
      expect((await shelf.search(ask({ priceMax: 3000n }))).prices).toEqual([2900n, 12900n]);
    }));

  test.each([['relevance', ['E', 'D', 'C', 'B', 'A']], ['price_asc', ['A', 'B', 'C', 'D', 'E']], ['price_desc', ['E', 'D', 'C', 'B', 'A']], ['newest', ['E', 'D', 'C', 'B', 'A']]] as const)('pages in the order %s follow each other without gap or repeat', (sort, expected) =>
    withShelf(async (shelf) => {
      await shelf.put(statesOf(...['A', 'B', 'C', 'D', 'E'].map((title, i) => ({ title, price: BigInt(1000 + i), publishedAt: `2026-02-0${i + 1}T00:00:00Z` }))));
      const seen: string[] = [];
      let after: SearchRequest['after'] = null;
      for (let page = 0; page < 3; page += 1) {
        const found: SearchResults = await shelf.search(ask({ sort, limit: 2, after }));
        seen.push(...found.cards.map((card) => card.title));
        after = found.next;
      }
      expect([seen, after]).toEqual([expected, null]);
    }));

  test('pages of what was searched for follow each other too, where many are equally good', () =>
    withShelf(async (shelf) => {
      const states = statesOf(...Array.from({ length: 7 }, () => ({ title: 'Becher' })));
      await shelf.put(states);
      const seen: string[] = [];
      let after: SearchRequest['after'] = null;
      do {
        const found: SearchResults = await shelf.search(ask({ text: 'becher', limit: 3, after }));
        seen.push(...found.cards.map((card) => card.listingId));
        after = found.next;
      } while (after);
      expect(seen.sort()).toEqual(states.map((state) => state.listingId).sort());
    }));
}

function keeping(withShelf: (work: (shelf: Shelf) => Promise<void>) => Promise<void>): void {
  test('a state that was read earlier undoes nothing, and no documents take the listing out for good', () =>
    withShelf(async (shelf) => {
      const id = newId<ListingId>();
      const state = (at: bigint, title: string | null): ListingState => ({ listingId: id, version: version + at, documents: title === null ? [] : [aDocument(id, { title })] });
      expect(await shelf.put([state(12n, 'Becher neu')])).toEqual([true]);
      expect(await shelf.put([state(11n, 'Becher alt')])).toEqual([false]);
      expect(await titlesOf(shelf, { text: 'becher' })).toEqual(['Becher neu']);
      expect(await shelf.put([state(14n, null)])).toEqual([true]);
      expect(await shelf.put([state(13n, 'Becher untot')])).toEqual([false]);
      expect(await titlesOf(shelf, {})).toEqual([]);
    }));

  test('a listing stands in every market and language that sells it, each with its own words, and leaves one without the others', () =>
    withShelf(async (shelf) => {
      const id = newId<ListingId>();
      const documents = [aDocument(id, { title: 'Becher' }), aDocument(id, { title: 'Muki', market: 'fi', locale: 'fi' }), aDocument(id, { title: 'Mug', locale: 'en' })];
      await shelf.put([{ listingId: id, version: version + 20n, documents }]);
      const everywhere = async () => [await titlesOf(shelf, { text: 'becher' }), await titlesOf(shelf, { text: 'muki', market: 'fi', locale: 'fi' }), await titlesOf(shelf, { text: 'mugs', locale: 'en' }), await titlesOf(shelf, { text: 'muki' })];
      expect(await everywhere()).toEqual([['Becher'], ['Muki'], ['Mug'], []]);
      await shelf.put([{ listingId: id, version: version + 21n, documents: documents.slice(0, 1) }]);
      expect(await everywhere()).toEqual([['Becher'], [], [], []]);
    }));

  test("another tenant's goods are not found, counted, suggested or used to mend a spelling", () =>
    withShelf(async (shelf) => {
      await shelf.put(statesOf({ title: 'Becher „Usva“' }));
      const stranger = await shelf.stranger();
      for (const text of ['becher', 'bechr', '']) {
        const found = await stranger.search(ask({ text }));
        expect([found.total, found.cards, found.vendors, found.categories, found.attributes, found.prices, found.fixed]).toEqual([0, [], [], [], [], null, null]);
      }
      expect(await stranger.suggest({ market: 'de', locale: 'de', currency: 'EUR', text: 'bech' })).toEqual({ listings: [], categories: [], vendors: [] });
    }));
}
