import { z } from 'zod';
import { type RouteWorld, operatorRoute, page, pageOf, pageQuery, route, type Route } from '@stoa/platform/http';
import { invariant } from '@stoa/platform/errors';
import type { ControlTxCtx, TenantId, TxCtx } from '@stoa/platform/context';
import { isUuid } from '@stoa/platform/ids';
import { provisioningParts } from '@stoa/events/tenancy';
import { listDomains } from '../domain/domain.repository.js';
import { verifyDomain, type ResolveTxt } from '../domain/verify-domain.js';
import type { TenantDirectory } from '../domain/tenant-directory.js';
import { listMarkets } from '../market/market.repository.js';
import { findPlan, getPlan, listPlans } from '../plan/plan.repository.js';
import { listParts } from '../provisioning/part.repository.js';
import { retryPart } from '../provisioning/retry-part.js';
import { findRefById } from '../domain/directory.query.js';
import { changeSettings } from './change-settings.js';
import { listTenants } from './list-tenants.query.js';
import { resumeTenant, suspendTenant } from './suspend-tenant.js';
import { getTenant, getTenantById } from './tenant.repository.js';
import {
  domainId, domainView, partView, planView, settingsBody, settingsView, tenantId, tenantLineView, tenantView, toDomainView, toPartView, toPlanView, toSettingsChanges, toSettingsView, toTenantLineView,
} from './tenant.schemas.js';
import { unknownPlan } from './tenant.errors.js';

export type TenancyRouteDeps = { directory: TenantDirectory; resolveTxt: ResolveTxt; publicUrls: { storefront(slug: string): string } };

/** Answers the operator's page of one marketplace. */
export async function describeTenant(ctx: ControlTxCtx, deps: Pick<TenancyRouteDeps, 'publicUrls'>, id: TenantId): Promise<z.input<typeof tenantView>> {
  const inTenant = { ...ctx, tenantId: id };
  const tenant = await getTenantById(ctx, id);
  const plan = await findPlan(ctx, tenant.planCode);
  if (!plan) throw unknownPlan(tenant.planCode);
  const settings = toSettingsView(tenant, { plan, markets: await listMarkets(inTenant), domains: await listDomains(inTenant) });
  const ref = await findRefById(ctx.tx, id);
  return { ...settings, publishable_key: ref?.publishableKey ?? null, parts: (await listParts(inTenant)).map(toPartView), storefront_url: deps.publicUrls.storefront(tenant.slug) };
}

const params = z.object({ tenant_id: tenantId });

