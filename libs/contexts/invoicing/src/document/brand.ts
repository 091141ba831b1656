import type { TxCtx } from '@stoa/platform/context';
import type { Tenant } from '@stoa/tenancy';
import type { DocumentContents } from './document.js';

const INK = '#1f2a33';

/** How the marketplace looks on paper. */
export async function brandOf(_ctx: TxCtx, tenant: Tenant): Promise<DocumentContents['brand']> {
  return { name: tenant.name, color: INK };
}
