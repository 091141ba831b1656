import type { ListingId } from '@stoa/events/catalog';
import type { Ctx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { silentLog } from '@stoa/platform/log';
import { openOwnDatabase, type TestEnvironment } from '@stoa/platform/testing';
import type { ListingState } from '../document/document.js';
import { putListingState } from '../document/document.repository.js';
import { aDocument, ask, indexContract, statesOf, type Shelf } from '../document/index-contract.testing.js';
import { judgedGoods, judgedQueries } from '../document/judged-set.testing.js';
import { postgresIndex } from '../document/postgres-index.query.js';
import type { SearchIndex, SearchRequest } from '../document/search-index.js';
import { columnsIndex } from './columns-index.js';
import { roundedAsNumeric } from './count-page.js';
import { readWordQuery } from './word-query.js';

let env: TestEnvironment & { close(): Promise<void> };
beforeAll(async () => {
  env = await openOwnDatabase();
}, 60_000);
afterAll(() => env.close());

/** PostgreSQL's answers, and how many were asked for. */
function countedSecond(): { index: SearchIndex; asked: SearchRequest[] } {
  const asked: SearchRequest[] = [];
  return { asked, index: { search: (ctx, request) => (asked.push(request), postgresIndex.search(ctx, request)), suggest: (ctx, request) => postgresIndex.suggest(ctx, request) } };
}

const put = async (ctx: Ctx, states: readonly ListingState[]): Promise<boolean[]> => {
  const taken: boolean[] = [];
  for (const state of states) taken.push(await ctx.inTx((tx) => putListingState(tx, state)));
  return taken;
};

/** Columns that are read before they are asked for the first time, and held to PostgreSQL's answer each time. */
function open(ctx: Ctx) {
  const second = countedSecond();
  const index = columnsIndex({ second: second.index, log: silentLog, eagerness: 1 });
  const warm = async (request: SearchRequest) => {
    await index.search(ctx, request);
    await index.settled();
    second.asked.length = 0;
  };
  const known = new Set<string>();
  const shelf: Shelf = {
    search: async (request) => {
      const stand = `${request.market} ${request.locale}`;
      if (!known.has(stand)) await warm(request);
      known.add(stand);
      const [ours, theirs] = [await index.search(ctx, request), await postgresIndex.search(ctx, request)];
      expect([request, ours]).toEqual([request, theirs]);
      return ours;
    },
    suggest: (request) => index.suggest(ctx, request),
    put: (states) => put(ctx, states),
    stranger: async () => open(env.newTenant()).shelf,
  };
  return { shelf, second, index };
}

describe('columns answer as every index must, and as PostgreSQL does', () => indexContract((work) => work(open(env.newTenant()).shelf)));

test('judged queries that find something as they were typed are answered from the columns', async () => {
  const { shelf, second } = open(env.newTenant());
  await shelf.put(statesOf(...judgedGoods.map(({ locale, title, keywords, body }) => ({ locale, title, keywords, body }))));
  for (const locale of new Set(judgedQueries.map((query) => query.locale))) await shelf.search(ask({ locale }));
  const fromSecond: string[] = [];
  for (const { locale, text, fixed } of judgedQueries) {
    second.asked.length = 0;
    const { total } = await shelf.search(ask({ locale, text }));
    if (second.asked.length > 0 && fixed === null && total > 0) fromSecond.push(text);
  }
  expect(judgedQueries.length - fromSecond.length).toBeGreaterThan(judgedQueries.length * 0.8);
});

/** The same dice each time. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const WORDS = ['Becher', 'Schale', 'Vase', 'Kaffeebecher', 'Holzbrett', 'Teller', 'Usva', 'Meri', 'rot', 'blau'];
const SHELVES: [string, string][][] = [[['ceramics', 'Keramik'], ['mugs', 'Becher']], [['ceramics', 'Keramik'], ['bowls', 'Schalen']], [['textiles', 'Wolle'], ['scarves', 'Schals']], [['home', 'Wohnen']]];
const COLOURS = ['green', 'blue', 'red'], SIZES = ['s', 'm', 'l'], STOCK = ['in_stock', 'low', 'sold_out'] as const;

let version = 1_000_000n;
function randomState(roll: (below: number) => number, id: ListingId): ListingState {
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)]!;
  const title = Array.from({ length: 1 + roll(4) }, () => pick(WORDS)).join(' ');
  const document = aDocument(id, { title, price: BigInt(roll(40) * 250), vendor: `maker-${roll(4)}`, category: pick(SHELVES), colour: pick(COLOURS), stock: pick(STOCK), body: `${pick(WORDS)} und ${pick(WORDS)}`, publishedAt: `2026-02-0${1 + roll(9)}T0${roll(10)}:00:00.${roll(1000)}Z` });
  const sizes = SIZES.filter(() => roll(2) === 0);
  const facets = sizes.length === 0 ? document.facets : [...document.facets, { code: 'size', name: 'Größe', values: sizes.map((size) => ({ value: size, label: size.toUpperCase() })) }];
  version += 1n;
  return { listingId: id, version, documents: roll(8) === 0 ? [] : [{ ...document, facets }] };
}
function randomRequest(roll: (below: number) => number, after: SearchRequest['after']): SearchRequest {
  const some = (from: readonly string[], chance: number) => (roll(chance) === 0 ? from.filter(() => roll(2) === 0) : []);
  const attributes = { ...(roll(3) === 0 && { colour: some(COLOURS, 1) }), ...(roll(3) === 0 && { size: some(SIZES, 1) }), ...(roll(12) === 0 && { weight: ['heavy'] }) };
  const text = roll(2) === 0 ? '' : Array.from({ length: 1 + roll(2) }, () => WORDS[roll(WORDS.length)]!.slice(0, 3 + roll(8))).join(' ');
  return ask({
    text, attributes, vendors: some(['maker-0', 'maker-1', 'maker-2', 'nobody'], 3), categories: some(['ceramics', 'mugs', 'bowls', 'textiles', 'home'], 3), after, limit: 1 + roll(12),
    priceMin: roll(3) === 0 ? BigInt(roll(40) * 250) : null, priceMax: roll(3) === 0 ? BigInt(roll(40) * 250) : null, sort: (['relevance', 'newest', 'price_asc', 'price_desc'] as const)[roll(4)]!,
  });
}

test.each([1, 2, 3])('whatever is asked while goods come, change and go, columns and PostgreSQL answer the same (%i)', async (seed) => {
  const roll = dice(seed);
  const ctx = env.newTenant();
  const { shelf, second } = open(ctx);
  const ids = Array.from({ length: 60 }, () => newId<ListingId>());
  await shelf.put(ids.slice(0, 40).map((id) => randomState(roll, id)));
  await shelf.search(ask());
  second.asked.length = 0;
  let asked = 0;
  for (let round = 0; round < 60; round += 1) {
    if (roll(3) === 0) await shelf.put(Array.from({ length: 1 + roll(3) }, () => randomState(roll, ids[roll(ids.length)]!)));
    let after: SearchRequest['after'] = null;
    const request = randomRequest(roll, null);
    for (let page = 0; page < 3; page += 1) {
      const { next } = await shelf.search({ ...request, after });
      asked += 1;
      if (next === null) break;
      after = next;
    }
  }
  expect(second.asked.length).toBeLessThan(asked / 3); // what nothing meets whole is the database's
}, 120_000);

test('a change that commits late is seen, though a newer one was seen before it', async () => {
  const ctx = env.newTenant();
  const { shelf } = open(ctx);
  const [early, late] = statesOf({ title: 'Frühling' }, { title: 'Spätsommer' });
  await shelf.put(statesOf({ title: 'Becher' }));
  await shelf.search(ask());
  await ctx.inTx(async (tx) => {
    await putListingState(tx, early!);
    await put(ctx, [late!]); // begins later, commits first
    expect((await shelf.search(ask())).total).toBe(2);
  });
  expect((await shelf.search(ask())).total).toBe(3);
});

test('a question costs one statement, many at a time share them, and none is older than its question', async () => {
  const ctx = env.newTenant();
  const { shelf, index, second } = open(ctx);
  await shelf.put(statesOf({ title: 'Becher' }, { title: 'Schale' }));
  await shelf.search(ask());
  second.asked.length = 0;
  const heard: string[] = [];
  const stop = env.db.onQuery((sql) => void heard.push(sql));
  for (const text of ['becher', 'schale', '', 'becher']) await index.search(ctx, ask({ text, priceMax: 1_000_000n }));
  expect(heard).toEqual(Array.from({ length: 4 }, () => expect.stringMatching(/select search\.changed\(/)));
  heard.length = 0;
  const found = await Promise.all(['becher', 'schale', '', 'becher', 'kanne', ''].map((text) => index.search(ctx, ask({ text }))));
  expect(found.map(({ total }) => total)).toEqual([2, 1, 2, 2, 0, 2]);
  expect(heard.filter((sql) => sql.includes('search.changed'))).toHaveLength(2);
  stop();
  const asking = index.search(ctx, ask());
  await put(ctx, statesOf({ title: 'Kanne' }));
  expect((await index.search(ctx, ask())).total).toBe(3);
  await asking;
});

test('one marketplace’s columns answer no other, and another tenant can neither read nor follow them', async () => {
  const [ours, theirs] = [env.newTenant(), env.newTenant()];
  const index = columnsIndex({ second: postgresIndex, log: silentLog, eagerness: 1 });
  const [mine, other] = statesOf({ title: 'Becher „Usva“', vendor: 'ours' }, { title: 'Kessel „Usva“', vendor: 'theirs' });
  await put(ours, [mine!]);
  await put(theirs, [{ ...other!, listingId: mine!.listingId }]); // known by the same id there
  for (let round = 0; round < 3; round += 1) {
    for (const [ctx, title, vendor] of [[ours, 'Becher „Usva“', 'ours'], [theirs, 'Kessel „Usva“', 'theirs']] as const) {
      const found = await index.search(ctx, ask({ text: 'usva' }));
      expect([found.total, found.cards.map((card) => card.title), found.vendors.map(({ handle }) => handle)]).toEqual([1, [title], [vendor]]);
      await index.settled();
    }
  }
  const all = { market: 'de', locale: 'de', since: '1:1:', most: 10, ladders: [] };
  expect(await ours.ask('search.changed', all)).toMatchObject({ changed: [mine!.listingId], rows: [expect.arrayContaining(['ours'])] });
  await put(theirs, [{ listingId: mine!.listingId, version: version + 1n, documents: [] }]);
  expect([(await index.search(ours, ask())).total, (await index.search(theirs, ask())).total]).toEqual([1, 0]);
  const strangers = env.newTenant();
  for (const [fn, question] of [['search.columns', { market: 'de', locale: 'de', after: null, limit: 10 }], ['search.changed', all]] as const) {
    await expect(strangers.inRead((tx) => tx.tx.raw(`select ${fn}(?, ?)`, [ours.tenantId, JSON.stringify(question)]))).rejects.toMatchObject({ code: '42501' });
    const own = await strangers.ask<{ rows: unknown[]; changed?: unknown[] }>(fn, question);
    expect([fn, own.rows, own.changed ?? []]).toEqual([fn, [], []]);
  }
});

test('what changes by the hundred is read anew, and meanwhile PostgreSQL answers', async () => {
  const ctx = env.newTenant();
  const { shelf, index, second } = open(ctx);
  await shelf.put(statesOf({ title: 'Becher' }));
  await shelf.search(ask());
  second.asked.length = 0;
  await ctx.inTx(async (tx) => {
    for (const state of statesOf(...Array.from({ length: 501 }, (_, n) => ({ title: `Schale ${n}` })))) await putListingState(tx, state);
  });
  expect([(await index.search(ctx, ask())).total, second.asked.length]).toEqual([502, 1]);
  await index.search(ctx, ask());
  await index.settled();
  second.asked.length = 0;
  expect([(await index.search(ctx, ask({ text: 'schale' }))).total, second.asked.length]).toEqual([501, 0]);
}, 60_000);

test('queries for words are read as PostgreSQL writes them, and what is not known is left to it', async () => {
  const word = (text: string, isBeginning = false) => ({ kind: 'word', word: text, isBeginning });
  expect(readWordQuery(`'becher' | 'bech':* & ( 'o''neill' | 'a\\\\b' )`)).toEqual({ kind: 'any', of: [word('becher'), { kind: 'all', of: [word('bech', true), { kind: 'any', of: [word("o'neill"), word('a\\b')] }] }] });
  for (const unknown of [`!'becher'`, `'a' <-> 'b'`, `'a':A`, `( 'a'`, `'a' |`, '']) expect([unknown, readWordQuery(unknown)]).toEqual([unknown, null]);
});

test('a place is rounded as PostgreSQL rounds it', async () => {
  const roll = dice(7);
  const values = [0.01875, 0.0375, 10.28571428571428, 1.00005, 2.00015, 12.00025, ...Array.from({ length: 300 }, () => (roll(40) / 2 + 2 / (1 + roll(40))) * (roll(2) === 0 ? 0.3 : 1)).filter((value) => value > 0)];
  const rows = await env.ctx.inRead(async ({ tx }) => (await tx.raw<{ rows: { rounded: number }[] }>('select round(x::numeric, 4)::double precision as rounded from unnest(?::double precision[]) x', [values])).rows);
  expect(values.map(roundedAsNumeric)).toEqual(rows.map(({ rounded }) => rounded));
});
