import { z } from 'zod';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { CategoryId } from '@stoa/events/catalog';
import { plant, type Category, type CategorySetNode } from './category.js';
import { insertCategories } from './category.repository.js';
import crafts from './sets/crafts.json' with { type: 'json' };
import goods from './sets/goods.json' with { type: 'json' };

const localized = z.record(z.string(), z.string().min(1));
const attribute = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  names: localized,
  type: z.enum(['text', 'number', 'boolean', 'select', 'multiselect']),
  required: z.boolean().optional(),
  filterable: z.boolean().optional(),
  unit: z.string().optional(),
  values: z.array(z.strictObject({ code: z.string(), names: localized })).optional(),
});
const node: z.ZodType<CategorySetNode> = z.lazy(() =>
  z.strictObject({
    handle: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    names: localized,
    tax_category: z.string().regex(/^goods(\.[a-z_]+)*$/).optional(),
    attributes: z.array(attribute).optional(),
    children: z.array(node).optional(),
  }),
);

/** The sets a marketplace may start with. */
export const categorySets = { crafts: z.array(node).parse(crafts), goods: z.array(node).parse(goods) } as const;
export type CategorySet = keyof typeof categorySets;
export const isCategorySet = (name: string): name is CategorySet => name in categorySets;

/** Gives a new marketplace its first tree of categories; answers with how many. A marketplace that has some keeps them. */
export async function provisionCategories(ctx: TxCtx, set: CategorySet): Promise<number> {
  const planted: Category[] = plant(categorySets[set], () => newId<CategoryId>());
  return insertCategories(ctx, planted);
}
