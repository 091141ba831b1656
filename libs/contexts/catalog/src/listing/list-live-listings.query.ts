import type { TxCtx } from '@stoa/platform/context';
import type { ListingId, VendorId } from '@stoa/events/catalog';

/** The ids of a vendor's listings that have a live version. */
export async function listLiveListingsOfVendor(ctx: TxCtx, vendorId: VendorId): Promise<ListingId[]> {
  const rows = await ctx.tx<{ tenant_id: string; id: ListingId; vendor_id: VendorId; live_version_id: string | null }>('catalog.listings')
    .where({ tenant_id: ctx.tenantId, vendor_id: vendorId }).whereNotNull('live_version_id').orderBy('id').select('id');
  return rows.map((row) => row.id);
}
