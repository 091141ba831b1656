import type { Knex } from 'knex';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';

/** What a marketplace pays for and may use. `platformFeeBp`: hundredths of a percent of the net goods of an order group. A limit of null is none. */
export type Plan = { code: string; name: string; platformFeeBp: bigint; limits: { vendors: number | null; listings: number | null; staff: number | null } };
export type PlanRow = { code: string; name: string; platform_fee_bp: bigint; max_vendors: number | null; max_listings: number | null; max_staff: number | null };

/** The plan of the marketplace the context speaks for. */
export async function getPlan(ctx: TxCtx): Promise<Plan> {
  const row = await ctx.tx('tenancy.plans as p').join('tenancy.tenants as t', 't.plan_code', 'p.code').where('t.tenant_id', ctx.tenantId).first<PlanRow | undefined>('p.*');
  invariant(row, 'every marketplace has a plan');
  return toPlan(row);
}

export async function findPlan(ctx: { tx: Knex.Transaction }, code: string): Promise<Plan | null> {
  const row = await ctx.tx<PlanRow>('tenancy.plans').where({ code }).first();
  return row ? toPlan(row) : null;
}

export async function listPlans(ctx: { tx: Knex.Transaction }): Promise<Plan[]> {
  return (await ctx.tx<PlanRow>('tenancy.plans').orderBy('platform_fee_bp', 'desc')).map(toPlan);
}

export const toPlan = (r: PlanRow): Plan => ({ code: r.code, name: r.name, platformFeeBp: r.platform_fee_bp, limits: { vendors: r.max_vendors, listings: r.max_listings, staff: r.max_staff } });
