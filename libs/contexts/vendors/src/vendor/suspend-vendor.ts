import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { announce } from '@stoa/platform/events';
import { vendorReinstated, vendorSuspended, type VendorId } from '@stoa/events/vendors';
import { stateReasons } from '@stoa/compliance';
import { reinstate, suspend, type Vendor } from './vendor.js';
import { getVendor, updateVendor } from './vendor.repository.js';

/** Stops a vendor's selling. Orders already placed go on; nothing new is sold until it is reinstated. */
export async function suspendVendor(ctx: TxCtx, id: VendorId, reason: string): Promise<Vendor> {
  const found = await getVendor(ctx, id);
  const vendor = await updateVendor(ctx, suspend(found, reason, ctx.now));
  await audit(ctx, { action: 'vendors.vendor_suspended', subject: { kind: 'vendor', id }, before: { status: found.status }, after: { status: vendor.status }, reason });
  await stateReasons(ctx, {
    vendorId: id, subject: { kind: 'vendor', id }, restriction: 'vendor_suspended', ground: 'terms', legalBasis: 'Terms of the marketplace', facts: reason,
    markets: [], automatedDetection: false, automatedDecision: false,
  });
  await announce(ctx, vendorSuspended, { vendorId: id, reason });
  return vendor;
}

/** Ends a suspension: what was live before is live again. */
export async function reinstateVendor(ctx: TxCtx, id: VendorId): Promise<Vendor> {
  const found = await getVendor(ctx, id);
  const vendor = await updateVendor(ctx, reinstate(found));
  await audit(ctx, { action: 'vendors.vendor_reinstated', subject: { kind: 'vendor', id }, before: { status: found.status }, after: { status: vendor.status } });
  await announce(ctx, vendorReinstated, { vendorId: id });
  return vendor;
}
