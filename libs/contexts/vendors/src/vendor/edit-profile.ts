import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { announce } from '@stoa/platform/events';
import { vendorProfileChanged, type VendorId } from '@stoa/events/vendors';
import { mayActFor, type Vendor } from './vendor.js';
import { vendorChangedMeanwhile, vendorNotFound } from './vendor.errors.js';
import { getVendor, updateVendor } from './vendor.repository.js';

/** What a vendor may change about itself. Legal name, address and status are the staff's: they were checked. */
export type ProfileChange = Partial<Pick<Vendor, 'name' | 'about' | 'markColour' | 'email' | 'phone' | 'vatId' | 'registerNumber' | 'registrations' | 'smallBusiness' | 'oss' | 'idDocument' | 'selfCertified'>>;

/** Changes how a vendor shows and what its trader file says. */
export async function editProfile(ctx: TxCtx, id: VendorId, change: ProfileChange & { expectedVersion: number }): Promise<Vendor> {
  const found = await getVendor(ctx, id);
  if (!mayActFor(ctx.actor, id)) throw vendorNotFound();
  if (found.version !== change.expectedVersion) throw vendorChangedMeanwhile();
  const { expectedVersion: _version, ...fields } = change;
  const vendor = await updateVendor(ctx, { ...found, ...fields });
  const changed = Object.keys(fields);
  await audit(ctx, { action: 'vendors.profile_changed', subject: { kind: 'vendor', id }, before: { version: found.version }, after: { version: vendor.version, changed } });
  await announce(ctx, vendorProfileChanged, { vendorId: id, name: vendor.name });
  return vendor;
}
