import { audit } from '@stoa/platform/audit';
import type { ControlTxCtx, TenantId } from '@stoa/platform/context';
import { newToken } from '@stoa/platform/crypto';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { provisioningPartRequested, provisioningParts, tenantCreated, type MarketId } from '@stoa/events/tenancy';
import { insertDomain } from '../domain/domain.repository.js';
import { insertKey } from '../domain/publishable-key.repository.js';
import { checkMarkets, type Market, type NewMarket } from '../market/market.js';
import { insertMarkets } from '../market/market.repository.js';
import { findPlan } from '../plan/plan.repository.js';
import { insertParts } from '../provisioning/part.repository.js';
import { factsOf } from '../provisioning/part.js';
import { slugTaken, unknownPlan } from './tenant.errors.js';
import { insertTenant } from './tenant.repository.js';
import type { Tenant } from './tenant.js';

export type NewTenant = Pick<
  Tenant,
  'slug' | 'name' | 'legalName' | 'homeCountry' | 'address' | 'registerNumber' | 'vatId' | 'registrations' | 'currency' | 'locale' | 'holdDays' | 'numberPrefix' | 'supportEmail' | 'planCode' | 'preset'
> & { markets: readonly NewMarket[]; host: string | null };

/** Opens a marketplace: it is found by its key at once, sells nothing yet, and asks every context for its part. */
export async function createTenant(ctx: ControlTxCtx, input: NewTenant): Promise<{ tenant: Tenant; publishableKey: string }> {
  const { markets: newMarkets, host, ...settings } = input;
  checkMarkets(newMarkets, settings.currency);
  if (!(await findPlan(ctx, settings.planCode))) throw unknownPlan(settings.planCode);
  const tenant: Tenant = { ...settings, id: newId<TenantId>(), status: 'provisioning', resumeTo: null, suspendedReason: null, createdAt: ctx.now, liveAt: null, version: 1 };
  if (!(await insertTenant(ctx, tenant))) throw slugTaken(tenant.slug);
  const publishableKey = `pk_${tenant.slug.replaceAll('-', '_')}_${newToken(18)}`;
  const inTenant = { ...ctx, tenantId: tenant.id };
  await insertKey(inTenant, publishableKey);
  if (host !== null) await insertDomain(inTenant, { host, challenge: `stoa-verify=${newToken(18)}`, verifiedAt: null });
  const markets = newMarkets.map((market, position): Market => ({ ...market, id: newId<MarketId>(), position }));
  await insertMarkets(inTenant, markets);
  await insertParts(inTenant, provisioningParts);

  const facts = factsOf(tenant, markets);
  await announce(inTenant, tenantCreated, facts);
  for (const part of provisioningParts) await announce(inTenant, provisioningPartRequested, { ...facts, part });
  await audit(inTenant, { action: 'tenancy.tenant_created', subject: { kind: 'tenant', id: tenant.id }, before: null, after: { slug: tenant.slug, plan: tenant.planCode, markets: markets.map((m) => m.code) } });
  return { tenant, publishableKey };
}
