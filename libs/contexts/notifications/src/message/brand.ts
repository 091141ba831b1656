import type { TxCtx } from '@stoa/platform/context';
import type { Tenant } from '@stoa/tenancy';
import type { Brand } from './message.js';

/** How the marketplace looks in a mail. */
export async function brandOf(_ctx: TxCtx, tenant: Tenant): Promise<Brand> {
  return { name: tenant.name, color: '#1f2a33', onColor: '#ffffff' };
}
