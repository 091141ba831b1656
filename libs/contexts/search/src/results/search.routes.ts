import { z } from 'zod';
import type { Cache } from '@stoa/platform/cache';
import type { Ctx, TenantId } from '@stoa/platform/context';
import { route, type Route, storedAnswer, type StoredAnswer, storedReply, type StoredReply, storedText } from '@stoa/platform/http';
import { chooseMarketOutside, type Market } from '@stoa/tenancy';
import type { SearchIndex } from '../document/search-index.js';
import { notACursor } from './search.errors.js';
import { cardText } from './card-text.js';
import { besideCards, decodeAfter, searchQuery, searchView, suggestView, toBesideCards, toSuggestView, type MediaUrl } from './search.schemas.js';
import { shopTag } from './shop-tag.js';

export type SearchRouteDeps = { readonly searchIndex: SearchIndex; readonly cache: Cache; readonly mediaUrl: (tenantId: TenantId) => MediaUrl };

const KEEP_MS = 2_000;

/** What shoppers find. Answers are kept for two seconds: many ask the same at the same time. */
export const searchRoutes = (deps: SearchRouteDeps): Route[] => {
  // The key carries the tenant, as the tag does: no answer is ever another marketplace's.
  const kept = async (ctx: Ctx, key: string, response: z.ZodType, load: () => Promise<StoredAnswer>): Promise<StoredReply> => {
    const keptAs = `${ctx.tenantId}:${key}`;
    return storedReply(response, await deps.cache.read<StoredAnswer>(keptAs, { ttlMs: KEEP_MS, tags: [shopTag(ctx.tenantId)] }, load), keptAs);
  };
  return [
  route({
    method: 'get', path: '/v1/store/search', summary: 'Search listings, with counts for every filter', audience: 'shopper', permission: 'none', rate: 'read', query: searchQuery, response: searchView,
    example: () => ({ query: { q: 'becher' } }),
    handle: (ctx, { query, request }) => {
      const after = query.after === undefined ? null : decodeAfter(query.after);
      if (query.after !== undefined && after === null) throw notACursor();
      const key = JSON.stringify([query, request.market, request.locale], (_k, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
      return kept(ctx, `search:${key}`, searchView, async () => {
        const { market, locale } = await shelf(ctx, request);
        const results = await deps.searchIndex.search(ctx, {
          market: market.code, locale, currency: market.currency, text: query.q.trim(), categories: query.category ?? [], vendors: query.vendor ?? [],
          priceMin: query.price_min ?? null, priceMax: query.price_max ?? null, attributes: query.attr ?? {}, sort: query.sort, limit: query.limit, after,
        });
        const mediaUrl = deps.mediaUrl(ctx.tenantId);
        return storedText(`{"data":[${results.cards.map((card) => cardText(card, mediaUrl)).join(',')}],${JSON.stringify(besideCards.parse(toBesideCards(results, market.currency))).slice(1)}`);
      });
    },
  }),
  route({
    method: 'get', path: '/v1/store/suggest', summary: 'Suggest listings, categories and vendors while typing', audience: 'shopper', permission: 'none', rate: 'read',
    query: z.strictObject({ q: z.string().min(1).max(100) }), response: suggestView, example: () => ({ query: { q: 'be' } }),
    handle: (ctx, { query, request }) => kept(ctx, `suggest:${JSON.stringify([query.q, request.market, request.locale])}`, suggestView, async () => {
      const { market, locale } = await shelf(ctx, request);
      return storedAnswer(suggestView, toSuggestView(await deps.searchIndex.suggest(ctx, { market: market.code, locale, currency: market.currency, text: query.q.trim() }), deps.mediaUrl(ctx.tenantId)));
    }),
  }),
  ];
};

/** The market and language that a shopper stands in. */
async function shelf(ctx: Ctx, asked: { readonly market: string | null; readonly locale: string | null }): Promise<{ market: Market; locale: string }> {
  const market = await chooseMarketOutside(ctx, asked.market);
  return { market, locale: market.locales.find((known) => known === asked.locale) ?? market.defaultLocale };
}
