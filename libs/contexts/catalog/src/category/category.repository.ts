import type { TxCtx } from '@stoa/platform/context';
import type { CategoryId } from '@stoa/events/catalog';
import { categoryNotFound } from './category.errors.js';
import type { AttributeDefinition, Category, Localized } from './category.js';

type Row = { tenant_id: string; id: CategoryId; parent_id: CategoryId | null; handle: string; path: string; names: Localized; tax_category: string; attributes: AttributeDefinition[]; position: number };

const categories = (ctx: TxCtx) => ctx.tx<Row>('catalog.categories').where('tenant_id', ctx.tenantId);

/** The whole tree: parents before their children, siblings in their order. */
export async function listCategories(ctx: TxCtx): Promise<Category[]> {
  const rows = await categories(ctx).orderBy([{ column: 'path' }]);
  return inTreeOrder(rows.map(fromRow));
}

export async function getCategory(ctx: TxCtx, id: CategoryId): Promise<Category> {
  const row = await categories(ctx).where({ id }).first();
  if (!row) throw categoryNotFound();
  return fromRow(row);
}

/** Plants what is not there yet: provisioning may run again. */
export async function insertCategories(ctx: TxCtx, planted: readonly Category[]): Promise<number> {
  if (planted.length === 0) return 0;
  const known = await categories(ctx).first('id');
  if (known) return 0;
  const rows = planted.map((c) => ({
    tenant_id: ctx.tenantId, id: c.id, parent_id: c.parentId, handle: c.handle, path: c.path, names: JSON.stringify(c.names),
    tax_category: c.taxCategory, attributes: JSON.stringify(c.attributes), position: c.position,
  }));
  await ctx.tx('catalog.categories').insert(rows);
  return rows.length;
}

function inTreeOrder(all: Category[], parentId: CategoryId | null = null): Category[] {
  return all
    .filter((category) => category.parentId === parentId)
    .sort((a, b) => a.position - b.position)
    .flatMap((category) => [category, ...inTreeOrder(all, category.id)]);
}

const fromRow = (row: Row): Category => ({
  id: row.id, parentId: row.parent_id, handle: row.handle, path: row.path, names: row.names, taxCategory: row.tax_category, attributes: row.attributes, position: row.position,
});
