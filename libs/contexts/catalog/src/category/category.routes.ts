import { z } from 'zod';
import { reply, route, type Route } from '@stoa/platform/http';
import { chooseMarket } from '@stoa/tenancy';
import { pick } from './category.js';
import { listCategories } from './category.repository.js';
import { countLiveListings } from './count-live-listings.query.js';
import { categoryView, shopCategoryView, toCategoryView, toShopTree } from './category.schemas.js';

/** Every page of a shop shows the tree; a count may be half a minute old. */
const shopCache = { headers: { 'Cache-Control': 'public, max-age=30' } };

/** The tree of categories over HTTP. */
export const categoryRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/store/categories', summary: 'List the categories of the shop', audience: 'shopper', permission: 'none', response: z.object({ data: z.array(shopCategoryView) }), example: () => ({}),
    handle: (ctx, { request }) =>
      ctx.inRead(async (tx) => {
        const market = await chooseMarket(tx, request.market);
        const locale = request.locale ?? market.defaultLocale;
        return reply({ data: toShopTree(await listCategories(tx), await countLiveListings(tx, market.code), (names) => pick(names, locale, market.defaultLocale)) }, shopCache);
      }),
  }),
  ...(['vendor', 'staff'] as const).map((audience) =>
    route({
      method: 'get', path: `/v1/${audience === 'staff' ? 'admin' : 'vendor'}/categories`, summary: 'List the categories, and what each asks of its listings', audience, permission: 'catalog.read',
      response: z.object({ data: z.array(categoryView) }), example: () => ({}),
      handle: async (ctx) => {
        const all = await ctx.inRead((tx) => listCategories(tx));
        return { data: all.map(toCategoryView(all)) };
      },
    }),
  ),
];
