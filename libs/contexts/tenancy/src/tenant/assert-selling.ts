import type { TxCtx } from '@stoa/platform/context';
import { getTenant } from './tenant.repository.js';
import { assertOpen, type Tenant } from './tenant.js';

/** Refuses with `tenancy.marketplace_closed` unless the marketplace is live; answers it otherwise. */
export async function assertSelling(ctx: TxCtx): Promise<Tenant> {
  const tenant = await getTenant(ctx);
  assertOpen(tenant);
  return tenant;
}
