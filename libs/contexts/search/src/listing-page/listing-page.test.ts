import { describe, expect, test } from '@jest/globals';
import { aVariant, publishedListing, repricedListing, savedMedia } from '@stoa/catalog/testing';
import type { Gate, ListingContent } from '@stoa/catalog';
import { savedStock, savedWarehouse } from '@stoa/inventory/testing';
import { asTenant, at, becomeTenant, switchTenant, withNow } from '@stoa/platform/testing';
import { memoryCache } from '@stoa/platform/cache';
import { askAllIn, askIn, type TxCtx } from '@stoa/platform/context';
import { mediaUrl } from '@stoa/platform/files';
import { savedRate } from '@stoa/shipping/testing';
import { loadPacks } from '@stoa/tax';
import { chooseMarket } from '@stoa/tenancy';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { suspendVendor } from '@stoa/vendors';
import { savedVendor } from '@stoa/vendors/testing';
import { putListingState } from '../document/document.repository.js';
import { postgresIndex } from '../document/postgres-index.query.js';
import { readState } from '../document/read-state.js';
import { pageWords } from './page-words.js';
import { openPageReader, type Reader } from './read-listing-page.js';

const packs = loadPacks('config/rule-packs');
const size = { code: 'size', names: { de: 'Größe', en: 'Size' }, values: [{ code: 's', names: { de: '180 ml' }, swatch: null }, { code: 'm', names: { de: '280 ml' }, swatch: null }] };
/** A reader that keeps nothing of pages before, inside a transaction that ends with the test. */
const readerIn = (ctx: TxCtx): Reader => ({ tenantId: ctx.tenantId, now: ctx.now, ask: askIn(ctx), askAll: askAllIn(ctx), inRead: (work) => work(ctx) });
const page = async (ctx: TxCtx, handle: string, code: string | null = null, locale = 'de') =>
  openPageReader({ packs, mediaUrl, cache: memoryCache(), shelves: postgresIndex })(readerIn(ctx), { handle, market: await chooseMarket(ctx, code), locale });

/** A pottery in Leipzig that ships for 4.90, and its mug in two sizes. */
async function aShop(ctx: TxCtx, content: Partial<ListingContent> = {}, more: Parameters<typeof publishedListing>[1] = {}) {
  await liveTenant(ctx, { markets: [aMarket({ code: 'de', countries: ['DE'], isDefault: true }), aMarket({ code: 'fi', countries: ['FI'], locales: ['fi'], defaultLocale: 'fi', timeZone: 'Europe/Helsinki', isDefault: false })] });
  const vendor = await savedVendor(ctx);
  const warehouse = await savedWarehouse(ctx, { vendorId: vendor.id });
  await savedRate(ctx, { vendorId: vendor.id });
  const variants = [aVariant({ sku: 'S', options: { size: 's' } }), aVariant({ sku: 'M', options: { size: 'm' }, prices: [{ currency: 'EUR', minor: 3_900n }] }), aVariant({ sku: 'US', options: {}, prices: [{ currency: 'USD', minor: 1n }] })];
  const media = await savedMedia(ctx, vendor.id);
  const listing = await publishedListing(ctx, { vendorId: vendor.id, ...more, content: { options: [size], variants, media: [{ mediaId: media.id, alt: { de: 'Grüner Becher' } }], ...content } });
  await savedStock(ctx, warehouse, { [listing.content.variants[0]!.id]: 3 });
  return { vendor, warehouse, listing, media };
}

