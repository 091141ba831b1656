import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { CategoryId, ListingId, ListingVersionId, MediaId, VariantId, VendorId } from '@stoa/events/catalog';
import type { Category } from './category/category.js';
import { insertCategories, listCategories } from './category/category.repository.js';
import type { Gate, Judgement } from './listing/judgement.js';
import type { Listing, ListingContent, Variant } from './listing/listing.js';
import { insertListing } from './listing/listing.repository.js';
import { pointVariants, saveVariants } from './listing/variant.repository.js';
import { insertVersion, listVersions } from './listing/version.repository.js';
import type { Media } from './media/media.js';
import { insertMedia } from './media/media.repository.js';

/** Ceramics, which asks for a material. */
export const aCategory = (change: Partial<Category> = {}): Category => ({
  id: newId<CategoryId>(), parentId: null, handle: 'ceramics', path: 'ceramics', names: { de: 'Keramik', en: 'Ceramics' }, taxCategory: 'goods.general', position: 0,
  attributes: [
    { code: 'material', names: { de: 'Material', en: 'Material' }, type: 'select', required: true, filterable: true, unit: null, values: [{ code: 'stoneware', names: { de: 'Steinzeug', en: 'Stoneware' } }, { code: 'porcelain', names: { de: 'Porzellan', en: 'Porcelain' } }] },
  ],
  ...change,
});

/** The category of this path, planted if the marketplace has no tree yet. */
export async function savedCategory(ctx: TxCtx, change: Partial<Category> = {}): Promise<Category> {
  const category = aCategory(change);
  const known = (await listCategories(ctx)).find((other) => other.path === category.path);
  if (known) return known;
  await insertCategories(ctx, [category]);
  return category;
}

export const aVariant = (change: Partial<Variant> = {}): Variant => {
  const id = change.id ?? newId<VariantId>();
  return { id, sku: `SKU-${id.slice(-8)}`, gtin: null, options: {}, prices: [{ currency: 'EUR', minor: 3400n }, { currency: 'USD', minor: 3900n }], weightGrams: 400, ...change };
};

/** A mug in one size. */
export const someContent = (change: Partial<ListingContent> = {}): ListingContent => ({
  title: { de: 'Becher „Usva“', en: 'Mug “Usva”' }, description: { de: 'Auf der Scheibe gedreht.', en: 'Thrown on the wheel.' }, categoryId: null, taxCategory: null,
  attributes: { material: 'stoneware' }, media: [], options: [], variants: [aVariant()],
  madeByVendor: true, manufacturer: null,
  responsiblePerson: null, warnings: {}, excludedMarkets: [], ...change,
});

export async function savedMedia(ctx: TxCtx, vendorId: VendorId, fileName: string | null = null): Promise<Media> {
  const media: Media = { id: newId<MediaId>(), vendorId, sha256: '0'.repeat(64), width: 800, height: 1000, sizeBytes: 48_000, fileName, createdAt: ctx.now };
  await insertMedia(ctx, media);
  return media;
}

/** A complete draft of a vendor: category, picture, one variant. */
export async function savedListing(ctx: TxCtx, change: Partial<Omit<Listing, 'content'>> & { content?: Partial<ListingContent> } = {}): Promise<Listing> {
  const { content: changed, ...rest } = change;
  const vendorId = rest.vendorId ?? newId<VendorId>();
  const id = rest.id ?? newId<ListingId>();
  const content = someContent({
    categoryId: (await savedCategory(ctx)).id, media: [{ mediaId: (await savedMedia(ctx, vendorId)).id, alt: { de: 'Becher mit grüner Glasur', en: 'Mug with a green glaze' } }], ...changed,
  });
  const listing: Listing = {
    id, vendorId, handle: `becher-usva-${id.slice(-8)}`, status: 'draft', content, liveVersionId: null, versionNumber: 0, submittedAt: null, publishedAt: null,
    refusalReason: null, createdAt: ctx.now, updatedAt: ctx.now, version: 1, ...rest,
  };
  await insertListing(ctx, listing);
  await saveVariants(ctx, listing);
  return listing;
}

/** The same listing at another price: the next version, live from now on. */
export async function repricedListing(ctx: TxCtx, listing: Listing, price: { currency: string; minor: bigint }): Promise<void> {
  const [live] = await listVersions(ctx, listing.id);
  const next = { ...live!, id: newId<ListingVersionId>(), number: live!.number + 1, content: { ...live!.content, variants: live!.content.variants.map((variant) => ({ ...variant, prices: [price] })) } };
  await insertVersion(ctx, next);
  await ctx.tx('catalog.listings').where({ tenant_id: ctx.tenantId, id: listing.id }).update({ live_version_id: next.id });
  await pointVariants(ctx, listing.id, { versionId: next.id, variantIds: next.content.variants.map((variant) => variant.id) });
}

/** A live listing, allowed in the markets of these codes (German and Finnish, Californian and Coloradan ones by default) under these gates. */
export async function publishedListing(
  ctx: TxCtx,
  change: Parameters<typeof savedListing>[1] & { markets?: readonly string[]; gates?: readonly Gate[]; taxCategory?: string } = {},
): Promise<Listing> {
  const { markets = ['de', 'fi', 'ca', 'co', 'us', 'us-ca', 'us-co', 'eu', 'main'], gates = [], taxCategory = 'goods.general', ...rest } = change;
  const versionId = newId<ListingVersionId>();
  const listing = await savedListing(ctx, { status: 'published', liveVersionId: versionId, versionNumber: 1, publishedAt: ctx.now, ...rest });
  const judgement: Judgement = { markets: Object.fromEntries(markets.map((code) => [code, { outcome: 'allowed', refusals: [], gates }])), packs: [] };
  await insertVersion(ctx, {
    id: versionId, listingId: listing.id, number: 1, vendorId: listing.vendorId, categoryId: listing.content.categoryId!, taxCategory: listing.content.taxCategory ?? taxCategory,
    content: listing.content, judgement, publishedAt: ctx.now, approvedBy: ctx.actor.id,
  });
  await pointVariants(ctx, listing.id, { versionId, variantIds: listing.content.variants.map((variant) => variant.id) });
  return listing;
}
