import type { TxCtx } from '@stoa/platform/context';
import { money, type Money } from '@stoa/platform/money';
import type { CategoryId, ListingId, ListingVersionId, MediaId, VariantId, VendorId } from '@stoa/events/catalog';
import type { MarketId } from '@stoa/events/tenancy';
import { getMarket } from '@stoa/tenancy';
import type { Localized } from '../category/category.js';
import type { Gate, Judgement } from './judgement.js';
import type { AttributeAnswer } from './listing.js';

/** A variant as a shopper of one market can buy it right now, frozen in the version that is live. */
export type SellableVariant = {
  readonly variantId: VariantId;
  readonly listingId: ListingId;
  readonly listingVersionId: ListingVersionId;
  readonly vendorId: VendorId;
  readonly handle: string;
  readonly title: Localized;
  readonly optionText: Localized;
  readonly sku: string;
  readonly gtin: string | null;
  /** In the market's currency, with or without tax as that market shows prices; null when the vendor named none. */
  readonly price: Money | null;
  readonly taxCategory: string;
  /** The listing names a tax category itself, whatever that of its shelf. */
  readonly hasOwnTaxCategory: boolean;
  readonly categoryId: CategoryId;
  readonly categoryPath: string;
  /** Names from the root category down. */
  readonly categoryNames: readonly Localized[];
  readonly attributes: Readonly<Record<string, AttributeAnswer>>;
  readonly weightGrams: number;
  readonly mediaId: MediaId | null;
  readonly mediaAlt: Localized;
  readonly gates: readonly Gate[];
  /** May it be sold in this market? False where the vendor left the market out, or its rules were never asked. */
  readonly allowed: boolean;
};

type Row = {
  variant_id: VariantId; listing_id: ListingId; version_id: ListingVersionId; vendor_id: VendorId; handle: string; title: Localized; option_text: Localized;
  sku: string; gtin: string | null; price_minor: bigint | null; tax_category: string; has_own_tax_category: boolean; category_id: CategoryId; path: string; category_names: Localized[];
  attributes: Record<string, AttributeAnswer>; weight_grams: number; media: { mediaId: MediaId; alt: Localized } | null; judged: Judgement['markets'][string] | null;
};

/** The live ones of these variants, in no particular order. A variant that is missing is not for sale (any more). */
export async function getSellableVariants(ctx: TxCtx, ids: readonly VariantId[], marketId: MarketId): Promise<SellableVariant[]> {
  if (ids.length === 0) return [];
  const market = await getMarket(ctx, marketId);
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `select v.id as variant_id, v.listing_id, vv.version_id, v.vendor_id, l.handle, ver.content->'title' as title, vv.option_text, vv.sku, vv.gtin,
            (select (p->>'minor')::bigint from jsonb_array_elements(vv.prices) p where p->>'currency' = :currency) as price_minor,
            ver.tax_category, ver.content->>'taxCategory' is not null as has_own_tax_category, ver.category_id, c.path,
            (select jsonb_agg(up.names order by length(up.path)) from catalog.categories up
              where up.tenant_id = c.tenant_id and (up.path = c.path or starts_with(c.path, up.path || '/'))) as category_names,
            ver.content->'attributes' as attributes, vv.weight_grams, ver.content->'media'->0 as media, ver.judgement->'markets'->(:market)::text as judged
       from catalog.variants v
       join catalog.version_variants vv on vv.tenant_id = v.tenant_id and vv.version_id = v.live_version_id and vv.variant_id = v.id
       join catalog.listing_versions ver on ver.tenant_id = v.tenant_id and ver.id = v.live_version_id
       join catalog.listings l on l.tenant_id = v.tenant_id and l.id = v.listing_id
       join catalog.categories c on c.tenant_id = v.tenant_id and c.id = ver.category_id
      where v.tenant_id = :tenant and v.id = any((:ids)::uuid[])`,
    { tenant: ctx.tenantId, ids: [...new Set(ids)], currency: market.currency, market: market.code },
  );
  return rows.map((row) => ({
    variantId: row.variant_id, listingId: row.listing_id, listingVersionId: row.version_id, vendorId: row.vendor_id, handle: row.handle, title: row.title,
    optionText: row.option_text, sku: row.sku, gtin: row.gtin, price: row.price_minor === null ? null : money(row.price_minor, market.currency),
    taxCategory: row.tax_category, hasOwnTaxCategory: row.has_own_tax_category, categoryId: row.category_id, categoryPath: row.path, categoryNames: row.category_names, attributes: row.attributes,
    weightGrams: row.weight_grams, mediaId: row.media?.mediaId ?? null, mediaAlt: row.media?.alt ?? {}, gates: row.judged?.gates ?? [],
    allowed: row.judged?.outcome === 'allowed',
  }));
}
