import type { ListingId } from '@stoa/events/catalog';
import type { Ctx } from '@stoa/platform/context';
import type { Card } from './document.js';

export const sorts = ['relevance', 'newest', 'price_asc', 'price_desc'] as const;
export type Sort = (typeof sorts)[number];

/** What a shopper asks for. Prices in minor units of the market's currency; within a list any value fits, between filters all must. */
export type SearchRequest = {
  readonly market: string;
  readonly locale: string;
  readonly currency: string;
  readonly text: string;
  readonly categories: readonly string[];
  readonly vendors: readonly string[];
  readonly priceMin: bigint | null;
  readonly priceMax: bigint | null;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly sort: Sort;
  readonly limit: number;
  /** Place and id of the last card of the page before. */
  readonly after: readonly [place: number, listingId: ListingId] | null;
};

export type Counted = { readonly handle: string; readonly name: string; readonly count: number };
/** The order of names that no language has a say in. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** The most frequent first. */
export const byCount = (a: Counted, b: Counted): number => b.count - a.count || inOrder(a.handle, b.handle);

/** A page of cards with the counts for what else could be chosen. `fixed` is the spelling that was searched instead of the one typed. */
export type SearchResults = {
  readonly total: number;
  readonly cards: readonly Card[];
  readonly next: readonly [place: number, listingId: ListingId] | null;
  readonly fixed: string | null;
  readonly categories: readonly Counted[];
  readonly vendors: readonly Counted[];
  readonly prices: readonly [lowest: bigint, highest: bigint] | null;
  readonly attributes: readonly { readonly code: string; readonly name: string; readonly values: readonly { readonly value: string; readonly label: string; readonly count: number }[] }[];
};

export type Suggestions = { readonly listings: readonly Card[]; readonly categories: readonly { handle: string; name: string }[]; readonly vendors: readonly { handle: string; name: string }[] };

export type SuggestRequest = Pick<SearchRequest, 'market' | 'locale' | 'currency' | 'text'>;
/** The tenant, and a way into the database for an index that lies in it. No transaction is open while a search server is asked. */
export type Asker = Pick<Ctx, 'tenantId' | 'ask'>;

/** What search needs of an index, for reading: PostgreSQL, or a search server. One contract holds both (index-contract.testing.ts). */
export type SearchIndex = {
  search(ctx: Asker, request: SearchRequest): Promise<SearchResults>;
  suggest(ctx: Asker, request: SuggestRequest): Promise<Suggestions>;
};
