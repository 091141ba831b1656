import type { TxCtx } from '@stoa/platform/context';
import type { ListingVersionId, VariantId } from '@stoa/events/catalog';

export type PublishedPrice = { readonly variantId: VariantId; readonly currency: string; readonly minor: bigint; readonly versionId: ListingVersionId };

/** Adds prices that hold from `fromAt` on. Told twice, they are kept once. */
export async function insertPrices(ctx: TxCtx, fromAt: Date, prices: readonly PublishedPrice[]): Promise<void> {
  if (prices.length === 0) return;
  await ctx.tx('pricing.price_history').insert(prices.map((price) => ({
    tenant_id: ctx.tenantId, variant_id: price.variantId, currency: price.currency, from_at: fromAt, listing_version_id: price.versionId, price_minor: price.minor,
  }))).onConflict(['tenant_id', 'variant_id', 'currency', 'from_at']).ignore();
}

/** What a variant cost since when, the oldest first. */
export async function listPrices(ctx: TxCtx, variantId: VariantId, currency: string): Promise<{ fromAt: Date; minor: bigint }[]> {
  const rows = await ctx.tx('pricing.price_history').where({ tenant_id: ctx.tenantId, variant_id: variantId, currency }).orderBy('from_at').select('from_at', 'price_minor');
  return rows.map((row) => ({ fromAt: row.from_at, minor: row.price_minor }));
}
