import type { TxCtx } from '@stoa/platform/context';
import type { CategoryId, ListingId, ListingVersionId, VendorId } from '@stoa/events/catalog';
import type { Judgement } from './judgement.js';
import { optionText, type ListingContent } from './listing.js';
import { liveContent, storedContent, storedPrices, type StoredContent } from './listing.repository.js';

/** A published state of a listing. It never changes: orders point to it. */
export type ListingVersion = {
  readonly id: ListingVersionId;
  readonly listingId: ListingId;
  readonly number: number;
  readonly vendorId: VendorId;
  readonly categoryId: CategoryId;
  readonly taxCategory: string;
  readonly content: ListingContent;
  readonly judgement: Judgement;
  readonly publishedAt: Date;
  readonly approvedBy: string;
};

type Row = {
  tenant_id: string; id: ListingVersionId; listing_id: ListingId; number: number; vendor_id: VendorId; category_id: CategoryId; tax_category: string;
  content: StoredContent; judgement: Judgement; published_at: Date; approved_by: string;
};

const versions = (ctx: TxCtx) => ctx.tx<Row>('catalog.listing_versions').where('tenant_id', ctx.tenantId);

export async function insertVersion(ctx: TxCtx, version: ListingVersion): Promise<void> {
  await ctx.tx('catalog.listing_versions').insert({
    tenant_id: ctx.tenantId, id: version.id, listing_id: version.listingId, number: version.number, vendor_id: version.vendorId, category_id: version.categoryId,
    tax_category: version.taxCategory, content: JSON.stringify(storedContent(version.content)), judgement: JSON.stringify(version.judgement),
    published_at: version.publishedAt, approved_by: version.approvedBy,
  });
  await ctx.tx('catalog.version_variants').insert(
    version.content.variants.map((variant, position) => ({
      tenant_id: ctx.tenantId, version_id: version.id, variant_id: variant.id, position, sku: variant.sku, gtin: variant.gtin,
      options: JSON.stringify(variant.options), option_text: JSON.stringify(optionText(version.content.options, variant)),
      prices: JSON.stringify(storedPrices(variant.prices)), weight_grams: variant.weightGrams,
    })),
  );
}

export async function findVersion(ctx: TxCtx, id: ListingVersionId): Promise<ListingVersion | null> {
  const row = await versions(ctx).where({ id }).first();
  return row ? fromRow(row) : null;
}

/** Every version of a listing, the newest first. */
export async function listVersions(ctx: TxCtx, listingId: ListingId): Promise<ListingVersion[]> {
  const rows = await versions(ctx).where({ listing_id: listingId }).orderBy('number', 'desc');
  return rows.map(fromRow);
}

const fromRow = (row: Row): ListingVersion => ({
  id: row.id, listingId: row.listing_id, number: row.number, vendorId: row.vendor_id, categoryId: row.category_id, taxCategory: row.tax_category,
  content: liveContent(row.content), judgement: row.judgement, publishedAt: row.published_at, approvedBy: row.approved_by,
});
