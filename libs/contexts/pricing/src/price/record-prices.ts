import type { TxCtx } from '@stoa/platform/context';
import type { ListingVersionId } from '@stoa/events/catalog';
import { findVersion } from '@stoa/catalog';
import { insertPrices } from './price-history.repository.js';

/** Remembers what a published version asks for each variant, so that a reduction can name the lowest price of the last 30 days (Dir. 98/6 art. 6a). */
export async function recordPrices(ctx: TxCtx, versionId: ListingVersionId): Promise<void> {
  const version = await findVersion(ctx, versionId);
  if (!version) return;
  await insertPrices(ctx, version.publishedAt, version.content.variants.flatMap((variant) => variant.prices.map((price) => ({ variantId: variant.id, ...price, versionId }))));
}
