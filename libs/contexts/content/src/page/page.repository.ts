import type { TxCtx } from '@stoa/platform/context';

/** A page of words in one language; a blank line begins a new paragraph. */
export type Page = { readonly slug: string; readonly locale: string; readonly title: string; readonly body: string; readonly version: number };
type Row = { tenant_id: string; slug: string; locale: string; title: string; body: string; version: number; changed_at: Date };

const pages = (ctx: TxCtx) => ctx.tx<Row>('content.pages').where('tenant_id', ctx.tenantId);

export async function listPagesBySlug(ctx: TxCtx, slug: string): Promise<Page[]> {
  return (await pages(ctx).where({ slug }).orderBy('locale')).map((row) => fromRow(row as Row));
}

export async function listPages(ctx: TxCtx): Promise<Page[]> {
  return (await pages(ctx).orderBy(['slug', 'locale'])).map((row) => fromRow(row as Row));
}

export async function insertMissingPages(ctx: TxCtx, all: readonly Omit<Page, 'version'>[]): Promise<void> {
  await ctx.tx('content.pages').insert(all.map((page) => ({ tenant_id: ctx.tenantId, ...page, version: 1, changed_at: ctx.now }))).onConflict(['tenant_id', 'slug', 'locale']).ignore();
}

export async function upsertPage(ctx: TxCtx, page: Omit<Page, 'version'>): Promise<Page> {
  const [row] = await ctx.tx('content.pages').insert({ tenant_id: ctx.tenantId, ...page, version: 1, changed_at: ctx.now })
    .onConflict(['tenant_id', 'slug', 'locale']).merge({ title: page.title, body: page.body, changed_at: ctx.now, version: ctx.tx.raw('content.pages.version + 1') }).returning<Row[]>('*');
  return fromRow(row!);
}

const fromRow = (r: Row): Page => ({ slug: r.slug, locale: r.locale, title: r.title, body: r.body, version: r.version });
