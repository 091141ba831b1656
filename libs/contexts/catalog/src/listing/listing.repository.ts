import type { TxCtx } from '@stoa/platform/context';
import type { CategoryId, ListingId, ListingVersionId, VendorId } from '@stoa/events/catalog';
import { listingChangedMeanwhile, listingNotFound } from './listing.errors.js';
import type { Listing, ListingContent, ListingStatus, Price, Variant } from './listing.js';

type StoredPrice = { currency: string; minor: number };
/** A listing's content as JSON: a bigint has none, so minor units are written as integers. */
export type StoredContent = Omit<ListingContent, 'variants'> & { variants: (Omit<Variant, 'prices'> & { prices: StoredPrice[] })[] };

export type ListingRow = {
  tenant_id: string; id: ListingId; vendor_id: VendorId; handle: string; status: ListingStatus; content: StoredContent; category_id: CategoryId | null;
  live_version_id: ListingVersionId | null; version_number: number; submitted_at: Date | null; published_at: Date | null; refusal_reason: string | null;
  created_at: Date; updated_at: Date; version: number;
};

const listings = (ctx: TxCtx) => ctx.tx<ListingRow>('catalog.listings').where('tenant_id', ctx.tenantId);

export async function getListing(ctx: TxCtx, id: ListingId): Promise<Listing> {
  const row = await listings(ctx).where({ id }).first();
  if (!row) throw listingNotFound();
  return fromRow(row);
}

/** Handles that begin like this one: what a new listing's may not be. */
export async function listHandlesLike(ctx: TxCtx, handle: string): Promise<Set<string>> {
  const rows = await listings(ctx).where('handle', 'like', `${handle}%`).select('handle');
  return new Set(rows.map((row) => row.handle));
}

export async function insertListing(ctx: TxCtx, listing: Listing): Promise<void> {
  await ctx.tx('catalog.listings').insert({ tenant_id: ctx.tenantId, ...toRow(listing) });
}

/** Saves only if nobody saved since `listing` was read, and answers with what now stands there. */
export async function updateListing(ctx: TxCtx, listing: Listing): Promise<Listing> {
  const { id, version } = listing;
  const saved = { ...listing, version: version + 1 };
  const changed = await listings(ctx).where({ id, version }).update(toRow(saved) as never);
  if (changed === 0) throw listingChangedMeanwhile();
  return saved;
}

export const storedPrices = (prices: readonly Price[]): StoredPrice[] => prices.map(({ currency, minor }) => ({ currency, minor: Number(minor) }));
export const livePrices = (prices: readonly StoredPrice[]): Price[] => prices.map(({ currency, minor }) => ({ currency, minor: BigInt(minor) }));

export const storedContent = (content: ListingContent): StoredContent => ({ ...content, variants: content.variants.map((variant) => ({ ...variant, prices: storedPrices(variant.prices) })) });
export const liveContent = (content: StoredContent): ListingContent => ({ ...content, variants: content.variants.map((variant) => ({ ...variant, prices: livePrices(variant.prices) })) });

export const fromRow = (row: ListingRow): Listing => ({
  id: row.id, vendorId: row.vendor_id, handle: row.handle, status: row.status, content: liveContent(row.content), liveVersionId: row.live_version_id,
  versionNumber: row.version_number, submittedAt: row.submitted_at, publishedAt: row.published_at, refusalReason: row.refusal_reason,
  createdAt: row.created_at, updatedAt: row.updated_at, version: row.version,
});

const toRow = (l: Listing) => ({
  id: l.id, vendor_id: l.vendorId, handle: l.handle, status: l.status, content: JSON.stringify(storedContent(l.content)), category_id: l.content.categoryId,
  live_version_id: l.liveVersionId, version_number: l.versionNumber, submitted_at: l.submittedAt, published_at: l.publishedAt, refusal_reason: l.refusalReason,
  created_at: l.createdAt, updated_at: l.updatedAt, version: l.version,
});
