import { audit } from '@stoa/platform/audit';
import type { ControlTxCtx, TenantId } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { tenantResumed, tenantSuspended } from '@stoa/events/tenancy';
import { getTenantForUpdate, updateTenant } from './tenant.repository.js';
import { resume, suspend, type Tenant } from './tenant.js';

/** Closes a marketplace for its shoppers; the reason stands in the audit trail and is read by its staff. */
export async function suspendTenant(ctx: ControlTxCtx, tenantId: TenantId, reason: string): Promise<Tenant> {
  const found = await getTenantForUpdate(ctx, tenantId);
  const tenant = await updateTenant(ctx, suspend(found, reason));
  const inTenant = { ...ctx, tenantId };
  await audit(inTenant, { action: 'tenancy.tenant_suspended', subject: { kind: 'tenant', id: tenantId }, before: { status: found.status }, after: { status: tenant.status }, reason });
  await announce(inTenant, tenantSuspended, { reason });
  return tenant;
}

/** Opens a suspended marketplace again. */
export async function resumeTenant(ctx: ControlTxCtx, tenantId: TenantId): Promise<Tenant> {
  const found = await getTenantForUpdate(ctx, tenantId);
  const tenant = await updateTenant(ctx, resume(found));
  const inTenant = { ...ctx, tenantId };
  await audit(inTenant, { action: 'tenancy.tenant_resumed', subject: { kind: 'tenant', id: tenantId }, before: { status: found.status }, after: { status: tenant.status } });
  await announce(inTenant, tenantResumed, {});
  return tenant;
}
