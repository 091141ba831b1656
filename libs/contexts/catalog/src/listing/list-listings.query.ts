import type { TxCtx } from '@stoa/platform/context';
import type { ListingId, VendorId } from '@stoa/events/catalog';
import type { Localized } from '../category/category.js';
import type { ListingContent, ListingStatus } from './listing.js';
import { liveContent, type ListingRow } from './listing.repository.js';

/** A listing as it stands in a list. */
export type ListingLine = {
  readonly id: ListingId; readonly vendorId: VendorId; readonly handle: string; readonly status: ListingStatus; readonly isLive: boolean; readonly content: ListingContent;
  readonly category: { path: string; names: Localized } | null; readonly version: number; readonly submittedAt: Date | null; readonly updatedAt: Date; readonly refusalReason: string | null;
};
export type ListingFilter = { vendorId: VendorId | null; status: ListingStatus | null; text: string | null; after: ListingId | null; limit: number };

/** Listings of a vendor, or of all, the newest first. `text` is looked for in titles and SKUs. */
export async function listListings(ctx: TxCtx, filter: ListingFilter): Promise<ListingLine[]> {
  const rows: (ListingRow & { path: string | null; names: Localized | null })[] = await ctx.tx('catalog.listings as l')
    .leftJoin('catalog.categories as c', (join) => join.on('c.tenant_id', 'l.tenant_id').on('c.id', 'l.category_id'))
    .where('l.tenant_id', ctx.tenantId)
    .modify((q) => {
      if (filter.vendorId) void q.where('l.vendor_id', filter.vendorId);
      if (filter.status) void q.where('l.status', filter.status);
      if (filter.after) void q.where('l.id', '<', filter.after);
      if (filter.text) {
        const like = `%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%`;
        void q.where((either) => void either.whereRaw(`l.content->>'title' ilike ?`, [like])
          .orWhereExists(ctx.tx('catalog.variants as v').select(ctx.tx.raw('1')).whereRaw('v.tenant_id = l.tenant_id and v.listing_id = l.id').where('v.tenant_id', ctx.tenantId).where('v.sku', 'ilike', like)));
      }
    })
    .orderBy('l.id', 'desc').limit(filter.limit).select('l.*', 'c.path', 'c.names');
  return rows.map((row) => ({
    id: row.id, vendorId: row.vendor_id, handle: row.handle, status: row.status, isLive: row.live_version_id !== null, content: liveContent(row.content),
    category: row.path === null || row.names === null ? null : { path: row.path, names: row.names }, version: row.version, submittedAt: row.status === 'submitted' ? row.submitted_at : null, updatedAt: row.updated_at, refusalReason: row.status === 'refused' ? row.refusal_reason : null,
  }));
}

/** How many listings wait for the staff. */
export async function countSubmitted(ctx: TxCtx): Promise<number> {
  const row = await ctx.tx('catalog.listings').where({ tenant_id: ctx.tenantId, status: 'submitted' }).count<{ count: bigint }[]>().first();
  return Number(row?.count ?? 0n);
}
