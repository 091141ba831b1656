import { z } from 'zod';
import { route, type Route } from '@stoa/platform/http';
import { chooseMarket } from '@stoa/tenancy';
import { listCategories } from './category.repository.js';
import { categoryView, shopCategoryView, toCategoryView, toShopCategoryView } from './category.schemas.js';

/** The tree of categories over HTTP. */
export const categoryRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/store/categories', summary: 'List the categories of the shop', audience: 'shopper', permission: 'none', response: z.object({ data: z.array(shopCategoryView) }), example: () => ({}),
    handle: (ctx, { request }) =>
      ctx.inRead(async (tx) => {
        const market = await chooseMarket(tx, request.market);
        return { data: (await listCategories(tx)).map(toShopCategoryView(request.locale ?? market.defaultLocale, market.defaultLocale)) };
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
