import type { TxCtx } from '@stoa/platform/context';
import type { Listing } from './listing.js';
import { fromRow, type ListingRow } from './listing.repository.js';
import { findVersion, type ListingVersion } from './version.repository.js';

/** What shoppers see behind a listing's address: the version that is live. Null when none is. */
export async function findLiveListing(ctx: TxCtx, handle: string): Promise<{ listing: Listing; version: ListingVersion } | null> {
  const row = await ctx.tx<ListingRow>('catalog.listings').where({ tenant_id: ctx.tenantId, handle }).whereNotNull('live_version_id').first();
  if (!row?.live_version_id) return null;
  const version = await findVersion(ctx, row.live_version_id);
  return version && { listing: fromRow(row as ListingRow), version };
}
