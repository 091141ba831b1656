import { aVariant, publishedListing } from '@stoa/catalog/testing';
import { savedStock, savedWarehouse } from '@stoa/inventory/testing';
import { asTenant } from '@stoa/platform/testing';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { savedVendor } from '@stoa/vendors/testing';
import type { TxCtx } from '@stoa/platform/context';
import { readState } from './read-state.js';

const german = () => aMarket({ code: 'de', countries: ['DE'], currency: 'EUR', locales: ['de', 'en'], defaultLocale: 'de', isDefault: true });
const finnish = () => aMarket({ code: 'fi', countries: ['FI'], currency: 'EUR', locales: ['fi'], defaultLocale: 'fi', isDefault: false });

async function aLiveListing(ctx: TxCtx, vendorStatus: 'active' | 'suspended' = 'active') {
  await liveTenant(ctx, { markets: [german(), finnish()] });
  const vendor = await savedVendor(ctx, vendorStatus === 'active' ? {} : { status: 'suspended', suspendedAt: ctx.now, reason: 'Trader file out of date.' });
  const variants = [aVariant({ prices: [{ currency: 'EUR', minor: 3900n }] }), aVariant({ sku: 'SMALL', prices: [{ currency: 'EUR', minor: 3400n }] })];
  const gates = [{ market: 'DE', kind: 'age' as const, params: { min_age: 18 }, rule: 'DE-1', cite: 'JuSchG 9', words: { de: 'Ab 18.' } }];
  const listing = await publishedListing(ctx, { vendorId: vendor.id, markets: ['de'], gates, content: { variants } });
  const warehouse = await savedWarehouse(ctx, { vendorId: vendor.id });
  await savedStock(ctx, warehouse, { [variants[0]!.id]: 2, [variants[1]!.id]: 1 });
  return { vendor, listing };
}

test('a listing is described once per language of each market that allows it, with its lowest price and what is left', () =>
  asTenant(async (ctx) => {
    const { vendor, listing } = await aLiveListing(ctx);
    const { documents } = await readState(ctx, listing.id);
    expect(documents.map((d) => [d.market, d.locale])).toEqual([['de', 'de'], ['de', 'en']]);
    expect(documents[0]?.card).toMatchObject({ listingId: listing.id, vendor: { handle: vendor.handle, name: vendor.name }, price: { minor: 3400n, currency: 'EUR' }, priceFrom: true, stock: 'low', availableLow: 3, flags: ['age_18'] });
    expect(documents[0]?.keywords).toContain('SMALL');
  }));

test('a suspended vendor has nothing in the shop', () =>
  asTenant(async (ctx) => {
    const { listing } = await aLiveListing(ctx, 'suspended');
    expect((await readState(ctx, listing.id)).documents).toEqual([]);
  }));

test('later states have higher versions', () =>
  asTenant(async (ctx) => {
    const { listing } = await aLiveListing(ctx);
    const [first, second] = [await readState(ctx, listing.id), await readState(ctx, listing.id)];
    expect(second.version).toBeGreaterThan(first.version);
  }));
