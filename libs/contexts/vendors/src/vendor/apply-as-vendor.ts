import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { vendorApplied, type VendorId } from '@stoa/events/vendors';
import { firstFree, toHandle, toSeriesPrefix, type Registration, type TraderAddress, type Vendor } from './vendor.js';
import { insertVendor, listTakenNames } from './vendor.repository.js';

/** What somebody who wants to sell tells of the business, and who shall be its first user. */
export type VendorApplication = {
  readonly name: string;
  readonly legalName: string;
  readonly address: TraderAddress;
  readonly registerNumber: string | null;
  readonly vatId: string | null;
  readonly registrations: readonly Registration[];
  readonly establishments: readonly string[];
  readonly smallBusiness: boolean;
  readonly oss: boolean;
  readonly email: string;
  readonly phone: string;
  readonly about: Readonly<Record<string, string>>;
  readonly markColour: string | null;
  readonly selfCertified: boolean;
  readonly idDocument: string | null;
  readonly applicantEmail: string;
  readonly locale: string;
};

/** Colours of a vendor's mark when it named none: dark enough for white letters on them. */
const MARKS = ['#48635a', '#5f4b66', '#7a4a32', '#35566f', '#6b5a1e', '#7d3b4a', '#3f5f46', '#4d4f7c'];

/** Files the application of a business that wants to sell here. Staff see it among the approvals. */
export async function applyAsVendor(ctx: TxCtx, application: VendorApplication): Promise<Vendor> {
  const id = newId<VendorId>();
  const handle = toHandle(application.name);
  const prefix = toSeriesPrefix(application.name);
  const taken = await listTakenNames(ctx, handle, prefix);
  const vendor: Vendor = {
    ...application,
    id,
    handle: firstFree(handle, taken.handles, (base, n) => `${base}-${n}`),
    seriesPrefix: firstFree(prefix, taken.prefixes, (base, n) => `${base}${n}`),
    status: 'applied',
    country: application.address.country,
    establishments: [...new Set([application.address.country, ...application.establishments])],
    crossBorderYtdMinor: 0n,
    markColour: application.markColour ?? MARKS[[...handle].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % MARKS.length]!,
    holdDaysOverride: null,
    reason: null,
    appliedAt: ctx.now,
    approvedAt: null,
    activatedAt: null,
    suspendedAt: null,
    version: 1,
  };
  await insertVendor(ctx, vendor);
  await announce(ctx, vendorApplied, { vendorId: id });
  return vendor;
}
