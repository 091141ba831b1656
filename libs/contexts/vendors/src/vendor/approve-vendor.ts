import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { announce } from '@stoa/platform/events';
import { vendorApproved, type VendorId } from '@stoa/events/vendors';
import { inviteMember } from '@stoa/identity';
import { approve, gapsInTraderFile, type Vendor } from './vendor.js';
import { traderFileIncomplete } from './vendor.errors.js';
import { getVendor, updateVendor } from './vendor.repository.js';

/** Lets a vendor in, once its trader file is complete, and invites whoever applied as its first user. */
export async function approveVendor(ctx: TxCtx, id: VendorId): Promise<Vendor> {
  const found = await getVendor(ctx, id);
  const missing = gapsInTraderFile(found);
  if (missing.length > 0) throw traderFileIncomplete(missing);
  const vendor = await updateVendor(ctx, approve(found, ctx.now));
  await inviteMember(ctx, { email: vendor.applicantEmail, role: 'owner', kind: 'vendor', vendorId: vendor.id, placeName: vendor.name, locale: vendor.locale });
  await audit(ctx, { action: 'vendors.vendor_approved', subject: { kind: 'vendor', id }, before: { status: found.status }, after: { status: vendor.status } });
  await announce(ctx, vendorApproved, { vendorId: id });
  return vendor;
}
