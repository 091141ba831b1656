import { asTenant } from '@stoa/platform/testing';
import { listTaxCategories, mapCategory, shelfCategories } from '@stoa/tax';
import { thePacks } from '@stoa/tax/testing';
import { liveTenant } from '@stoa/tenancy/testing';

const deps = { packs: thePacks() };
const shelves = [{ path: 'books', made: 'goods.general' }, { path: 'books/maps', made: 'goods.general' }, { path: 'cups', made: 'goods.household' }, { path: 'rest', made: 'goods.general' }];

test('a shelf has its own word, else that of the shelf above, else what it was made with; of the others it is said that nobody spoke', () =>
  asTenant(async (ctx) => {
    await liveTenant(ctx);
    await mapCategory(ctx, deps, { path: 'books', taxCategory: 'goods.book', from: '2026-03-01', reason: 'They are books.' });
    await mapCategory(ctx, deps, { path: 'cups', taxCategory: 'goods.book', from: '2026-04-01', reason: 'Books from April on.' });
    expect((await shelfCategories(ctx, deps, shelves)).map((one) => [one.path, one.taxCategory, one.source, one.by?.path ?? null, one.planned])).toEqual([
      ['books', 'goods.book', 'chosen', 'books', []], ['books/maps', 'goods.book', 'inherited', 'books', []], ['cups', 'goods.household', 'made', null, [{ taxCategory: 'goods.book', from: '2026-04-01' }]], ['rest', 'goods.general', 'nobody', null, []],
    ]);
  }));

test('what there is to choose from is told with the rate it has in each of our markets', () =>
  asTenant(async (ctx) => {
    await liveTenant(ctx);
    const known = await listTaxCategories(ctx, deps);
    expect([known[0], known.find(({ code }) => code === 'goods.book')]).toEqual([{ code: 'goods.general', rates: [{ place: 'DE', pct: '19' }] }, { code: 'goods.book', rates: [{ place: 'DE', pct: '7' }] }]);
  }));
