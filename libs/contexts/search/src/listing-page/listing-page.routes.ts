import { z } from 'zod';
import type { Cache } from '@stoa/platform/cache';
import type { TenantId } from '@stoa/platform/context';
import { route, type Route, type RouteWorld, storedAnswer, type StoredAnswer, storedReply } from '@stoa/platform/http';
import type { PackSet } from '@stoa/tax';
import { chooseMarket } from '@stoa/tenancy';
import type { MediaUrl } from '../results/search.schemas.js';
import { shopTag } from '../results/shop-tag.js';
import { listingPageView } from './listing-page.schemas.js';
import { readListingPage } from './read-listing-page.js';

export type ListingPageDeps = { readonly cache: Cache; readonly packs: PackSet; readonly mediaUrl: (tenantId: TenantId) => MediaUrl };

const KEEP_MS = 2_000;

/** A listing's page. Answers are kept for two seconds, and dropped at once when goods, stock or vendor change: pieces that are few are counted honestly. */
export const listingPageRoutes = (deps: ListingPageDeps): Route[] => [
  route({
    method: 'get', path: '/v1/store/listings/:handle', summary: 'Read a listing: words, variants, prices, tax, gates and days of arrival', audience: 'shopper', permission: 'none',
    params: z.object({ handle: z.string().max(100) }), response: listingPageView, owner: 'params.handle', example: (world: RouteWorld) => ({ params: { handle: world.vendorA.listingHandle } }),
    handle: async (ctx, { params: { handle }, request }) => {
      const key = `${ctx.tenantId}:listing:${JSON.stringify([handle, request.market, request.locale])}`;
      return storedReply(listingPageView, await deps.cache.read<StoredAnswer>(key, { ttlMs: KEEP_MS, tags: [shopTag(ctx.tenantId)] }, () => ctx.inRead(async (tx) => {
        const market = await chooseMarket(tx, request.market);
        const locale = market.locales.find((known) => known === request.locale || known === request.locale?.slice(0, 2)) ?? market.defaultLocale;
        const page = await readListingPage(tx, { packs: deps.packs, mediaUrl: deps.mediaUrl(tx.tenantId) }, { handle, market, locale });
        return storedAnswer(listingPageView, page);
      })), key);
    },
  }),
];
