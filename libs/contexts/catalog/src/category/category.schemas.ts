import { z } from 'zod';
import { wireId } from '@stoa/platform/typeid';
import type { CategoryId } from '@stoa/events/catalog';
import { attributesOf, pick, type AttributeDefinition, type Category } from './category.js';

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

export const shopCategoryView = z.object({ handle: z.string(), path: z.string(), parent: z.string().nullable(), name: z.string(), depth: z.int() }).meta({ id: 'ShopCategory' });

/** For shoppers: named in their language, in the order of the tree. `handle` is the whole path, which filters the search. */
export const toShopCategoryView = (locale: string, fallback: string) => (c: Category): z.input<typeof shopCategoryView> => ({
  handle: c.path, path: c.path, parent: c.path.includes('/') ? c.path.slice(0, c.path.lastIndexOf('/')) : null, name: pick(c.names, locale, fallback), depth: c.path.split('/').length - 1,
});
