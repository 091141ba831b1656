import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { announce } from '@stoa/platform/events';
import { listingUnlisted, type ListingId } from '@stoa/events/catalog';
import { mayEdit, unlist, type Listing } from './listing.js';
import { listingNotFound } from './listing.errors.js';
import { getListing, updateListing } from './listing.repository.js';
import { pointVariants } from './variant.repository.js';

/** Takes a listing out of the shop. Carts that hold it say so; orders keep the version they point to. */
export async function unlistListing(ctx: TxCtx, id: ListingId): Promise<Listing> {
  const found = await getListing(ctx, id);
  if (!mayEdit(ctx.actor, found)) throw listingNotFound();
  const listing = await updateListing(ctx, unlist(found));
  await pointVariants(ctx, id, null);
  await audit(ctx, {
    action: 'catalog.listing_unlisted', subject: { kind: 'listing', id },
    before: { status: found.status, liveVersionId: found.liveVersionId }, after: { status: listing.status, liveVersionId: null },
  });
  await announce(ctx, listingUnlisted, { listingId: id, vendorId: listing.vendorId });
  return listing;
}
