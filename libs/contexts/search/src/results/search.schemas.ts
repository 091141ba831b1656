import { z } from 'zod';
import { isUuid } from '@stoa/platform/ids';
import { moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import type { ListingId, MediaId } from '@stoa/events/catalog';
import type { Card } from '../document/document.js';
import { sorts, type SearchResults, type Suggestions } from '../document/search-index.js';

const listingId = wireId<ListingId, 'lst'>('lst');
const mediaId = wireId<MediaId, 'med'>('med');
const handles = z.string().max(600).transform((text) => text.split(',').filter(Boolean)).pipe(z.array(z.string().regex(/^[a-z0-9-]{1,90}$/, 'A handle, as in mugs.')).max(20));
const minor = z.string().regex(/^\d{1,12}$/, 'A price in minor units, as in 3400.').transform(BigInt);
const attribute = z.string().max(300).transform((text) => text.split(',').filter(Boolean)).pipe(z.array(z.string().regex(/^[a-z0-9-]{1,60}$/)).max(20));

/** `attr[colour]=green,blue` and its like beside the plain filters. */
export const searchQuery = z.strictObject({
  q: z.string().max(100).default(''),
  category: handles.optional(),
  vendor: handles.optional(),
  price_min: minor.optional(),
  price_max: minor.optional(),
  attr: z.record(z.string().regex(/^[a-z0-9_]{1,40}$/), attribute).optional(),
  sort: z.enum(sorts).default('relevance'),
  limit: z.coerce.number().int().min(1).max(100).default(24),
  after: z.string().max(200).optional(),
});

export const cardView = z.object({
  id: listingId.wire, handle: z.string(), title: z.string(), vendor: z.object({ handle: z.string(), name: z.string(), city: z.string().nullable() }), price: moneySchema, price_from: z.boolean(),
  media: z.object({ id: mediaId.wire, url: z.string(), alt: z.string(), width: z.int(), height: z.int() }).nullable(),
  stock: z.enum(['in_stock', 'low', 'sold_out']), available_low: z.int().nullable(), flags: z.array(z.string()), category: z.object({ handle: z.string(), name: z.string() }),
}).meta({ id: 'Card' });
const counted = z.object({ handle: z.string(), name: z.string(), count: z.int() });

export const searchView = z.object({
  data: z.array(cardView), has_more: z.boolean(), next: z.string().nullable(), total: z.int(), did_you_mean: z.string().nullable(),
  facets: z.object({
    categories: z.array(counted), vendors: z.array(counted), price: z.object({ min: moneySchema, max: moneySchema }).nullable(),
    attributes: z.array(z.object({ code: z.string(), name: z.string(), values: z.array(z.object({ value: z.string(), label: z.string(), count: z.int() })) })),
  }),
}).meta({ id: 'SearchPage' });

export const suggestView = z.object({
  listings: z.array(cardView), categories: z.array(z.object({ handle: z.string(), name: z.string() })), vendors: z.array(z.object({ handle: z.string(), name: z.string() })),
}).meta({ id: 'Suggestions' });

/** Where a picture of the marketplace is served in a width. */
export type MediaUrl = (mediaId: string, width: number) => string;

export const toCardView = (card: Card, mediaUrl: MediaUrl): z.input<typeof cardView> => ({
  id: listingId.toWire(card.listingId), handle: card.handle, title: card.title, vendor: { handle: card.vendor.handle, name: card.vendor.name, city: card.vendor.city },
  price: moneyView(card.price), price_from: card.priceFrom,
  media: card.media && { id: mediaId.toWire(card.media.id as MediaId), url: mediaUrl(card.media.id, 640), alt: card.media.alt, width: card.media.width, height: card.media.height },
  stock: card.stock, available_low: card.availableLow, flags: [...card.flags], category: card.category,
});

/** A page without its cards. */
export const besideCards = searchView.omit({ data: true });
export const toBesideCards = (results: SearchResults, currency: string): z.input<typeof besideCards> => ({
  has_more: results.next !== null,
  next: results.next && encodeAfter(results.next),
  total: results.total,
  did_you_mean: results.fixed,
  facets: {
    categories: [...results.categories], vendors: [...results.vendors],
    price: results.prices && { min: moneyView({ minor: results.prices[0], currency }), max: moneyView({ minor: results.prices[1], currency }) },
    attributes: results.attributes.map((a) => ({ ...a, values: [...a.values] })),
  },
});

export const toSuggestView = (found: Suggestions, mediaUrl: MediaUrl): z.input<typeof suggestView> => ({
  listings: found.listings.map((card) => toCardView(card, mediaUrl)), categories: [...found.categories], vendors: [...found.vendors],
});

const encodeAfter = (after: readonly [number, ListingId]): string => Buffer.from(JSON.stringify(after)).toString('base64url');

const cursor = z.tuple([z.number(), z.string().refine(isUuid)]);
/** The place a page goes on from; null when the text is no cursor of ours. */
export function decodeAfter(text: string): readonly [number, ListingId] | null {
  const decoded = Buffer.from(text, 'base64url').toString('utf8');
  const parsed = cursor.safeParse(safeJson(decoded));
  return parsed.success ? (parsed.data as unknown as readonly [number, ListingId]) : null;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
