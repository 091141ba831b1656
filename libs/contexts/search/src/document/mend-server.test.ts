import { newId } from '@stoa/platform/ids';
import { aSearchServer, describeAdapter } from '@stoa/platform/parts.testing';
import { withDatabase } from '@stoa/platform/testing';
import { aVariant, publishedListing } from '@stoa/catalog/testing';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { savedVendor } from '@stoa/vendors/testing';
import type { Ctx } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import type { ListingId } from '@stoa/events/catalog';
import { ask } from './index-contract.testing.js';
import { mendServer, rebuildServer, sendListings } from './mend-server.js';
import { openSearchServer, type SearchServer } from './opensearch.js';
import { serverIndex } from './opensearch-index.js';

const market = aMarket({ code: 'de', countries: ['DE'], currency: 'EUR', locales: ['de'], defaultLocale: 'de', isDefault: true });

async function withServer(work: (server: SearchServer) => Promise<void>): Promise<void> {
  const server = await openSearchServer(aSearchServer());
  await server.prepare();
  try {
    await work(server);
  } finally {
    for (const index of await server.targets()) await server.send('DELETE', `/${index}`);
    await server.close();
  }
}

async function threeListings(ctx: Ctx, db: Database): Promise<ListingId[]> {
  await liveTenant(ctx, { markets: [market] }, db);
  return ctx.inTx(async (tx) => {
    const vendor = await savedVendor(tx, {});
    const ids: ListingId[] = [];
    for (let n = 0; n < 3; n += 1) ids.push((await publishedListing(tx, { vendorId: vendor.id, markets: ['de'], content: { variants: [aVariant({ sku: `MUG-${n}`, prices: [{ currency: 'EUR', minor: 3900n }] })] } })).id);
    return ids;
  });
}

const found = async (ctx: Ctx, server: SearchServer): Promise<string[]> => {
  await server.refresh();
  return (await serverIndex(server).search(ctx, ask())).cards.map((card) => card.listingId).sort();
};

describeAdapter('search: the second index', 'opensearch', () => {
  test('what the server lacks is counted and sent, and nothing twice', () =>
    withDatabase(({ ctx, db }) => withServer(async (server) => {
      const ids = await threeListings(ctx, db);
      await sendListings(ctx, server, ids);
      expect([await found(ctx, server), await mendServer(ctx, server)]).toEqual([[...ids].sort(), 0]);
      const index = (await server.targets())[0]!;
      await server.send('DELETE', `/${index}/_doc/${ctx.tenantId}.${ids[1]}?routing=${ctx.tenantId}`);
      expect(await found(ctx, server)).toEqual([ids[0], ids[2]].sort());
      expect(await mendServer(ctx, server)).toBe(1);
    })));

  test('a rebuild while writing goes on loses nothing, and reading never stops', () =>
    withDatabase(({ ctx, db }) => withServer(async (server) => {
      const ids = await threeListings(ctx, db);
      await sendListings(ctx, server, ids);
      const before = await server.targets();
      expect(await found(ctx, server)).toEqual([...ids].sort());
      let isDone = false;
      const writing = (async () => {
        let rounds = 0;
        while (!isDone) {
          await sendListings(ctx, server, [ids[rounds % 3]!]);
          expect((await serverIndex(server).search(ctx, ask())).total).toBe(3);
          rounds += 1;
        }
        return rounds;
      })();
      await rebuildServer(server, `${before[0]!}-${newId().slice(-6)}`, [ctx]).finally(() => (isDone = true));
      expect(await writing).toBeGreaterThan(0);
      expect(await server.targets()).not.toEqual(before);
      expect([await found(ctx, server), await mendServer(ctx, server)]).toEqual([[...ids].sort(), 0]);
    })));
});
