import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { money } from '@stoa/platform/money';
import type { Card } from './document.js';
import type { StoredCard } from './document.repository.js';
import type { SearchIndex, SearchResults, Suggestions } from './search-index.js';

type Answer = Omit<SearchResults, 'cards' | 'prices'> & { cards: StoredCard[]; prices: [number, number] | null };

/** The index in PostgreSQL: full text, trigrams for slips of spelling, and facets, one statement a page. */
export const postgresIndex: SearchIndex = {
  async search(ctx, request) {
    const asked = {
      market: request.market, locale: request.locale, text: request.text, categories: request.categories, vendors: request.vendors, price_min: text(request.priceMin), price_max: text(request.priceMax),
      attributes: request.attributes, sort: request.sort, limit: request.limit, after: request.after,
    };
    const { cards, prices, ...rest } = await one<Answer>(ctx, 'select search.query(?, ?::jsonb) as answer', [ctx.tenantId, JSON.stringify(asked)]);
    return { ...rest, cards: cards.map(toCard), prices: prices && [BigInt(prices[0]), BigInt(prices[1])] };
  },
  async suggest(ctx, request) {
    const answer = await one<Omit<Suggestions, 'listings'> & { listings: StoredCard[] }>(ctx, 'select search.suggest(?, ?, ?, ?) as answer', [ctx.tenantId, request.market, request.locale, request.text]);
    return { ...answer, listings: answer.listings.map(toCard) };
  },
};

async function one<T>(ctx: TxCtx, statement: string, bindings: readonly string[]): Promise<T> {
  const { rows } = await ctx.tx.raw<{ rows: { answer: T }[] }>(statement, [...bindings]);
  const row = rows[0];
  invariant(row, 'a function answers one row');
  return row.answer;
}

function toCard({ price_minor, currency, ...card }: StoredCard): Card {
  return { ...card, price: money(BigInt(price_minor), currency) };
}

const text = (value: bigint | null): string | null => (value === null ? null : String(value));
