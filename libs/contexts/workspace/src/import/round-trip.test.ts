import { test, expect } from '@jest/globals';
import fc from 'fast-check';
import { aVariant, savedCategory, savedListing, savedMedia } from '@stoa/catalog/testing';
import type { ListingContent, ListingOption } from '@stoa/catalog';
import { listLevels, warehousesOfVendor } from '@stoa/inventory';
import { savedStock, savedWarehouse } from '@stoa/inventory/testing';
import { announced } from '@stoa/platform/testing';
import { listingsBy, withBench, type Bench } from './testing.js';

/** What people write, with all that trips up tables: quotes, separators, line ends, formulas, apostrophes, and letters of any alphabet. */
const text = (max: number) => fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: max }),
  fc.array(fc.constantFrom('"', '""', ',', ';', '\t', '\n', '\r\n', "'", '=1+1', '-5', '@x', '|', 'Ü', ' ', '\uFEFF', 'lst_', 'https://'), { maxLength: 8 }).map((parts) => parts.join('')),
).map((words) => words.replaceAll('\u0000', '').trim().slice(0, max)).filter((words) => !/\p{Surrogate}/u.test(words));
const code = fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/);
const localized = (max: number) => fc.dictionary(fc.constantFrom('de', 'en', 'fi'), text(max), { noNullPrototype: true });
const option: fc.Arbitrary<ListingOption> = fc.record({
  code, names: localized(20),
  // Names that are codes of other values: the code must win.
  values: fc.uniqueArray(fc.record({ code: fc.constantFrom('a', 'b', 'c', 'd'), names: fc.dictionary(fc.constantFrom('de', 'en'), fc.constantFrom('a', 'b', 'c', 'Grün'), { noNullPrototype: true }), swatch: fc.constantFrom(null, '#aabbcc') }), { selector: (value) => value.code, minLength: 1, maxLength: 4 }),
});
const money = fc.record({ currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'USD'), minor: fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) }) });
const facts = fc.record({ prices: fc.uniqueArray(money, { selector: ({ currency }) => currency, maxLength: 4 }), weightGrams: fc.nat(1_000_000), gtin: fc.constantFrom(null, '4006381333931'), sku: text(20), pieces: fc.option(fc.nat(1_000_000)) });
const listing = fc.record({
  title: localized(40), description: localized(200), option: fc.option(option), facts: fc.array(facts, { minLength: 4, maxLength: 4 }), inCategory: fc.boolean(), madeByVendor: fc.boolean(), pictures: fc.nat(3),
  taxCategory: fc.constantFrom(null, 'goods.general'), warnings: localized(20), excludedMarkets: fc.constantFrom([], ['us']),
  attributes: fc.dictionary(code, fc.oneof(text(20), fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)), fc.boolean(), fc.array(text(5), { maxLength: 3 })), { maxKeys: 3, noNullPrototype: true }),
});
type Written = typeof listing extends fc.Arbitrary<infer T> ? T : never;

const standOf = async ({ ctx, listings }: Bench) => {
  const all = await listings();
  const levels = await ctx.inRead((tx) => listLevels(tx, all.flatMap(({ content }) => content.variants.map(({ id }) => id))));
  return { all, stock: levels.map(({ variantId, warehouseId, onHand }) => `${variantId} ${warehouseId} ${onHand}`).sort(), told: await announced(ctx) };
};

async function save({ ctx, vendorId }: Bench, written: readonly Written[], warehouseName: string): Promise<void> {
  await ctx.inTx(async (tx) => {
    const category = await savedCategory(tx);
    if (warehouseName !== '') await savedWarehouse(tx, { vendorId, name: warehouseName });
    const [warehouse] = (await warehousesOfVendor(tx, vendorId)).filter(({ name }) => warehouseName === '' || name === warehouseName);
    for (const [n, made] of written.entries()) {
      const variants = (made.option?.values ?? [null]).map((value, at) => {
        const { sku, pieces: _pieces, ...rest } = made.facts[at]!;
        return aVariant({ ...rest, sku: `${sku}#${n}.${at}`, options: value ? { [made.option!.code]: value.code } : {} });
      });
      const media: ListingContent['media'][number][] = [];
      for (let picture = 0; picture < made.pictures; picture += 1) media.push({ mediaId: (await savedMedia(tx, vendorId)).id, alt: { de: `Bild ${picture}` } });
      const { title, description, madeByVendor, taxCategory, warnings, excludedMarkets } = made;
      await savedListing(tx, { vendorId, content: {
        title, description, madeByVendor, taxCategory, warnings, excludedMarkets, media, variants, options: made.option ? [made.option] : [], categoryId: made.inCategory ? category.id : null, attributes: made.inCategory ? { material: 'porcelain' } : made.attributes,
      } });
      const counted = variants.flatMap(({ id }, at) => (made.facts[at]!.pieces === null ? [] : [[id, made.facts[at]!.pieces] as const]));
      await savedStock(tx, warehouse!, Object.fromEntries(counted));
    }
  });
}

test('whatever a vendor has written, importing the own export changes nothing', () =>
  fc.assert(fc.asyncProperty(fc.array(listing, { minLength: 8, maxLength: 8 }), text(20), (written, warehouseName) =>
    withBench(async (bench) => {
      await save(bench, written, warehouseName);
      const before = await standOf(bench);
      const file = await bench.exported();

      const { id, problem } = await bench.checked(file);
      expect([problem, (await bench.rows(id)).filter((row) => !row.endsWith(' to_keep'))]).toEqual([null, []]);
      await bench.confirm(id, true);

      expect(await listingsBy(bench.ctx, id)).toEqual({ kept: 8 });
      expect(await standOf(bench)).toEqual(before);
      expect(await bench.exported()).toBe(file);
    })), { numRuns: 6, endOnFailure: true }), 120_000);
