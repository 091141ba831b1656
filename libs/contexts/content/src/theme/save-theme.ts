import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { themeChanged } from '@stoa/events/content';
import type { Brand } from './brand.js';
import { computeRoles } from './compute-roles.js';
import { checkLogo } from './logo.js';
import { mendContrast } from './mend-contrast.js';
import { themeChangedMeanwhile } from './theme.errors.js';
import { findTheme, insertTheme, type Theme } from './theme.repository.js';

/** Saves a look as the next version: computes its roles, moves what could not be read, refuses only what cannot be mended. `seen` is the version the staff edited. */
export async function saveTheme(ctx: TxCtx, brand: Brand, seen: number): Promise<Theme> {
  const current = await findTheme(ctx);
  if ((current?.version ?? 0) !== seen) throw themeChangedMeanwhile();
  const checked: Brand = { ...brand, logoSvg: brand.logoSvg === null ? null : checkLogo(brand.logoSvg) };
  const theme: Theme = { version: seen + 1, brand: checked, ...mendContrast(computeRoles(checked)), savedAt: ctx.now };
  if (!(await insertTheme(ctx, theme))) throw themeChangedMeanwhile();
  await audit(ctx, { action: 'content.theme_changed', subject: { kind: 'theme', id: ctx.tenantId }, before: current && { version: current.version }, after: { version: theme.version, mended: theme.mended.length } });
  await announce(ctx, themeChanged, { version: theme.version });
  return theme;
}
