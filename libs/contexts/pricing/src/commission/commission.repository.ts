import type { TxCtx } from '@stoa/platform/context';
import type { CommissionPlanId } from '@stoa/events/pricing';
import type { VendorId } from '@stoa/events/vendors';
import { untouchedPlan, type CommissionPlan } from './commission.js';

type StoredRule = { categoryPath: string; name: string; bp: number; vendorId: VendorId | null };
type Row = { tenant_id: string; id: CommissionPlanId; version: number; default_bp: number; rules: StoredRule[]; set_at: Date; set_by: string };

const plans = (ctx: TxCtx) => ctx.tx<Row>('pricing.commission_plans').where('tenant_id', ctx.tenantId);

/** The plan in force: the newest one, or what applies until there is one. */
export async function currentPlan(ctx: TxCtx): Promise<CommissionPlan> {
  const row = await plans(ctx).orderBy('version', 'desc').first();
  if (!row) return untouchedPlan;
  return { id: row.id, version: row.version, defaultBp: BigInt(row.default_bp), setAt: row.set_at, rules: row.rules.map((rule) => ({ ...rule, bp: BigInt(rule.bp) })) };
}

/** Adds the next version. False when somebody else added it meanwhile. */
export async function insertPlan(ctx: TxCtx, plan: CommissionPlan): Promise<boolean> {
  const added = await ctx.tx('pricing.commission_plans').insert({
    tenant_id: ctx.tenantId, id: plan.id, version: plan.version, default_bp: Number(plan.defaultBp), set_at: plan.setAt, set_by: ctx.actor.id,
    rules: JSON.stringify(plan.rules.map((rule) => ({ ...rule, bp: Number(rule.bp) }))),
  }).onConflict(['tenant_id', 'version']).ignore().returning('id');
  return added.length === 1;
}
