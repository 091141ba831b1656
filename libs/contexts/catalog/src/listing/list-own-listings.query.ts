import type { TxCtx } from '@stoa/platform/context';
import type { ListingId, VendorId } from '@stoa/events/catalog';
import type { Listing } from './listing.js';
import { fromRow, type ListingRow } from './listing.repository.js';

/** A vendor's listings as their drafts stand, the oldest first: a file of them is the same every time. */
export async function listOwnListings(ctx: TxCtx, vendorId: VendorId, page: { after: ListingId | null; limit: number }): Promise<Listing[]> {
  const rows: ListingRow[] = await ctx.tx('catalog.listings').where('tenant_id', ctx.tenantId).where('vendor_id', vendorId)
    .modify((q) => void (page.after !== null && q.where('id', '>', page.after)))
    .orderBy('id').limit(page.limit);
  return rows.map(fromRow);
}

/** Those listings of a vendor that have one of these ids, or a variant in use with one of these SKUs. Others' are never among them. */
export async function findOwnListings(ctx: TxCtx, vendorId: VendorId, wanted: { ids: readonly ListingId[]; skus: readonly string[] }): Promise<Listing[]> {
  const holders: ListingId[] = await ctx.tx('catalog.variants').where('tenant_id', ctx.tenantId).where('vendor_id', vendorId).whereNull('retired_at').whereRaw('sku = any(?::text[])', [wanted.skus as string[]]).distinct().pluck('listing_id');
  const ids = [...new Set([...wanted.ids, ...holders])];
  if (ids.length === 0) return [];
  const rows: ListingRow[] = await ctx.tx('catalog.listings').where('tenant_id', ctx.tenantId).where('vendor_id', vendorId).whereRaw('id = any(?::uuid[])', [ids as string[]]);
  return rows.map(fromRow);
}
