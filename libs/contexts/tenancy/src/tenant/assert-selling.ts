import type { TxCtx } from '@stoa/platform/context';
import type { Plan } from '../plan/plan.repository.js';
import { believedTenant, getTenant, getTenantAndPlan } from './tenant.repository.js';
import { assertOpen, type Tenant } from './tenant.js';

/** Refuses with `tenancy.marketplace_closed` unless the marketplace is live; answers it otherwise. */
export async function assertSelling(ctx: TxCtx): Promise<Tenant> {
  const tenant = await getTenant(ctx);
  assertOpen(tenant);
  return tenant;
}

/** The same for who neither orders nor pays yet: believes for a second what was read last. */
export async function assertSeenSelling(ctx: TxCtx): Promise<Tenant> {
  const tenant = await believedTenant(ctx);
  assertOpen(tenant);
  return tenant;
}

/** The same with the plan that it is on, in one statement. */
export async function assertSellingOnPlan(ctx: TxCtx): Promise<{ tenant: Tenant; plan: Plan }> {
  const found = await getTenantAndPlan(ctx);
  assertOpen(found.tenant);
  return found;
}
