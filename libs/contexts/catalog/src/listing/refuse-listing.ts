import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { announce } from '@stoa/platform/events';
import { listingRefused, type ListingId } from '@stoa/events/catalog';
import { refuse, type Listing } from './listing.js';
import { getListing, updateListing } from './listing.repository.js';

/** Sends a submitted listing back with a reason. An earlier version stays live. */
export async function refuseListing(ctx: TxCtx, id: ListingId, reason: string): Promise<Listing> {
  const found = await getListing(ctx, id);
  const listing = await updateListing(ctx, refuse(found, reason));
  await audit(ctx, { action: 'catalog.listing_refused', subject: { kind: 'listing', id }, before: { status: found.status }, after: { status: listing.status }, reason });
  await announce(ctx, listingRefused, { listingId: id, vendorId: listing.vendorId, reason });
  return listing;
}
