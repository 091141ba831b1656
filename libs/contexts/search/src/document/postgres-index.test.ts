import { describeAdapter } from '@stoa/platform/parts.testing';
import { asTenant, becomeTenant, switchTenant } from '@stoa/platform/testing';
import { askIn, type TxCtx } from '@stoa/platform/context';
import { putListingState } from './document.repository.js';
import { ask, indexContract, statesOf, titlesOf, type Shelf } from './index-contract.testing.js';
import { postgresIndex } from './postgres-index.query.js';
import type { Asker } from './search-index.js';

const asker = (ctx: TxCtx): Asker => ({ tenantId: ctx.tenantId, ask: askIn(ctx) });
const shelfOf = (ctx: TxCtx): Shelf => ({
  search: (request) => postgresIndex.search(asker(ctx), request),
  suggest: (request) => postgresIndex.suggest(asker(ctx), request),
  put: async (states) => {
    const taken: boolean[] = [];
    for (const state of states) taken.push(await putListingState(ctx, state));
    return taken;
  },
  stranger: async () => shelfOf(await switchTenant(ctx)),
});

describeAdapter('search', 'embedded', () => {
  indexContract((work) => asTenant((ctx) => work(shelfOf(ctx))));

  test("another tenant's index cannot be asked or written past the functions", () =>
    asTenant(async (ctx) => {
      const shelf = shelfOf(ctx);
      await shelf.put(statesOf({ title: 'Becher „Usva“' }));
      const stranger = await switchTenant(ctx);
      for (const statement of ["select search.query(?, '{}')", "select search.suggest(?, '{}')", "select search.put(?, gen_random_uuid(), 1, '[]')", "select search.known(?, null, 10)", "select search.find(?, 'de', 'de', '[]')", "select search.rungs(?, 'de', 'de', '{}')", "select search.compounds(?, 'de', 'de', 'becher', false)", 'select count(*) from search.documents where tenant_id = ?', 'select count(*) from search.words where tenant_id = ?']) {
        await expect(stranger.tx.transaction((savepoint) => savepoint.raw(statement, [ctx.tenantId]))).rejects.toMatchObject({ code: '42501' });
      }
      await becomeTenant(ctx);
      expect(await titlesOf(shelf, ask({ text: 'becher' }))).toEqual(['Becher „Usva“']);
    }));

  test('two marketplaces that know a listing by the same id each find, suggest and lose their own alone', () =>
    asTenant(async (ctx) => {
      const [[ours], [theirs]] = [statesOf({ title: 'Becher „Usva“' }), statesOf({ title: 'Kessel „Usva“' })];
      await shelfOf(ctx).put([ours!]);
      const other = await switchTenant(ctx);
      const stranger = shelfOf(other);
      await stranger.put([{ ...theirs!, listingId: ours!.listingId }]);

      const suggested = (await stranger.suggest({ market: 'de', locale: 'de', currency: 'EUR', text: 'usva' })).listings.map(({ title }) => title);
      expect([await titlesOf(stranger, { text: 'usva' }), await titlesOf(stranger, {}), suggested]).toEqual([['Kessel „Usva“'], ['Kessel „Usva“'], ['Kessel „Usva“']]);
      expect((await other.tx.raw<{ rows: unknown[] }>('select * from search.known(?, null, 10)', [other.tenantId])).rows).toHaveLength(1);
      await stranger.put([{ listingId: ours!.listingId, version: theirs!.version + 1n, documents: [] }]);

      expect(await titlesOf(stranger, {})).toEqual([]);
      await becomeTenant(ctx);
      expect(await titlesOf(shelfOf(ctx), { text: 'usva' })).toEqual(['Becher „Usva“']);
    }));

  test('what is misspelt is mended by the goods of this marketplace, whatever others sell', () =>
    asTenant(async (ctx) => {
      const ours = shelfOf(ctx);
      const [gone] = statesOf({ title: 'Kanne „Ilta“' });
      await ours.put([...statesOf({ title: 'Becher „Usva“' }), gone!]);
      await ours.put([{ ...gone!, version: gone!.version + 100n, documents: [] }]); // its words stay behind
      await shelfOf(await switchTenant(ctx)).put(statesOf({ title: 'Bechr' }, { title: 'Kanne „Aamu“' }));

      await becomeTenant(ctx);
      expect(await ours.search(ask({ text: 'bechr' }))).toMatchObject({ total: 1, fixed: 'becher' }); // though the other has a Bechr
      expect(await ours.search(ask({ text: 'kannne' }))).toMatchObject({ total: 0, fixed: null }); // though the other still has a Kanne
    }));
});
