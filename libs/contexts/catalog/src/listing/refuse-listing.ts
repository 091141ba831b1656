import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { announce } from '@stoa/platform/events';
import { listingRefused, type ListingId } from '@stoa/events/catalog';
import { stateReasons } from '@stoa/compliance';
import { listMarkets } from '@stoa/tenancy';
import { refuse, type Listing } from './listing.js';
import { getListing, updateListing } from './listing.repository.js';

/** Sends a submitted listing back with a reason, stated as the law wants it (DSA art. 17). An earlier version stays live. */
export async function refuseListing(ctx: TxCtx, id: ListingId, reason: string): Promise<Listing> {
  const found = await getListing(ctx, id);
  const listing = await updateListing(ctx, refuse(found, reason));
  await audit(ctx, { action: 'catalog.listing_refused', subject: { kind: 'listing', id }, before: { status: found.status }, after: { status: listing.status }, reason });
  await stateReasons(ctx, {
    vendorId: listing.vendorId, subject: { kind: 'listing', id }, restriction: 'listing_refused', ground: 'terms', legalBasis: 'Terms of the marketplace', facts: reason,
    markets: (await listMarkets(ctx)).map((market) => market.code), automatedDetection: false, automatedDecision: false,
  });
  await announce(ctx, listingRefused, { listingId: id, vendorId: listing.vendorId, reason });
  return listing;
}
