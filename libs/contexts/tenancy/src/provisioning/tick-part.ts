import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { tenantLive, type ProvisioningPart } from '@stoa/events/tenancy';
import { getTenantForUpdate, updateTenant } from '../tenant/tenant.repository.js';
import { goLive } from '../tenant/tenant.js';
import { countOpenParts, finishPart } from './part.repository.js';

/** Writes down how a part went. With the last one the marketplace goes live. */
export async function tickPart(ctx: TxCtx, part: ProvisioningPart, outcome: { state: 'done' | 'failed'; detail: string }): Promise<void> {
  const tenant = await getTenantForUpdate(ctx, ctx.tenantId);
  await finishPart(ctx, part, outcome);
  if (tenant.liveAt !== null || (await countOpenParts(ctx)) > 0) return;
  await updateTenant(ctx, goLive(tenant, ctx.now));
  await announce(ctx, tenantLive, {});
}