test('a listing’s page says what it is, what it costs with its tax, what is left and when it arrives', () =>
  asTenant(async (base) => {
    const ctx = withNow(base, at('2026-03-02T09:00:00Z'));
    const { listing, vendor } = await aShop(ctx);

    const shown = await page(ctx, listing.handle);

    expect(shown).toMatchObject({
      handle: listing.handle, title: 'Becher „Usva“', description: 'Auf der Scheibe gedreht.', category: { handle: 'ceramics', name: 'Keramik', path: [] },
      vendor: { handle: vendor.handle, name: 'Töpferei Brandt', city: 'Leipzig', about: 'Eine Drehscheibe, ein Gasofen.', trader: { legal_name: 'Töpferei Brandt GmbH', address_lines: ['Spinnereistraße 7', '04179 Leipzig', 'DE'], register_number: 'HRB 30412', self_certified: true } },
      attributes: [{ code: 'material', name: 'Material', value: 'Steinzeug' }], options: [{ code: 'size', name: 'Größe', values: ['180 ml', '280 ml'] }],
      tax: { mode: 'incl', note: 'inkl. 19 % MwSt., zzgl. Versand ab 4,90\u00a0€' }, gates: [], warnings: null, delivery: [{ name: 'Standard', price: { amount: 490, currency: 'EUR' }, from: '2026-03-04', to: '2026-03-05' }], related: [],
    });
    expect(shown.variants.map(({ sku, options, price, stock, available_low }) => ({ sku, options, price, stock, available_low }))).toEqual([
      { sku: 'S', options: { size: '180 ml' }, price: { amount: 3_400, currency: 'EUR' }, stock: 'low', available_low: 3 },
      { sku: 'M', options: { size: '280 ml' }, price: { amount: 3_900, currency: 'EUR' }, stock: 'sold_out', available_low: null },
    ]);
    expect(shown.media).toEqual([{ id: expect.stringMatching(/^med_/), url: expect.stringMatching(/^\/media\/tnt_\w+\/med_\w+\/960\.webp$/), alt: 'Grüner Becher', width: 800, height: 1000 }]);
  }));

test('another market reads it in its language, with its tax', () =>
  asTenant(async (ctx) => {
    const { listing } = await aShop(ctx, { title: { de: 'Becher', fi: 'Muki' } });
    const shown = await page(ctx, listing.handle, 'fi', 'fi');
    expect([shown.title, shown.tax.note]).toEqual(['Muki', 'sis. alv 25,5 %, lisäksi toimitus alk. 4,90\u00a0€']);
  }));

test('goods of a small business carry no tax, and say so', () =>
  asTenant(async (ctx) => {
    await liveTenant(ctx);
    const vendor = await savedVendor(ctx, { smallBusiness: true, vatId: null, oss: false, registrations: [] });
    const { handle } = await publishedListing(ctx, { vendorId: vendor.id });
    expect((await page(ctx, handle)).tax.note).toBe('ohne MwSt., zzgl. Versand');
  }));

test('what may be handed over only to some, or at some hours, says so with its law', () =>
  asTenant(async (ctx) => {
    const gates: Gate[] = [
      { market: 'DE', kind: 'age', params: { min_age: 18 }, rule: 'DE-1', cite: 'JuSchG § 9', words: { de: 'Ab 18.', en: '18 and over.' } },
      { market: 'DE', kind: 'hours', params: { windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '02:00' }], time_zone: 'Europe/Berlin' }, rule: 'DE-2', cite: 'X', words: { de: 'Von 6 bis 2 Uhr.' } },
    ];
    const { listing, vendor } = await aShop(ctx, {}, { gates });
    const signed = await savedRate(ctx, { vendorId: vendor.id, adultSignature: true, price: { minor: 990n, currency: 'EUR' } });
    const shown = await page(ctx, listing.handle);
    expect(shown.gates.map(({ kind, params, words }) => [kind, params['min_age'] ?? [params['from'], params['to'], params['zone']], words])).toEqual([['age', 18, 'Ab 18.'], ['hours', ['06:00', '02:00', 'Europe/Berlin'], 'Von 6 bis 2 Uhr.']]);
    expect(shown.delivery.map((option) => option.price.amount)).toEqual([Number(signed.price.minor)]);
  }));

test('beside it stand others of its shelf', () =>
  asTenant(async (ctx) => {
    const { listing, vendor } = await aShop(ctx);
    const other = await publishedListing(ctx, { vendorId: vendor.id });
    for (const { id } of [listing, other]) await putListingState(ctx, await readState(ctx, id));
    expect((await page(ctx, listing.handle)).related.map((card) => card.handle)).toEqual([other.handle]);
  }));

