import { findVersion, getMediaByIds, listCategories, liveListingAsked, type Category, type ListingVersion, type LiveListing, type Media } from '@stoa/catalog';
import type { MediaId } from '@stoa/events/catalog';
import { availability, availableAsked, warehousesOfVendor, type Available, type Warehouse } from '@stoa/inventory';
import type { Cache } from '@stoa/platform/cache';
import type { Ctx, TenantId, TxCtx } from '@stoa/platform/context';
import { readRatesTo, shippingOptions, type ShippingOption, type ShippingRate } from '@stoa/shipping';
import type { PackSet } from '@stoa/tax';
import type { Market } from '@stoa/tenancy';
import { getVendor, isSelling, type Vendor } from '@stoa/vendors';
import { LRUCache } from 'lru-cache';
import type { Card } from '../document/document.js';
import type { SearchIndex } from '../document/search-index.js';
import type { MediaUrl } from '../results/search.schemas.js';
import { shopTag } from '../results/shop-tag.js';
import { listingNotHere } from './listing-page.errors.js';
import { toListingPage } from './listing-page.js';
import type { ListingPageView } from './listing-page.schemas.js';
import { placeOf, rateShown } from './tax-shown.js';

/** Who reads: the questions that need no transaction, and transactions for the rest. */
export type Reader = Pick<Ctx, 'tenantId' | 'now' | 'ask' | 'askAll' | 'inRead'>;
export type PageDeps = { readonly packs: PackSet; readonly mediaUrl: (tenantId: TenantId) => MediaUrl; readonly cache: Cache; readonly shelves: SearchIndex };
export type PageAsked = { readonly handle: string; readonly market: Market; readonly locale: string };
export type PageReader = (ctx: Reader, asked: PageAsked) => Promise<ListingPageView>;

const RELATED = 4;
/** How long what changes seldom is believed: vendor, shelves, ways to send, the tax rate, what stands beside. A page made of it is kept as long once more, so that nothing on it is older than two seconds. */
export const GROUNDS_MS = 1_000;
const MOST_VERSIONS = 500;

/** A version and its pictures: neither changes ever. */
type Known = { readonly version: ListingVersion; readonly media: ReadonlyMap<MediaId, Media> };
type Seller = { readonly vendor: Vendor; readonly warehouse: Warehouse | null; readonly rates: readonly ShippingRate[]; readonly categories: readonly Category[] };

/** Reads the pages of listings for shoppers of a market: what is live, what is left of it, its tax and its way to the door. What is not sold there is not there.
 *  What is live and what is left is asked each time, in one statement; versions are kept, as they never change. */
export function openPageReader(deps: PageDeps): PageReader {
  const versions = new LRUCache<string, Known>({ max: MOST_VERSIONS });
  const near = nearFacts(deps);

  /** The live version of a handle, and what is left of it. */
  const read = async (ctx: Reader, handle: string): Promise<Known & { available: Available }> => {
    const name = `${ctx.tenantId} ${handle}`;
    const known = versions.get(name);
    const [live, available] = (await ctx.askAll([liveListingAsked(handle), availableAsked(known ? variantsOf(known.version) : [])])) as [LiveListing, Available];
    if (!live) throw listingNotHere();
    if (known?.version.id === live.versionId) return { ...known, available };
    return ctx.inRead(async (tx) => {
      const version = await findVersion(tx, live.versionId);
      if (!version) throw listingNotHere();
      const fresh = { version, media: await getMediaByIds(tx, version.content.media.map((picture) => picture.mediaId)) };
      versions.set(name, fresh);
      return { ...fresh, available: Object.fromEntries(await availability(tx, variantsOf(version))) as Available };
    });
  };
  return async (ctx, { handle, market, locale }) => {
    const { version, media, available } = await read(ctx, handle);
    const seller = await near.seller(ctx, version.vendorId, market);
    if (!isSelling(seller.vendor)) throw listingNotHere();
    const delivery = waysTo(ctx, market, seller, version);
    const priceMinor = version.content.variants.flatMap((variant) => variant.prices).find((price) => price.currency === market.currency)?.minor ?? 0n;
    const shippingFrom = delivery[0]?.price ?? null;
    const page = toListingPage({
      listing: { id: version.listingId, handle }, version, vendor: seller.vendor, categories: seller.categories, market, locale, delivery, media,
      available: new Map(version.content.variants.map(({ id }) => [id, available[id] ?? 0])),
      tax: market.priceMode === 'excl' ? { mode: 'excl', shippingFrom } : { mode: 'incl', shippingFrom, ratePct: await near.rate(ctx, { ...seller, market, taxCategory: version.taxCategory, path: pathOf(version, seller), priceMinor }) },
      related: await near.related(ctx, { market, locale, handle, category: seller.categories.find((category) => category.id === version.categoryId)?.handle ?? '' }),
    }, deps.mediaUrl(ctx.tenantId));
    if (page === null) throw listingNotHere();
    return page;
  };
}

