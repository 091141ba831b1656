import { z } from 'zod';
import { wireId } from '@stoa/platform/typeid';
import type { CategoryId } from '@stoa/events/catalog';
import { attributesOf, type AttributeDefinition, type Category } from './category.js';

export const categoryId = wireId<CategoryId, 'cat'>('cat');

const localized = z.record(z.string(), z.string());
const attributeView = z.object({
  code: z.string(), names: localized, type: z.enum(['text', 'number', 'boolean', 'select', 'multiselect']), required: z.boolean(), filterable: z.boolean(), unit: z.string().nullable(),
  values: z.array(z.object({ code: z.string(), names: localized })),
}).meta({ id: 'AttributeDefinition' });

const toAttributeView = (a: AttributeDefinition): z.input<typeof attributeView> => ({ ...a, names: { ...a.names }, values: a.values.map((value) => ({ code: value.code, names: { ...value.names } })) });

export const categoryView = z.object({
  id: categoryId.wire, parent_id: categoryId.wire.nullable(), handle: z.string(), path: z.string(), names: localized, tax_category: z.string(), attributes: z.array(attributeView),
}).meta({ id: 'Category' });

/** For who fills a listing in: with every attribute that applies, the parents' too. */
export const toCategoryView = (all: readonly Category[]) => (c: Category): z.input<typeof categoryView> => ({
  id: categoryId.toWire(c.id), parent_id: c.parentId && categoryId.toWire(c.parentId), handle: c.handle, path: c.path, names: { ...c.names }, tax_category: c.taxCategory, attributes: attributesOf(all, c.path).map(toAttributeView),
});

export type ShopCategory = { handle: string; name: string; count: number; children: ShopCategory[] };
export const shopCategoryView: z.ZodType<ShopCategory> = z.lazy(() => z.object({ handle: z.string(), name: z.string(), count: z.int(), children: z.array(shopCategoryView) })).meta({ id: 'ShopCategory' });

/** The tree for shoppers: named in their language, each with the number of listings under it. */
export function toShopTree(all: readonly Category[], counts: ReadonlyMap<string, number>, say: (names: Category['names']) => string, parentId: CategoryId | null = null): ShopCategory[] {
  return all.filter((category) => category.parentId === parentId)
    .map((category) => ({ handle: category.handle, name: say(category.names), count: counts.get(category.path) ?? 0, children: toShopTree(all, counts, say, category.id) }));
}
