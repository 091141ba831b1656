import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { tenantChanged } from '@stoa/events/tenancy';
import { tenantChangedMeanwhile } from './tenant.errors.js';
import { getTenant, updateTenant } from './tenant.repository.js';
import type { Tenant } from './tenant.js';

export type Settings = Pick<Tenant, 'name' | 'legalName' | 'address' | 'registerNumber' | 'vatId' | 'holdDays' | 'supportEmail'>;

/** Changes what the staff may change about their marketplace. `version` is the one they saw. */
export async function changeSettings(ctx: TxCtx, version: number, changes: Partial<Settings>): Promise<Tenant> {
  const found = await getTenant(ctx);
  if (found.version !== version) throw tenantChangedMeanwhile();
  const tenant = await updateTenant(ctx, { ...found, ...changes });
  const changed = (Object.keys(changes) as (keyof Settings)[]).filter((key) => JSON.stringify(found[key]) !== JSON.stringify(tenant[key]));
  const only = (from: Tenant) => Object.fromEntries(changed.map((key) => [key, from[key]]));
  await audit(ctx, { action: 'tenancy.settings_changed', subject: { kind: 'tenant', id: tenant.id }, before: only(found), after: only(tenant) });
  await announce(ctx, tenantChanged, {});
  return tenant;
}
