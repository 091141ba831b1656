import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOfferingPacks } from '@stoa/compliance';
import { getOrderGroup } from '@stoa/orders';
import { withDatabase } from '@stoa/platform/testing';
import { savedRate } from '@stoa/shipping/testing';
import { loadPacks } from '@stoa/tax';
import { PACK_DIR } from '@stoa/tax/testing';
import { filledCart, openShop, pay } from '../testing.js';

/** All that a country is: one file. */
const utopia = {
  schema: 'taxpack/1', id: 'ZZ', kind: 'country', extends: null, version: '2026.11.1', valid_from: '2024-01-01', valid_to: null, name: { en: 'Utopia', de: 'Utopien' }, currency: 'EUR', tax: 'VAT', time_zone: 'Atlantic/Azores',
  prices: { b2c: 'incl', b2b: 'excl' }, rounding: { level: 'line', mode: 'half_up', scale: 2 },
  rates: [{ code: 'standard', pct: '12.5', from: '2024-01-01', cite: 'Utopian Code, book 2, ch. 1' }], categories: [['*', 'standard']],
  base: { shipping: 'follows_goods', shipping_cite: 'Utopian Code, book 2, ch. 2', discount: { vendor: 'reduce', tenant: 'third_party', platform: 'third_party' } },
  rules: [{ id: 'ZZ-90', stage: 'place', when: {}, then: { place: 'to', liable: 'seller', scheme: 'domestic', treatment: 'standard' }, cite: 'Utopian Code, book 2, ch. 3' }],
  offering: { rules: [] },
};

test('a new country is one new file: its pack is loaded and a cart is bought to it, with no other change', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'utopia-'));
  try {
    cpSync(PACK_DIR, copy, { recursive: true });
    writeFileSync(join(copy, 'ZZ.json'), JSON.stringify(utopia, null, 2));
    const packs = loadPacks(copy);
    const offeringPacks = loadOfferingPacks(join(copy, 'compliance'));
    await withDatabase(async ({ ctx, db }) => {
      const shop = await openShop(ctx, db, { countries: ['DE', 'ZZ'], packs, offeringPacks });
      await ctx.inTx((tx) => savedRate(tx, { vendorId: shop.potter.vendor.id, countries: ['ZZ'] }));
      const cart = await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }], { country: 'ZZ', city: 'Amaurot', postcode: '1516' });
      const answer = await pay(ctx, shop, cart);
      const group = answer.outcome === 'placed' ? await ctx.inRead((tx) => getOrderGroup(tx, answer.group.id)) : null;
      // 12.5 % in 34.00 and in 4.90.
      expect(group?.orders.map((order) => [order.totalMinor, order.taxMinor])).toEqual([[3_890n, 378n + 54n]]);
    });
  } finally {
    rmSync(copy, { recursive: true });
  }
});
