import { z } from 'zod';
import { moneySchema } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import type { ListingId, ListingVersionId, MediaId, VariantId } from '@stoa/events/catalog';
import { shopVendorView } from '@stoa/vendors';
import { cardView } from '../results/search.schemas.js';

export const listingId = wireId<ListingId, 'lst'>('lst');
export const listingVersionId = wireId<ListingVersionId, 'lsv'>('lsv');
export const variantId = wireId<VariantId, 'var'>('var');
export const mediaId = wireId<MediaId, 'med'>('med');

const named = z.object({ handle: z.string(), name: z.string() });

/** A listing as one market's shoppers read it, in one language. */
export const listingPageView = z.object({
  id: listingId.wire, version_id: listingVersionId.wire, handle: z.string(), title: z.string(), description: z.string(),
  category: named.extend({ path: z.array(named).meta({ description: 'From the root of the tree down to the category above this one.' }) }),
  vendor: shopVendorView,
  media: z.array(z.object({ id: mediaId.wire, url: z.string(), alt: z.string(), width: z.int(), height: z.int() })),
  attributes: z.array(z.object({ code: z.string(), name: z.string(), value: z.string() })),
  options: z.array(z.object({ code: z.string(), name: z.string(), values: z.array(z.string()) })),
  variants: z.array(z.object({
    id: variantId.wire, sku: z.string(), gtin: z.string().nullable(), options: z.record(z.string(), z.string()), price: moneySchema, stock: z.enum(['in_stock', 'low', 'sold_out']), available_low: z.int().nullable(),
  })),
  tax: z.object({ mode: z.enum(['incl', 'excl']), note: z.string() }),
  gates: z.array(z.object({ place: z.string(), kind: z.enum(['age', 'hours', 'document']), params: z.record(z.string(), z.unknown()), cite: z.string(), words: z.string() })),
  warnings: z.string().nullable(),
  delivery: z.array(z.object({ name: z.string(), price: moneySchema, from: z.iso.date(), to: z.iso.date() })).meta({ description: 'To the market’s first country or state, from the warehouse that is asked first.' }),
  related: z.array(cardView),
}).meta({ id: 'ListingPage' });
export type ListingPageView = z.input<typeof listingPageView>;
