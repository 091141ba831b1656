import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { announce } from '@stoa/platform/events';
import { vendorRejected, type VendorId } from '@stoa/events/vendors';
import { stateReasons } from '@stoa/compliance';
import { reject, type Vendor } from './vendor.js';
import { getVendor, updateVendor } from './vendor.repository.js';

/** Turns an application down. The reason is what the applicant gets to read. */
export async function rejectVendor(ctx: TxCtx, id: VendorId, reason: string): Promise<Vendor> {
  const found = await getVendor(ctx, id);
  const vendor = await updateVendor(ctx, reject(found, reason));
  await audit(ctx, { action: 'vendors.vendor_rejected', subject: { kind: 'vendor', id }, before: { status: found.status }, after: { status: vendor.status }, reason });
  await stateReasons(ctx, {
    vendorId: id, subject: { kind: 'vendor', id }, restriction: 'vendor_rejected', ground: 'terms', legalBasis: 'Terms of the marketplace', facts: reason,
    markets: [], automatedDetection: false, automatedDecision: false,
  });
  await announce(ctx, vendorRejected, { vendorId: id, reason });
  return vendor;
}
