import { audit } from '@stoa/platform/audit';
import type { ControlTxCtx, TenantId } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { provisioningPartRequested, type ProvisioningPart } from '@stoa/events/tenancy';
import { listMarkets } from '../market/market.repository.js';
import { partDoneAlready, partNotFound } from '../tenant/tenant.errors.js';
import { getTenantForUpdate } from '../tenant/tenant.repository.js';
import { factsOf, type Part } from './part.js';
import { listParts, requestPartAgain } from './part.repository.js';

/** Asks a context for its part once more. */
export async function retryPart(ctx: ControlTxCtx, tenantId: TenantId, part: ProvisioningPart): Promise<Part[]> {
  const tenant = await getTenantForUpdate(ctx, tenantId);
  const inTenant = { ...ctx, tenantId };
  const found = (await listParts(inTenant)).find((one) => one.part === part);
  if (!found) throw partNotFound(part);
  if (found.state === 'done') throw partDoneAlready(part);
  await requestPartAgain(inTenant, part);
  await announce(inTenant, provisioningPartRequested, { ...factsOf(tenant, await listMarkets(inTenant)), part });
  await audit(inTenant, { action: 'tenancy.part_retried', subject: { kind: 'tenant', id: tenantId }, before: { part, state: found.state }, after: { part, state: 'requested' } });
  return listParts(inTenant);
}
