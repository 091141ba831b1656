import type { TxCtx } from '@stoa/platform/context';
import type { Brand, Roles } from './brand.js';
import type { Mended } from './mend-contrast.js';
import { themeNotFound } from './theme.errors.js';

/** A saved look: what was set, what was computed of it, and what had to be moved so that it can be read. */
export type Theme = { readonly version: number; readonly brand: Brand; readonly roles: Roles; readonly mended: readonly Mended[]; readonly savedAt: Date };
type Row = { tenant_id: string; version: number; brand: Brand; roles: Roles; mended: Mended[]; saved_at: Date };

export async function findTheme(ctx: TxCtx): Promise<Theme | null> {
  const row = await ctx.tx<Row>('content.themes').where('tenant_id', ctx.tenantId).orderBy('version', 'desc').first();
  return row ? { version: row.version, brand: row.brand, roles: row.roles, mended: row.mended, savedAt: row.saved_at } : null;
}

/** The theme that is shown: the newest version. */
export async function getTheme(ctx: TxCtx): Promise<Theme> {
  const theme = await findTheme(ctx);
  if (!theme) throw themeNotFound();
  return theme;
}

/** Answers false when somebody saved this version number first. */
export async function insertTheme(ctx: TxCtx, theme: Theme): Promise<boolean> {
  const rows = await ctx.tx('content.themes').insert({
    tenant_id: ctx.tenantId, version: theme.version, brand: JSON.stringify(theme.brand), roles: JSON.stringify(theme.roles), mended: JSON.stringify(theme.mended), saved_at: theme.savedAt,
  }).onConflict(['tenant_id', 'version']).ignore().returning('version');
  return rows.length === 1;
}
