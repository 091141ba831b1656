import type { TxCtx } from '@stoa/platform/context';
import type { Home } from './home.schemas.js';

export type SavedHome = { readonly locale: string; readonly content: Home; readonly version: number };
type Row = { tenant_id: string; locale: string; content: Home; version: number; changed_at: Date };

export async function listHomes(ctx: TxCtx): Promise<SavedHome[]> {
  const rows = await ctx.tx<Row>('content.homes').where('tenant_id', ctx.tenantId).orderBy('locale');
  return rows.map((row) => ({ locale: row.locale, content: row.content, version: row.version }));
}

export async function insertMissingHomes(ctx: TxCtx, all: readonly Omit<SavedHome, 'version'>[]): Promise<void> {
  await ctx.tx('content.homes').insert(all.map((home) => ({ tenant_id: ctx.tenantId, locale: home.locale, content: JSON.stringify(home.content), version: 1, changed_at: ctx.now }))).onConflict(['tenant_id', 'locale']).ignore();
}

export async function upsertHome(ctx: TxCtx, locale: string, content: Home): Promise<SavedHome> {
  const text = JSON.stringify(content);
  const [row] = await ctx.tx('content.homes').insert({ tenant_id: ctx.tenantId, locale, content: text, version: 1, changed_at: ctx.now })
    .onConflict(['tenant_id', 'locale']).merge({ content: text, changed_at: ctx.now, version: ctx.tx.raw('content.homes.version + 1') }).returning<Row[]>('*');
  return { locale: row!.locale, content: row!.content, version: row!.version };
}
