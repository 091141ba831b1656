import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { announce } from '@stoa/platform/events';
import { listingSubmitted, type ListingId } from '@stoa/events/catalog';
import { assertVendorSelling, getVendor } from '@stoa/vendors';
import { attributesFor } from './assert-savable.js';
import { goodsOf, judge, type JudgeDeps } from './judge.js';
import { mayEdit, submit, type Listing } from './listing.js';
import { listingNotFound, listingRefusedByRules } from './listing.errors.js';
import { getListing, updateListing } from './listing.repository.js';

/** Hands a complete draft to the staff, unless the rule packs of a market it shall be sold in forbid it. */
export async function submitListing(ctx: TxCtx, deps: JudgeDeps, id: ListingId): Promise<Listing> {
  const found = await getListing(ctx, id);
  if (!mayEdit(ctx.actor, found)) throw listingNotFound();
  const vendor = await getVendor(ctx, found.vendorId);
  assertVendorSelling(vendor);
  const submitted = submit(found, (await attributesFor(ctx, found.content)) ?? [], ctx.now);
  const judgement = await judge(ctx, deps, vendor, goodsOf(submitted.content));
  const refusals = Object.values(judgement.markets).flatMap((market) => market.refusals);
  if (refusals.length > 0) throw listingRefusedByRules(refusals);
  const listing = await updateListing(ctx, submitted);
  await audit(ctx, { action: 'catalog.listing_submitted', subject: { kind: 'listing', id }, before: { status: found.status }, after: { status: listing.status } });
  await announce(ctx, listingSubmitted, { listingId: id, vendorId: listing.vendorId });
  return listing;
}
