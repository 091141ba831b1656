import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import type { ListingId } from '@stoa/events/catalog';
import { assertSavable } from './assert-savable.js';
import { edit, mayEdit, type Listing, type ListingContent } from './listing.js';
import { listingChangedMeanwhile, listingNotFound } from './listing.errors.js';
import { getListing, updateListing } from './listing.repository.js';
import { saveVariants } from './variant.repository.js';

/** Changes the draft of a listing. What is live stays as it is until the change was submitted and approved. */
export async function editListing(ctx: TxCtx, id: ListingId, change: { expectedVersion: number; content: Partial<ListingContent> }): Promise<Listing> {
  const found = await getListing(ctx, id);
  if (!mayEdit(ctx.actor, found)) throw listingNotFound();
  if (found.version !== change.expectedVersion) throw listingChangedMeanwhile();
  const content = { ...found.content, ...change.content };
  await assertSavable(ctx, found.vendorId, content);
  const listing = await updateListing(ctx, edit(found, content, ctx.now));
  if (change.content.variants) await saveVariants(ctx, listing);
  await audit(ctx, {
    action: 'catalog.listing_edited', subject: { kind: 'listing', id },
    before: { status: found.status, version: found.version }, after: { status: listing.status, version: listing.version, changed: Object.keys(change.content) },
  });
  return listing;
}
