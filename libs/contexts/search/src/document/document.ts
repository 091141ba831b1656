import type { ListingId, VendorId } from '@stoa/events/catalog';
import type { Money } from '@stoa/platform/money';

export type StockFlag = 'in_stock' | 'low' | 'sold_out';

/** What a card shows of a listing in one market and language. `facets` feed the counts beside the results. */
export type Card = {
  readonly listingId: ListingId;
  readonly handle: string;
  readonly title: string;
  readonly vendor: { readonly id: VendorId; readonly handle: string; readonly name: string; readonly city: string | null };
  readonly price: Money;
  /** Variants cost differently: the price is the lowest. */
  readonly priceFrom: boolean;
  readonly media: { readonly id: string; readonly alt: string; readonly width: number; readonly height: number } | null;
  readonly stock: StockFlag;
  /** How many are left, where that is few enough to say. */
  readonly availableLow: number | null;
  /** Such as `age_21`. */
  readonly flags: readonly string[];
  readonly category: { readonly handle: string; readonly name: string };
};

export type Facet = { readonly code: string; readonly name: string; readonly values: readonly { readonly value: string; readonly label: string }[] };

/** What is searched: a card, and the words and values by which it is found, for one market and language. */
export type SearchDocument = {
  readonly market: string;
  readonly locale: string;
  readonly card: Card;
  readonly facets: readonly Facet[];
  /** From the root of the tree down to the listing's own category. */
  readonly categories: readonly { readonly handle: string; readonly name: string }[];
  /** Words that find it as strongly as half a title: vendor, categories, attribute values, SKUs. */
  readonly keywords: string;
  readonly body: string;
  readonly publishedAt: Date;
};

/** All documents of a listing at one moment. None: it is not in the shop. `version` grows with every state, so that a late writer undoes nothing. */
export type ListingState = { readonly listingId: ListingId; readonly version: bigint; readonly documents: readonly SearchDocument[] };
