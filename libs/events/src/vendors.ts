import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';

export type VendorId = Id<'VendorId'>;

/** Somebody asked to sell in this marketplace; staff have to look at it. */
export const vendorApplied = defineEvent('vendors.vendor_applied', 1, z.object({ vendorId: uuid<VendorId>() }));

/** Staff let a vendor in. The vendor's first user is invited by the same verb. */
export const vendorApproved = defineEvent('vendors.vendor_approved', 1, z.object({ vendorId: uuid<VendorId>() }));

/** Staff turned an application down, with a reason the applicant reads. */
export const vendorRejected = defineEvent('vendors.vendor_rejected', 1, z.object({ vendorId: uuid<VendorId>(), reason: z.string() }));

/** A vendor may not sell for now: its listings vanish from the shop, its running orders go on. */
export const vendorSuspended = defineEvent('vendors.vendor_suspended', 1, z.object({ vendorId: uuid<VendorId>(), reason: z.string() }));

/** A suspension ended: what was live is live again. */
export const vendorReinstated = defineEvent('vendors.vendor_reinstated', 1, z.object({ vendorId: uuid<VendorId>() }));

/** Name, trader details or words of a vendor changed: whoever keeps a copy of its name reads it anew. */
export const vendorProfileChanged = defineEvent('vendors.vendor_profile_changed', 1, z.object({ vendorId: uuid<VendorId>(), name: z.string() }));
