import type { TxCtx } from '@stoa/platform/context';
import type { VendorId } from '@stoa/events/vendors';
import type { Vendor, VendorStatus } from './vendor.js';
import { fromRow, type VendorRow } from './vendor.repository.js';

/** The vendors of the marketplace, the newest application first. */
export async function listVendors(ctx: TxCtx, wanted: { status: VendorStatus | null; after: VendorId | null; limit: number }): Promise<Vendor[]> {
  const rows: VendorRow[] = await ctx.tx<VendorRow>('vendors.vendors').where('tenant_id', ctx.tenantId)
    .modify((q) => {
      if (wanted.status) void q.where('status', wanted.status);
      if (wanted.after) void q.where('id', '<', wanted.after);
    })
    .orderBy('id', 'desc').limit(wanted.limit);
  return rows.map(fromRow);
}
