import { findLiveListing, getMediaByIds, listCategories, type Gate } from '@stoa/catalog';
import { availability, warehousesOfVendor } from '@stoa/inventory';
import type { TxCtx } from '@stoa/platform/context';
import { quoteShipping, type ShippingOption } from '@stoa/shipping';
import type { PackSet } from '@stoa/tax';
import type { Market } from '@stoa/tenancy';
import { getVendor, isSelling } from '@stoa/vendors';
import type { Card } from '../document/document.js';
import { searchWithin } from '../document/postgres-index.query.js';
import type { MediaUrl } from '../results/search.schemas.js';
import { listingNotHere } from './listing-page.errors.js';
import { toListingPage } from './listing-page.js';
import type { ListingPageView } from './listing-page.schemas.js';
import { placeOf, taxShown } from './tax-shown.js';

const RELATED = 4;

/** The page of a listing for shoppers of a market: what is live, what is left of it, its tax and its way to the door. What is not sold there is not there. */
export async function readListingPage(ctx: TxCtx, deps: { packs: PackSet; mediaUrl: MediaUrl }, asked: { handle: string; market: Market; locale: string }): Promise<ListingPageView> {
  const { market, locale } = asked;
  const found = await findLiveListing(ctx, asked.handle);
  if (!found) throw listingNotHere();
  const { listing, version } = found;
  const vendor = await getVendor(ctx, version.vendorId);
  if (!isSelling(vendor)) throw listingNotHere();
  const categories = await listCategories(ctx);
  const warehouse = (await warehousesOfVendor(ctx, vendor.id)).find((each) => each.active) ?? null;
  const [lightest] = [...version.content.variants].sort((a, b) => a.weightGrams - b.weightGrams);
  const delivery = warehouse === null ? [] : await waysTo(ctx, market, { vendorId: vendor.id, warehouses: [{ id: warehouse.id, country: warehouse.country, timeZone: warehouse.timeZone }], gates: version.judgement.markets[market.code]?.gates ?? [], weightGrams: lightest?.weightGrams ?? 0 });
  const priceMinor = version.content.variants.flatMap((variant) => variant.prices).find((price) => price.currency === market.currency)?.minor ?? 0n;
  const page = toListingPage({
    listing, version, vendor, categories, market, locale, delivery,
    media: await getMediaByIds(ctx, version.content.media.map((picture) => picture.mediaId)),
    available: await availability(ctx, version.content.variants.map((variant) => variant.id)),
    tax: await taxShown(ctx, deps, { vendor, market, warehouse, taxCategory: version.taxCategory, priceMinor, delivery }),
    related: await relatedTo(ctx, { market, locale, handle: listing.handle, category: categories.find((category) => category.id === version.categoryId)?.handle ?? '' }),
  }, deps.mediaUrl);
  if (page === null) throw listingNotHere();
  return page;
}

type Sent = { vendorId: Parameters<typeof quoteShipping>[1]['vendorId']; warehouses: Parameters<typeof quoteShipping>[1]['warehouses']; gates: readonly Gate[]; weightGrams: number };
const waysTo = (ctx: TxCtx, market: Market, parcel: Sent): Promise<ShippingOption[]> => quoteShipping(ctx, { ...parcel, currency: market.currency, shipTo: placeOf(market) });

/** The newest of the same shelf; what is sold out comes last. */
async function relatedTo(ctx: TxCtx, near: { market: Market; locale: string; handle: string; category: string }): Promise<Card[]> {
  const { cards } = await searchWithin(ctx, {
    market: near.market.code, locale: near.locale, currency: near.market.currency, text: '', categories: [near.category], vendors: [], priceMin: null, priceMax: null, attributes: {}, sort: 'relevance', limit: RELATED + 1, after: null,
  });
  return cards.filter((card) => card.handle !== near.handle).slice(0, RELATED);
}
