import { z } from 'zod';
import { route, type Route, type RouteWorld, storedAnswer, type StoredAnswer, storedReply } from '@stoa/platform/http';
import { chooseMarketOutside } from '@stoa/tenancy';
import { shopTag } from '../results/shop-tag.js';
import { listingPageView } from './listing-page.schemas.js';
import { GROUNDS_MS, openPageReader, type PageDeps } from './read-listing-page.js';

export type ListingPageDeps = Omit<PageDeps, 'shelves'> & { readonly columns: PageDeps['shelves'] };

/** A listing's page. Nothing on it is older than two seconds: answers are kept for one, what they are made of for another, and both are dropped at once when goods, stock or vendor change: pieces that are few
 *  are counted honestly. */
export function listingPageRoutes(deps: ListingPageDeps): Route[] {
  const readPage = openPageReader({ ...deps, shelves: deps.columns });
  return [
    route({
      method: 'get', path: '/v1/store/listings/:handle', summary: 'Read a listing: words, variants, prices, tax, gates and days of arrival', audience: 'shopper', permission: 'none',
      params: z.object({ handle: z.string().max(100) }), response: listingPageView, owner: 'params.handle', example: (world: RouteWorld) => ({ params: { handle: world.vendorA.listingHandle } }),
      handle: async (ctx, { params: { handle }, request }) => {
        const key = `${ctx.tenantId}:listing:${JSON.stringify([handle, request.market, request.locale])}`;
        return storedReply(listingPageView, await deps.cache.read<StoredAnswer>(key, { ttlMs: GROUNDS_MS, tags: [shopTag(ctx.tenantId)] }, async () => {
          const market = await chooseMarketOutside(ctx, request.market);
          const locale = market.locales.find((known) => known === request.locale || known === request.locale?.slice(0, 2)) ?? market.defaultLocale;
          return storedAnswer(listingPageView, await readPage(ctx, { handle, market, locale }));
        }), key);
      },
    }),
  ];
}
