import { warehousesOfVendor } from '@stoa/inventory';
import { savedStock } from '@stoa/inventory/testing';
import type { Ctx } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { withDatabase } from '@stoa/platform/testing';
import { type Shop, filledCart, openShop, pay } from '../testing.js';

/** Statements of one completion, `begin` and `commit` included, with the call of the gateway between them. */
const BUDGET = 25;

/** What the database hears while the button is answered. */
async function sentFor(ctx: Ctx, db: Database, shop: Shop, lines: Parameters<typeof filledCart>[2]): Promise<string[]> {
  const cart = await filledCart(ctx, shop, lines);
  const sent: string[] = [];
  const stop = db.onQuery((sql) => void sent.push(sql));
  await pay(ctx, shop, cart);
  stop();
  return sent;
}

test('the button costs as many statements for one jar as for many goods of three vendors, in two transactions around the call of the gateway', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    await ctx.inTx(async (tx) => {
      for (const stand of [shop.potter, shop.weaver, shop.beekeeper]) {
        for (const warehouse of await warehousesOfVendor(tx, stand.vendor.id)) await savedStock(tx, warehouse, { [stand.variantId]: 150 }); // far from every line that is told to the search
      }
    });
    const jar = [{ variantId: shop.beekeeper.variantId, quantity: 1 }];
    const three = [{ variantId: shop.potter.variantId, quantity: 80 }, { variantId: shop.weaver.variantId, quantity: 2 }, { variantId: shop.beekeeper.variantId, quantity: 3 }];
    await sentFor(ctx, db, shop, three); // from here on the process knows the market, and which packs the marketplace keeps
    await sentFor(ctx, db, shop, three);

    const [few, many] = [await sentFor(ctx, db, shop, jar), await sentFor(ctx, db, shop, three)];

    const kinds = (sent: readonly string[]) => sent.map((sql) => sql.slice(0, 50));
    expect(kinds(many)).toEqual(kinds(few));
    expect(many.filter((sql) => sql.startsWith('begin'))).toHaveLength(2);
    expect(many.length).toBe(BUDGET);
  }));
