import { brandPresets, findTheme } from '@stoa/content';
import type { TxCtx } from '@stoa/platform/context';
import type { Tenant } from '@stoa/tenancy';
import type { Brand } from './message.js';

/** How the marketplace looks in a mail, in its light colours. A first invitation may go out before the look is set up: then it is the one it begins with. */
export async function brandOf(ctx: TxCtx, tenant: Tenant): Promise<Brand> {
  const theme = await findTheme(ctx);
  if (theme) return { name: theme.brand.name, color: theme.roles.light.primary, onColor: theme.roles.light['on-primary'] };
  const { primary, paper } = brandPresets[tenant.preset].seeds;
  return { name: tenant.name, color: primary, onColor: paper };
}
