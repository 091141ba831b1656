import type { z } from 'zod';
import type { TxCtx } from '@stoa/platform/context';
import type { ListingId } from '@stoa/events/catalog';
import { getVendor } from '@stoa/vendors';
import { listCategories } from '../category/category.repository.js';
import { getMediaByIds } from '../media/media.repository.js';
import { getOwnListing } from './get-own-listing.js';
import { goodsOf, judge, type JudgeDeps } from './judge.js';
import type { Listing } from './listing.js';
import { getListing } from './listing.repository.js';
import { changesOf, type changeView, type listingView, toListingView } from './listing.views.js';
import { listVersions } from './version.repository.js';

/** A listing's page in the editor: draft, pictures, versions, and what the rule packs say of the draft today. */
export async function describeListing(ctx: TxCtx, deps: JudgeDeps, listing: Listing): Promise<z.input<typeof listingView>> {
  return (await describe(ctx, deps, listing)).draft;
}

/** The same for the one who may edit it; for everybody else it does not exist. */
export async function describeOwnListing(ctx: TxCtx, deps: JudgeDeps, id: ListingId): Promise<z.input<typeof listingView>> {
  return describeListing(ctx, deps, await getOwnListing(ctx, id));
}

/** For who reviews it: the draft, and field by field what it changes of the version that is live. */
export async function describeForReview(ctx: TxCtx, deps: JudgeDeps, id: ListingId): Promise<{ listing: z.input<typeof listingView>; changes: z.input<typeof changeView>[] }> {
  const { draft, live } = await describe(ctx, deps, await getListing(ctx, id));
  return { listing: draft, changes: changesOf(live, draft) };
}

async function describe(ctx: TxCtx, deps: JudgeDeps, listing: Listing) {
  const vendor = await getVendor(ctx, listing.vendorId);
  const versions = await listVersions(ctx, listing.id);
  const liveVersion = versions.find((version) => version.id === listing.liveVersionId) ?? null;
  const pictures = [...listing.content.media, ...(liveVersion?.content.media ?? [])].map((picture) => picture.mediaId);
  const around = {
    tenantId: ctx.tenantId, vendor, versions, categories: await listCategories(ctx), media: await getMediaByIds(ctx, pictures), judgement: await judge(ctx, deps, vendor, goodsOf(listing.content)),
  };
  const live = liveVersion && toListingView({ ...listing, content: liveVersion.content }, { ...around, judgement: liveVersion.judgement });
  return { draft: toListingView(listing, around), live };
}
