import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import type { VendorId } from '@stoa/events/vendors';
import { activate } from './vendor.js';
import { getVendor, updateVendor } from './vendor.repository.js';

/** Marks an approved vendor as fully set up. One that is active already, or suspended meanwhile, stays what it is. */
export async function activateVendor(ctx: TxCtx, id: VendorId): Promise<void> {
  const found = await getVendor(ctx, id);
  if (found.status !== 'approved') return;
  await updateVendor(ctx, activate(found, ctx.now));
  await audit(ctx, { action: 'vendors.vendor_activated', subject: { kind: 'vendor', id }, before: { status: found.status }, after: { status: 'active' } });
}
