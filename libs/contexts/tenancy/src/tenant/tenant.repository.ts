import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import { believed } from '@stoa/platform/believed';
import type { Ctx, TenantId, TxCtx } from '@stoa/platform/context';
import { type Plan, type PlanRow, toPlan } from '../plan/plan.repository.js';
import { tenantChangedMeanwhile, tenantNotFound } from './tenant.errors.js';
import type { LegalAddress, Preset, TaxRegistration, Tenant, TenantStatus } from './tenant.js';

export type TenantRow = {
  tenant_id: TenantId; slug: string; name: string; legal_name: string; home_country: string; status: TenantStatus; resume_to: 'provisioning' | 'live' | null; suspended_reason: string | null;
  address: LegalAddress; register_number: string | null; vat_id: string | null; registrations: TaxRegistration[]; currency: string; locale: string; hold_days: number; number_prefix: string;
  support_email: string; plan_code: string; preset: Preset; created_at: Date; live_at: Date | null; version: number;
};
/** A transaction of the app or of the control role: both see the tenant's own row. */
type AnyTx = { tx: Knex.Transaction };

/** By name, so that the server may keep the question: every checkout asks it. */
const COLUMNS = ['tenant_id', 'slug', 'name', 'legal_name', 'home_country', 'status', 'resume_to', 'suspended_reason', 'address', 'register_number', 'vat_id', 'registrations', 'currency', 'locale', 'hold_days', 'number_prefix', 'support_email', 'plan_code', 'preset', 'created_at', 'live_at', 'version'] as const;
const tenants = (ctx: AnyTx, tenantId: TenantId) => ctx.tx<TenantRow>('tenancy.tenants').where('tenant_id', tenantId);

/** The marketplace the context speaks for. */
export const getTenant = (ctx: TxCtx): Promise<Tenant> => getTenantById(ctx, ctx.tenantId);

const seen = believed<Tenant>();

/** The same for what is only shown: a change is seen a second later. */
export const believedTenant = (ctx: TxCtx): Promise<Tenant> => seen.read(ctx, 'tenant', () => getTenant(ctx));

/** A slug is for life, and asked for with every payment. */
const slugs = new LRUCache<TenantId, string>({ max: 10_000 });

/** The short name of the marketplace, for who has no transaction open. */
export async function slugOf(ctx: Ctx): Promise<string> {
  const slug = slugs.get(ctx.tenantId) ?? (await ctx.inRead(getTenant)).slug;
  slugs.set(ctx.tenantId, slug);
  return slug;
}

/** The same with the plan that it is on. */
export async function getTenantAndPlan(ctx: TxCtx): Promise<{ tenant: Tenant; plan: Plan }> {
  const row = await ctx.tx('tenancy.tenants as t').join('tenancy.plans as p', 'p.code', 't.plan_code').where('t.tenant_id', ctx.tenantId)
    .first<(TenantRow & Omit<PlanRow, 'name'> & { plan_name: string }) | undefined>(...COLUMNS.map((name) => `t.${name}`), 'p.code', 'p.platform_fee_bp', 'p.max_vendors', 'p.max_listings', 'p.max_staff', 'p.name as plan_name');
  if (!row) throw tenantNotFound();
  return { tenant: fromRow(row), plan: toPlan({ ...row, name: row.plan_name }) };
}

export async function getTenantById(ctx: AnyTx, tenantId: TenantId): Promise<Tenant> {
  const row = await tenants(ctx, tenantId).first(...COLUMNS);
  if (!row) throw tenantNotFound();
  return fromRow(row as TenantRow);
}

/** The same, locked: parts that are ticked at once wait for each other here. */
export async function getTenantForUpdate(ctx: AnyTx, tenantId: TenantId): Promise<Tenant> {
  const row = await tenants(ctx, tenantId).forUpdate().first();
  if (!row) throw tenantNotFound();
  return fromRow(row as TenantRow);
}

/** Answers false when the slug is taken. */
export async function insertTenant(ctx: AnyTx, tenant: Tenant): Promise<boolean> {
  const rows = await ctx.tx('tenancy.tenants').insert({ tenant_id: tenant.id, created_at: tenant.createdAt, version: 1, ...toRow(tenant) }).onConflict('slug').ignore().returning('tenant_id');
  return rows.length === 1;
}

/** Saves only if nobody saved since `tenant` was read. */
export async function updateTenant(ctx: AnyTx, tenant: Tenant): Promise<Tenant> {
  const version = tenant.version + 1;
  const changed = await ctx.tx('tenancy.tenants').where({ tenant_id: tenant.id, version: tenant.version }).update({ ...toRow(tenant), version });
  if (changed === 0) throw tenantChangedMeanwhile();
  seen.forget({ tx: ctx.tx, tenantId: tenant.id });
  return { ...tenant, version };
}

const toRow = (t: Tenant) => ({
  slug: t.slug, name: t.name, legal_name: t.legalName, home_country: t.homeCountry, status: t.status, resume_to: t.resumeTo, suspended_reason: t.suspendedReason,
  address: JSON.stringify(t.address), register_number: t.registerNumber, vat_id: t.vatId, registrations: JSON.stringify(t.registrations), currency: t.currency, locale: t.locale,
  hold_days: t.holdDays, number_prefix: t.numberPrefix, support_email: t.supportEmail, plan_code: t.planCode, preset: t.preset, live_at: t.liveAt,
});

export const fromRow = (r: TenantRow): Tenant => ({
  id: r.tenant_id, slug: r.slug, name: r.name, legalName: r.legal_name, homeCountry: r.home_country, status: r.status, resumeTo: r.resume_to, suspendedReason: r.suspended_reason,
  address: r.address, registerNumber: r.register_number, vatId: r.vat_id, registrations: r.registrations, currency: r.currency, locale: r.locale, holdDays: r.hold_days,
  numberPrefix: r.number_prefix, supportEmail: r.support_email, planCode: r.plan_code, preset: r.preset, createdAt: r.created_at, liveAt: r.live_at, version: r.version,
});
