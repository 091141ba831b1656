import { brandPresets, findTheme } from '@stoa/content';
import type { TxCtx } from '@stoa/platform/context';
import type { Tenant } from '@stoa/tenancy';
import type { DocumentContents } from './document.js';

/** How the marketplace looks on paper: its name and its first colour. One whose look is still being set up has the colour it begins with. */
export async function brandOf(ctx: TxCtx, tenant: Tenant): Promise<DocumentContents['brand']> {
  const theme = await findTheme(ctx);
  return { name: theme?.brand.name ?? tenant.name, color: theme?.roles.light['primary-deep'] ?? brandPresets[tenant.preset].seeds.primary };
}
