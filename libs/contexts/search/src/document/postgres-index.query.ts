import type { Ask } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { fold, understandText } from '../words/understand-text.js';
import { toCard, type StoredCard } from './document.repository.js';
import { byCount, type Counted, inOrder, type SearchIndex, type SearchRequest, type SearchResults, type SuggestRequest, type Suggestions } from './search-index.js';

/** Nothing was found, and a spelling is known by which something would be. */
type Respelt = { readonly respelt: string };
type Results = Omit<SearchResults, 'cards' | 'prices' | 'categories' | 'vendors'> & { cards: StoredCard[]; prices: [number, number] | null; categories: Counted[]; vendors: Counted[] };
type Suggested = Omit<Suggestions, 'listings'> & { listings: StoredCard[] };

/** The index in PostgreSQL: full text by one ladder of weights, slips of spelling forgiven, and facets; one statement a page, two where a spelling is mended. */
export const postgresIndex: SearchIndex = {
  search: (ctx, request) => search(ctx.ask, request),
  suggest: async (ctx, request) => {
    const [answer] = await mending<Suggested>(request.text, (text) => ctx.ask('search.suggest', spoken(request, text)));
    return { ...answer, listings: answer.listings.map(toCard) };
  },
};

async function search(ask: Ask, request: SearchRequest): Promise<SearchResults> {
  const [answer, fixed] = await mending<Results>(request.text, (text) => ask('search.query', asked(request, text)));
  return {
    ...answer, fixed, cards: answer.cards.map(toCard), prices: answer.prices && [BigInt(answer.prices[0]), BigInt(answer.prices[1])],
    // The database orders by the rules of its own language: what is counted alike stands in the same order wherever it is counted.
    categories: answer.categories.sort(byCount), vendors: answer.vendors.sort(byCount),
    attributes: answer.attributes.map((attribute) => ({ ...attribute, values: [...attribute.values].sort((a, b) => b.count - a.count || inOrder(a.value, b.value)) })).sort((a, b) => inOrder(a.code, b.code)),
  };
}

/** Asks; where nothing was found but for a slip of spelling, asks again for what was meant, and says so. */
async function mending<T extends object>(text: string, find: (text: string) => Promise<T | Respelt>): Promise<[answer: T, fixed: string | null]> {
  const first = await find(text);
  if (!('respelt' in first)) return [first, null];
  const second = await find(first.respelt);
  invariant(!('respelt' in second), 'a word that is known is not mended');
  return [second, first.respelt];
}

const spoken = (request: SuggestRequest, text: string): Record<string, unknown> => {
  const terms = understandText(text, request.locale);
  return { market: request.market, locale: request.locale, text: fold(text), terms };
};

const asked = (request: SearchRequest, text: string): Record<string, unknown> => ({
  ...spoken(request, text), categories: request.categories, vendors: request.vendors, price_min: digits(request.priceMin), price_max: digits(request.priceMax),
  attributes: request.attributes, sort: request.sort, limit: request.limit, after: request.after,
});

const digits = (value: bigint | null): string | null => (value === null ? null : String(value));
