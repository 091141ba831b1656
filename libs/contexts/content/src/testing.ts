import type { TxCtx } from '@stoa/platform/context';
import { getTenant, listMarkets } from '@stoa/tenancy';
import { provisionTheme } from './theme/provision-theme.js';
import { brandPresets, saveTheme, type Brand, type Theme } from './index.js';

export const aBrand = (changes: Partial<Brand> = {}): Brand => ({ ...brandPresets.craft, name: 'Oma', ...changes });

export const savedTheme = (ctx: TxCtx, changes: Partial<Brand> = {}): Promise<Theme> => saveTheme(ctx, aBrand(changes), 0);


/** Look, home page and legal pages as a new marketplace gets them; the tenant's row must be there. */
export async function provisionedContent(ctx: TxCtx): Promise<void> {
  const tenant = await getTenant(ctx);
  const markets = (await listMarkets(ctx)).map(({ id, ...market }) => ({ ...market, marketId: id, countries: [...market.countries], regions: [...market.regions], locales: [...market.locales], rulePacks: [...market.rulePacks] }));
  await provisionTheme(ctx, { ...tenant, markets });
}
