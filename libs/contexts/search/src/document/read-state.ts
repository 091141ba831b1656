import { findVersion, getListing, getMediaByIds, listCategories } from '@stoa/catalog';
import type { ListingId } from '@stoa/events/catalog';
import { availability } from '@stoa/inventory';
import type { TxCtx } from '@stoa/platform/context';
import { listMarkets } from '@stoa/tenancy';
import { getVendor, isSelling } from '@stoa/vendors';
import type { ListingState } from './document.js';
import { drawVersion } from './document.repository.js';
import { describeListing } from './describe-listing.js';

/** What the index should know of a listing now. The version is drawn before anything is read: a state of a higher one has seen at least as much. */
export async function readState(ctx: TxCtx, listingId: ListingId): Promise<ListingState> {
  const version = await drawVersion(ctx);
  const listing = await getListing(ctx, listingId);
  const live = listing.liveVersionId === null ? null : await findVersion(ctx, listing.liveVersionId);
  const vendor = live && (await getVendor(ctx, live.vendorId));
  if (!live || !vendor || !isSelling(vendor)) return { listingId, version, documents: [] };
  const first = live.content.media[0]?.mediaId;
  const media = first ? (await getMediaByIds(ctx, [first])).get(first) ?? null : null;
  const documents = describeListing({
    listing, version: live, vendor, media,
    categories: await listCategories(ctx), markets: await listMarkets(ctx), available: await availability(ctx, live.content.variants.map((variant) => variant.id)),
  });
  return { listingId, version, documents };
}
