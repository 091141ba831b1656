import type { TxCtx } from '@stoa/platform/context';
import type { ListingId } from '@stoa/events/catalog';
import { type Listing, mayEdit } from './listing.js';
import { listingNotFound } from './listing.errors.js';
import { getListing } from './listing.repository.js';

/** A listing of the one who asks; for everybody else it does not exist. */
export async function getOwnListing(ctx: TxCtx, id: ListingId): Promise<Listing> {
  const listing = await getListing(ctx, id);
  if (!mayEdit(ctx.actor, listing)) throw listingNotFound();
  return listing;
}
