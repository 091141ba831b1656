import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { newId } from '@stoa/platform/ids';
import type { ListingId, VendorId } from '@stoa/events/catalog';
import { assertVendorSelling, getVendor, toHandle } from '@stoa/vendors';
import { assertSavable } from './assert-savable.js';
import type { Listing, ListingContent } from './listing.js';
import { insertListing, listHandlesLike } from './listing.repository.js';
import { saveVariants } from './variant.repository.js';

/** Drafts a listing for a vendor. Nobody but the vendor and the staff see it. */
export async function createListing(ctx: TxCtx, vendorId: VendorId, content: ListingContent): Promise<Listing> {
  assertVendorSelling(await getVendor(ctx, vendorId));
  await assertSavable(ctx, vendorId, content);
  const listing: Listing = {
    id: newId<ListingId>(), vendorId, handle: await freeHandle(ctx, content), status: 'draft', content, liveVersionId: null, versionNumber: 0,
    submittedAt: null, publishedAt: null, refusalReason: null, createdAt: ctx.now, updatedAt: ctx.now, version: 1,
  };
  await insertListing(ctx, listing);
  await saveVariants(ctx, listing);
  await audit(ctx, { action: 'catalog.listing_created', subject: { kind: 'listing', id: listing.id }, before: null, after: { vendorId, status: 'draft' } });
  return listing;
}

/** The address of a listing comes from its first title and stays: links must not break when words change. */
async function freeHandle(ctx: TxCtx, content: ListingContent): Promise<string> {
  const title = Object.values(content.title).find((text) => text.trim() !== '');
  const base = title === undefined ? 'listing' : toHandle(title);
  const taken = await listHandlesLike(ctx, base);
  if (!taken.has(base)) return base;
  let n = 2;
  while (taken.has(`${base}-${n}`)) n += 1;
  return `${base}-${n}`;
}
