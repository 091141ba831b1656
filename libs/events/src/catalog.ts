import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { VendorId } from './vendors.js';

export type { VendorId } from './vendors.js';
export type CategoryId = Id<'CategoryId'>;
export type ListingId = Id<'ListingId'>;
/** One published state of a listing. The row never changes; orders point to it. */
export type ListingVersionId = Id<'ListingVersionId'>;
export type VariantId = Id<'VariantId'>;
export type MediaId = Id<'MediaId'>;

/** A vendor handed a listing to the staff; the rule packs had nothing against it. */
export const listingSubmitted = defineEvent('catalog.listing_submitted', 1, z.object({ listingId: uuid<ListingId>(), vendorId: uuid<VendorId>() }));

/** A version of a listing went live. */
export const listingPublished = defineEvent(
  'catalog.listing_published',
  1,
  z.object({ listingId: uuid<ListingId>(), versionId: uuid<ListingVersionId>(), vendorId: uuid<VendorId>(), number: z.int() }),
);

/** Staff did not let a listing in, with a reason the vendor reads. */
export const listingRefused = defineEvent('catalog.listing_refused', 1, z.object({ listingId: uuid<ListingId>(), vendorId: uuid<VendorId>(), reason: z.string() }));

/** A live listing was taken out of the shop. */
export const listingUnlisted = defineEvent('catalog.listing_unlisted', 1, z.object({ listingId: uuid<ListingId>(), vendorId: uuid<VendorId>() }));