/** Where the marketplace's own tax categories find it; a listing that names one itself is not looked for. */
const pathOf = ({ content, categoryId }: ListingVersion, { categories }: Seller): string | null => (content.taxCategory === null ? (categories.find(({ id }) => id === categoryId)?.path ?? null) : null);

const variantsOf = (version: ListingVersion) => version.content.variants.map((variant) => variant.id);

function waysTo({ now }: Reader, market: Market, { vendor, warehouse, rates }: Seller, { content, judgement }: ListingVersion): readonly ShippingOption[] {
  if (warehouse === null) return [];
  const weightGrams = Math.min(...content.variants.map((variant) => variant.weightGrams));
  const parcel = { vendorId: vendor.id, warehouses: [{ id: warehouse.id, country: warehouse.country, timeZone: warehouse.timeZone }], gates: judgement.markets[market.code]?.gates ?? [], weightGrams: Number.isFinite(weightGrams) ? weightGrams : 0 };
  return shippingOptions(rates, [parcel], { shipTo: placeOf(market), now }).get(vendor.id) ?? [];
}

/** What pages have in common with others of the same vendor, market and shelf, kept for a moment and dropped at once when goods, stock or a vendor change. */
function nearFacts({ cache, packs, shelves }: PageDeps) {
  const kept = <T extends object>(ctx: Reader, name: readonly unknown[], load: () => Promise<T>): Promise<T> =>
    cache.read(`${ctx.tenantId}:page:${JSON.stringify(name)}`, { ttlMs: GROUNDS_MS, tags: [shopTag(ctx.tenantId)] }, load);
  return {
    seller: (ctx: Reader, vendorId: Vendor['id'], market: Market): Promise<Seller> => kept(ctx, ['seller', vendorId, market.code], () => ctx.inRead(async (tx: TxCtx) => {
      const vendor = await getVendor(tx, vendorId);
      const warehouse = (await warehousesOfVendor(tx, vendorId)).find((each) => each.active) ?? null;
      const rates = await readRatesTo(tx, [vendorId], { currency: market.currency, country: placeOf(market).country });
      return { vendor, warehouse, rates, categories: await listCategories(tx) };
    })),
    rate: async (ctx: Reader, priced: Parameters<typeof rateShown>[2]): Promise<string | null> =>
      (await kept(ctx, ['rate', priced.vendor.id, priced.market.code, priced.taxCategory, priced.path, String(priced.priceMinor)], async () => ({ pct: await ctx.inRead((tx) => rateShown(tx, { packs }, priced)) }))).pct,
    /** The newest of the same shelf; what is sold out comes last. */
    related: async (ctx: Reader, { market, locale, handle, category }: { market: Market; locale: string; handle: string; category: string }): Promise<Card[]> => {
      const { cards } = await kept(ctx, ['related', market.code, locale, category], async () => ({ cards: (await shelves.search(ctx, {
        market: market.code, locale, currency: market.currency, text: '', categories: [category], vendors: [], priceMin: null, priceMax: null, attributes: {}, sort: 'relevance', limit: RELATED + 1, after: null,
      })).cards }));
      return cards.filter((card) => card.handle !== handle).slice(0, RELATED);
    },
  };
}
