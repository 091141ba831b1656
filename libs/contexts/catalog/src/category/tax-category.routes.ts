import { z } from 'zod';
import type { TxCtx } from '@stoa/platform/context';
import { route, type Route, type RouteWorld } from '@stoa/platform/http';
import { listTaxCategories, mapCategory, plannedDay, shelfCategories, type PackSet } from '@stoa/tax';
import { categoryNotFound } from './category.errors.js';
import { listCategories } from './category.repository.js';

const plan = z.object({ tax_category: z.string().nullable(), from: z.string() });
const shelfView = z.object({
  path: z.string(), names: z.record(z.string(), z.string()), made_with: z.string().meta({ description: 'The tax category the shelf was made with.' }), tax_category: z.string(),
  source: z.enum(['chosen', 'inherited', 'made', 'nobody']).meta({ description: '`nobody`: no one said what its goods are, so they are taxed as everything else.' }), by: z.object({ path: z.string(), from: z.string() }).nullable(), planned: z.array(plan),
}).meta({ id: 'ShelfTaxCategory' });
const view = z.object({ data: z.array(shelfView), unsaid: z.int(), known: z.array(z.object({ code: z.string(), rates: z.array(z.object({ place: z.string(), pct: z.string().nullable() })) })) });

/** What the goods of each shelf are for tax law, over HTTP. The tree is ours; what is said of it is kept with the marketplace's taxes. */
export const taxCategoryRoutes = (deps: { packs: PackSet }): Route[] => [
  route({
    method: 'get', path: '/v1/admin/tax-categories', summary: 'List what the goods of each category are for tax law, and of which nobody said it', audience: 'staff', permission: 'tax.read', response: view, example: () => ({}),
    handle: (ctx) => ctx.inRead((tx) => shown(tx, deps)),
  }),
  route({
    method: 'put', path: '/v1/admin/tax-categories', summary: 'Say what the goods of a category and all below it are for tax law, from a day on', audience: 'staff', permission: 'tax.write', owner: null, response: view,
    description: 'Sales from that day on are taxed so; a listing that names a tax category itself keeps it. `tax_category` null takes the word back: what is said above it holds, or what it was made with.', answers: { 400: 'No rule pack speaks of the tax category, or the day is past.' },
    body: z.strictObject({ path: z.string().min(1).max(400), tax_category: z.string().regex(/^goods(\.[a-z0-9_]{1,30}){1,5}$/, 'A tax category is written as goods.food.candy').nullable(), from: plannedDay, reason: z.string().trim().min(5).max(500) }),
    example: (world: RouteWorld) => ({ body: { path: world.tenant.categoryHandle, tax_category: 'goods.book', from: '2031-01-01', reason: 'Books from next year on.' } }),
    handle: (ctx, { body }) => ctx.inTx(async (tx) => {
      if (!(await listCategories(tx)).some(({ path }) => path === body.path)) throw categoryNotFound();
      await mapCategory(tx, deps, { path: body.path, taxCategory: body.tax_category, from: body.from, reason: body.reason });
      return shown(tx, deps);
    }),
  }),
];

async function shown(tx: TxCtx, deps: { packs: PackSet }): Promise<z.input<typeof view>> {
  const categories = await listCategories(tx);
  const shelves = await shelfCategories(tx, deps, categories.map(({ path, taxCategory }) => ({ path, made: taxCategory })));
  return {
    data: shelves.map((shelf, i) => ({
      path: shelf.path, names: { ...categories[i]!.names }, made_with: categories[i]!.taxCategory, tax_category: shelf.taxCategory, source: shelf.source, by: shelf.by, planned: shelf.planned.map(({ taxCategory, from }) => ({ tax_category: taxCategory, from })),
    })),
    unsaid: shelves.filter(({ source }) => source === 'nobody').length, known: (await listTaxCategories(tx, deps)).map(({ code, rates }) => ({ code, rates: rates.map(({ place, pct }) => ({ place, pct })) })),
  };
}
