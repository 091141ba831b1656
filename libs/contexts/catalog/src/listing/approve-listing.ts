import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { invariant } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { listingPublished, type ListingId, type ListingVersionId } from '@stoa/events/catalog';
import { assertVendorSelling, getVendor } from '@stoa/vendors';
import { getCategory } from '../category/category.repository.js';
import { goodsOf, judge, type JudgeDeps } from './judge.js';
import { approve, type Listing } from './listing.js';
import { listingRefusedByRules } from './listing.errors.js';
import { getListing, updateListing } from './listing.repository.js';
import { pointVariants } from './variant.repository.js';
import { insertVersion } from './version.repository.js';

/** Lets a submitted listing into the shop: freezes it as a new version that never changes, and makes that the live one. The rules are asked again, by today's packs. */
export async function approveListing(ctx: TxCtx, deps: JudgeDeps, id: ListingId): Promise<Listing> {
  const found = await getListing(ctx, id);
  const versionId = newId<ListingVersionId>();
  const approved = approve(found, versionId, ctx.now);
  const vendor = await getVendor(ctx, found.vendorId);
  assertVendorSelling(vendor);
  const { content } = approved;
  invariant(content.categoryId !== null, 'a submitted listing has a category');
  const judgement = await judge(ctx, deps, vendor, goodsOf(content));
  const refusals = Object.values(judgement.markets).flatMap((market) => market.refusals);
  if (refusals.length > 0) throw listingRefusedByRules(refusals);
  const category = await getCategory(ctx, content.categoryId);
  await insertVersion(ctx, {
    id: versionId, listingId: id, number: approved.versionNumber, vendorId: found.vendorId, categoryId: category.id,
    taxCategory: content.taxCategory ?? category.taxCategory, content, judgement, publishedAt: ctx.now, approvedBy: ctx.actor.id,
  });
  const listing = await updateListing(ctx, approved);
  await pointVariants(ctx, id, { versionId, variantIds: content.variants.map((variant) => variant.id) });
  await audit(ctx, {
    action: 'catalog.listing_published', subject: { kind: 'listing', id },
    before: { status: found.status, liveVersionId: found.liveVersionId }, after: { status: listing.status, liveVersionId: versionId, number: listing.versionNumber },
  });
  await announce(ctx, listingPublished, { listingId: id, versionId, vendorId: listing.vendorId, number: listing.versionNumber });
  return listing;
}
