import { existsSync } from 'node:fs';
import path from 'node:path';
import { oma } from './oma.js';
import { solano } from './solano.js';

const tenants = [oma, solano];
const listings = tenants.flatMap((tenant) => tenant.vendors.flatMap((vendor) => vendor.listings));
const variants = listings.flatMap((listing) => listing.variants);

test('the small world has two marketplaces, eight vendors and three hundred listings', () => {
  expect(tenants.flatMap((tenant) => tenant.vendors)).toHaveLength(8);
  expect(listings).toHaveLength(300);
  expect(new Set(variants.map((v) => v.sku)).size).toBe(variants.length);
  expect(new Set(variants.map((v) => v.gtin)).size).toBe(variants.length);
});

test('it has one of each awkward thing', () => {
  expect(listings.some((listing) => listing.variants.every((v) => v.stock[0] + v.stock[1] === 0) || listing.variants.some((v) => v.stock[0] + v.stock[1] === 0))).toBe(true);
  expect(new Set(listings.map((listing) => listing.fate))).toEqual(new Set(['published', 'submitted', 'draft']));
  expect(tenants.flatMap((tenant) => tenant.vendors).some((vendor) => vendor.state === 'applied')).toBe(true);
});

test('every picture it names is there', () => {
  const here = path.resolve('libs/tools/src/seed/pictures');
  const missing = [...new Set(listings.flatMap((listing) => listing.pictures.map((p) => p.file)))].filter((file) => !existsSync(path.join(here, file)));
  expect(missing).toEqual([]);
});

test('every text is written in every language of its marketplace', () => {
  for (const tenant of tenants) {
    const locales = [...new Set(tenant.markets.flatMap((market) => market.locales))];
    for (const vendor of tenant.vendors) {
      for (const listing of vendor.listings) for (const locale of locales) expect([listing.title[locale], listing.description[locale]].every((text) => text && !text.includes('undefined'))).toBe(true);
    }
  }
});

test('what was sold last month is of one vendor, and all of it has arrived', () => {
  const months = tenants.flatMap(({ vendors, lastMonth }) => (lastMonth ? [{ lastMonth, vendor: vendors.find((one) => one.handle === lastMonth.vendor) }] : []));
  expect(months).toHaveLength(1);
  for (const { lastMonth, vendor } of months) {
    const skus = new Set(vendor?.listings.filter((listing) => listing.fate === 'published').flatMap((listing) => listing.variants.map((variant) => variant.sku)));
    expect(lastMonth.orders.map((order) => [order.fate, order.lines.every((line) => skus.has(line.sku))])).toEqual(lastMonth.orders.map(() => ['delivered', true]));
  }
});