export const operatorTenantRoutes = (deps: TenancyRouteDeps): Route[] => [
  operatorRoute({
    method: 'get', path: '/v1/operator/tenants', summary: 'List the marketplaces of this deployment', audience: 'operator', permission: 'operator.tenants',
    query: z.strictObject({ ...pageQuery, 'filter[status]': z.enum(['provisioning', 'live', 'suspended']).optional() }), response: pageOf(tenantLineView),
    example: () => ({}),
    handle: async (ctx, { query }) => {
      const cut = page(query, z.string().refine(isUuid));
      const rows = await ctx.inControlTx((tx) => listTenants(tx, { ...cut, status: query['filter[status]'] ?? null }));
      return cut.answer(rows, (row) => row.id as string, toTenantLineView);
    },
  }),
  operatorRoute({
    method: 'get', path: '/v1/operator/tenants/:tenant_id', summary: 'Show a marketplace and how far it is set up', audience: 'operator', permission: 'operator.tenants',
    params, response: tenantView, owner: 'params.tenant_id', example: (world: RouteWorld) => ({ params: { tenant_id: world.operator.provisioningTenant } }),
    handle: (ctx, { params: { tenant_id } }) => ctx.inControlTx((tx) => describeTenant(tx, deps, tenant_id)),
  }),
  operatorRoute({
    method: 'put', path: '/v1/operator/tenants/:tenant_id/suspension', summary: 'Suspend a marketplace', audience: 'operator', permission: 'operator.tenants',
    params, body: z.strictObject({ reason: z.string().trim().min(3).max(500) }), response: tenantView, owner: 'params.tenant_id',
    example: (world: RouteWorld) => ({ params: { tenant_id: world.operator.liveTenant }, body: { reason: 'The plan is not paid.' } }),
    handle: async (ctx, { params: { tenant_id }, body }) => {
      const view = await ctx.inControlTx(async (tx) => {
        await suspendTenant(tx, tenant_id, body.reason);
        return describeTenant(tx, deps, tenant_id);
      });
      deps.directory.clear();
      return view;
    },
  }),
  operatorRoute({
    method: 'delete', path: '/v1/operator/tenants/:tenant_id/suspension', summary: 'Resume a suspended marketplace', audience: 'operator', permission: 'operator.tenants',
    params, response: tenantView, owner: 'params.tenant_id', example: (world: RouteWorld) => ({ params: { tenant_id: world.operator.suspendedTenant } }),
    handle: async (ctx, { params: { tenant_id } }) => {
      const view = await ctx.inControlTx(async (tx) => {
        await resumeTenant(tx, tenant_id);
        return describeTenant(tx, deps, tenant_id);
      });
      deps.directory.clear();
      return view;
    },
  }),
  operatorRoute({
    method: 'post', path: '/v1/operator/tenants/:tenant_id/parts/:part/retry', summary: 'Try a part of the setting up again', audience: 'operator', permission: 'operator.tenants',
    params: z.object({ tenant_id: tenantId, part: z.enum(provisioningParts) }), response: z.object({ data: z.array(partView) }), owner: 'params.tenant_id',
    example: (world: RouteWorld) => ({ params: { tenant_id: world.operator.provisioningTenant, part: world.operator.failedPart } }),
    handle: async (ctx, { params: { tenant_id, part } }) => ({ data: (await ctx.inControlTx((tx) => retryPart(tx, tenant_id, part))).map(toPartView) }),
  }),
  operatorRoute({
    method: 'put', path: '/v1/operator/tenants/:tenant_id/domains/:domain_id/verification', summary: 'Look for the proof of a domain in the DNS', audience: 'operator', permission: 'operator.tenants',
    params: z.object({ tenant_id: tenantId, domain_id: domainId }), response: domainView, owner: 'params.tenant_id',
    example: (world: RouteWorld) => ({ params: { tenant_id: world.operator.provisioningTenant, domain_id: world.operator.domain } }),
    handle: async (ctx, { params: { tenant_id, domain_id } }) => {
      const domain = await verifyDomain(deps, ctx, tenant_id, domain_id);
      deps.directory.clear();
      return toDomainView(domain);
    },
  }),
  operatorRoute({
    method: 'get', path: '/v1/operator/plans', summary: 'List the plans', audience: 'operator', permission: 'operator.tenants', response: z.object({ data: z.array(planView) }), example: () => ({}),
    handle: async (ctx) => ({ data: (await ctx.inControlTx(listPlans)).map(toPlanView) }),
  }),
];

const describeSettings = async (tx: TxCtx) => toSettingsView(await getTenant(tx), { plan: await getPlan(tx), markets: await listMarkets(tx), domains: await listDomains(tx) });

export const settingsRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/settings', summary: 'Show the settings of the marketplace', audience: 'staff', permission: 'tenancy.read', response: settingsView, etag: true, example: () => ({}),
    handle: (ctx) => ctx.inRead(describeSettings),
  }),
  route({
    method: 'patch', path: '/v1/admin/settings', summary: 'Change the settings of the marketplace', audience: 'staff', permission: 'tenancy.write', body: settingsBody, response: settingsView, etag: true,
    example: () => ({ body: { support_email: 'help@example.test' }, headers: { 'If-Match': '"1"' } }),
    handle: async (ctx, { body, request }) => {
      const { ifMatch } = request;
      invariant(ifMatch !== null, 'mount lets no change without If-Match in here');
      return ctx.inTx(async (tx) => {
        await changeSettings(tx, ifMatch, toSettingsChanges(body));
        return describeSettings(tx);
      });
    },
  }),
];
