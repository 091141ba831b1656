import type { TxCtx } from '@stoa/platform/context';
import type { TenantFacts } from '@stoa/events/tenancy';
import { getTenant } from '@stoa/tenancy';
import { insertMissingHomes } from '../home/home.repository.js';
import { startingHome } from '../home/starting-home.js';
import { insertMissingPages } from '../page/page.repository.js';
import { startingPages } from '../page/starting-pages.js';
import { brandPresets } from './presets.js';
import { saveTheme } from './save-theme.js';
import { findTheme } from './theme.repository.js';

/** Gives a new marketplace a look, a home page and the pages the law asks for, in each of its languages; keeps what is there. Answers the operator's detail line. */
export async function provisionTheme(ctx: TxCtx, facts: TenantFacts): Promise<string> {
  const tenant = await getTenant(ctx);
  const theme = (await findTheme(ctx)) ?? (await saveTheme(ctx, { ...brandPresets[tenant.preset], name: facts.name }, 0));
  const locales = [...new Set(facts.markets.flatMap((market) => market.locales))];
  await insertMissingHomes(ctx, locales.map((locale) => ({ locale, content: startingHome(tenant, locale) })));
  await insertMissingPages(ctx, locales.flatMap((locale) => startingPages(tenant, locale)));
  const moved = theme.mended.length === 0 ? 'contrast checked' : `${theme.mended.length} colours moved for contrast`;
  return `${locales.length === 1 ? '1 language' : `${locales.length} languages`}, ${moved}`;
}