test('a reader that knows a listing still shows what is left of it now, and the price that is live now', () =>
  asTenant(async (ctx) => {
    const { listing, warehouse } = await aShop(ctx);
    const [read, market] = [openPageReader({ packs, mediaUrl, cache: memoryCache(), shelves: postgresIndex }), await chooseMarket(ctx, null)];
    const shown = async (as: TxCtx = ctx) => (await read(readerIn(as), { handle: listing.handle, market, locale: 'de' })).variants.map(({ price, stock, available_low: left }) => [price.amount, stock, left]);
    expect(await shown()).toEqual([[3_400, 'low', 3], [3_900, 'sold_out', null]]);
    const [first] = listing.content.variants;
    await savedStock(ctx, warehouse, { [first!.id]: 2 });
    expect(await shown()).toEqual([[3_400, 'low', 2], [3_900, 'sold_out', null]]);

    await repricedListing(ctx, listing, { currency: 'EUR', minor: 5_000n });
    expect(await shown()).toEqual([[5_000, 'low', 2], [5_000, 'sold_out', null], [5_000, 'sold_out', null]]);

    await ctx.tx('catalog.listings').where({ tenant_id: ctx.tenantId, id: listing.id }).update({ live_version_id: null, status: 'unlisted' });
    await expect(shown()).rejects.toMatchObject({ code: 'search.listing_not_found' });
  }));

test('one reader serves two marketplaces that call their goods alike, each with its own', () =>
  asTenant(async (ctx) => {
    const read = openPageReader({ packs, mediaUrl, cache: memoryCache(), shelves: postgresIndex });
    const shown = async (of: TxCtx, handle: string) => (await read(readerIn(await becomeTenant(of)), { handle, market: await chooseMarket(of, null), locale: 'de' })).title;
    const ours = await aShop(ctx, { title: { de: 'Becher' } }, { handle: 'alike' });
    const stranger = await switchTenant(ctx);
    await aShop(stranger, { title: { de: 'Kessel' } }, { handle: 'alike' });
    expect(ours.listing.handle).toBe('alike');
    for (let round = 0; round < 2; round += 1) expect([await shown(ctx, 'alike'), await shown(stranger, 'alike')]).toEqual(['Becher', 'Kessel']);
    const other = await switchTenant(ctx);
    await liveTenant(other);
    await expect(shown(other, 'alike')).rejects.toMatchObject({ code: 'search.listing_not_found' });
    for (const fn of ['catalog.live_listing', 'inventory.available']) {
      const { rows } = await (await becomeTenant(other)).tx.raw<{ rows: { answer: unknown }[] }>(`select ${fn}(?, ?::jsonb) as answer`, [ctx.tenantId, JSON.stringify({ handle: 'alike', variants: ours.listing.content.variants.map(({ id }) => id) })]);
      expect([fn, rows[0]!.answer ?? {}]).toEqual([fn, {}]);
    }
  }));

describe('there is no such listing', () => {
  const absent = { code: 'search.listing_not_found', kind: 'not_found' };
  test('in a market that does not sell it, or behind an address nobody has', () =>
    asTenant(async (ctx) => {
      const { listing } = await aShop(ctx, {}, { markets: ['de'] });
      await expect(page(ctx, listing.handle, 'fi')).rejects.toMatchObject(absent);
      await expect(page(ctx, 'nothing-here')).rejects.toMatchObject(absent);
    }));
  test('of a vendor that is suspended', () =>
    asTenant(async (ctx) => {
      const { listing, vendor } = await aShop(ctx);
      await suspendVendor(ctx, vendor.id, 'Parcels were not sent.');
      await expect(page(ctx, listing.handle)).rejects.toMatchObject(absent);
    }));
  test('in another marketplace', () =>
    asTenant(async (ctx) => {
      const { listing } = await aShop(ctx);
      const stranger = await switchTenant(ctx);
      await liveTenant(stranger);
      await expect(page(stranger, listing.handle)).rejects.toMatchObject(absent);
    }));
});

test('where tax comes on top, the page says that it will', () => {
  expect(pageWords('en-US').tax({ mode: 'excl', shippingFrom: { minor: 595n, currency: 'USD' } })).toBe('Plus shipping from $5.95. Sales tax is added at checkout.');
  expect(pageWords('en').tax({ mode: 'incl', ratePct: '19', shippingFrom: null })).toBe('incl. 19 % VAT, plus shipping');
});
