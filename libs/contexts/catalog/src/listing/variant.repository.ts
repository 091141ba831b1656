import type { TxCtx } from '@stoa/platform/context';
import type { ListingId, ListingVersionId, VariantId, VendorId } from '@stoa/events/catalog';
import { skuTaken } from './listing.errors.js';
import type { Listing } from './listing.js';

type Row = { tenant_id: string; id: VariantId; listing_id: ListingId; vendor_id: VendorId; sku: string; gtin: string | null; live_version_id: ListingVersionId | null; retired_at: Date | null };

const variants = (ctx: TxCtx) => ctx.tx<Row>('catalog.variants').where('tenant_id', ctx.tenantId);

/** Makes the rows of a listing's variants what its draft says. A variant that left the draft is retired, so that its SKU is free again; it keeps its live version until the next is published. */
export async function saveVariants(ctx: TxCtx, listing: Listing): Promise<void> {
  const { id: listingId, vendorId, content } = listing;
  const kept = content.variants.map((variant) => variant.id);
  await variants(ctx).where({ listing_id: listingId }).whereNotIn('id', kept).whereNull('retired_at').update({ retired_at: ctx.now });
  if (kept.length === 0) return;
  // Two variants of one listing may swap their SKUs: all step aside before any takes its new one.
  await variants(ctx).where({ listing_id: listingId }).whereIn('id', kept).update({ retired_at: ctx.now });
  const taken = await variants(ctx).where({ vendor_id: vendorId }).whereNull('retired_at').whereIn('sku', content.variants.map((variant) => variant.sku)).select('sku');
  if (taken.length > 0) throw skuTaken(taken.map((row) => row.sku));
  const { rows } = await ctx.tx.raw<{ rows: { id: VariantId }[] }>(
    `insert into catalog.variants (tenant_id, id, listing_id, vendor_id, sku, gtin)
     select ?, v.id, ?, ?, v.sku, v.gtin from unnest(?::uuid[], ?::text[], ?::text[]) as v (id, sku, gtin)
     on conflict (tenant_id, id) do update set sku = excluded.sku, gtin = excluded.gtin, retired_at = null
       where catalog.variants.listing_id = excluded.listing_id
     returning id`,
    [ctx.tenantId, listingId, vendorId, kept, content.variants.map((variant) => variant.sku), content.variants.map((variant) => variant.gtin) as string[]],
  );
  if (rows.length < kept.length) throw skuTaken(content.variants.filter((variant) => !rows.some((row) => row.id === variant.id)).map((variant) => variant.sku));
}

/** Points a listing's variants at the version that is live now; those it does not hold, and all of them for null, are no longer for sale. */
export async function pointVariants(ctx: TxCtx, listingId: ListingId, live: { versionId: ListingVersionId; variantIds: readonly VariantId[] } | null): Promise<void> {
  await ctx.tx.raw(
    `update catalog.variants set live_version_id = case when id = any(?::uuid[]) then ?::uuid end where tenant_id = ? and listing_id = ?`,
    [[...(live?.variantIds ?? [])], live?.versionId ?? null, ctx.tenantId, listingId] as string[],
  );
}

/** Whose variants these are; unknown ones are missing from the map. */
export async function getVariantOwners(ctx: TxCtx, ids: readonly VariantId[]): Promise<Map<VariantId, { listingId: ListingId; vendorId: VendorId; sku: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await variants(ctx).whereIn('id', [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, { listingId: row.listing_id, vendorId: row.vendor_id, sku: row.sku }]));
}
