import type { TxCtx } from '@stoa/platform/context';
import type { CommissionPlanId } from '@stoa/events/pricing';
import type { VendorId } from '@stoa/events/vendors';
import { inOldOrder, untouchedPlan, type CommissionPlan, type CommissionRule, type RuleAmounts } from './commission.js';

type StoredAmounts = { currency: string; fixedMinor: string; minMinor: string | null; maxMinor: string | null };
/** Rules that were stored before they had an order have no `amounts`. */
type StoredRule = { categoryPath: string | null; name: string; bp: number; vendorId: VendorId | null; amounts?: StoredAmounts[] };
type Row = { tenant_id: string; id: CommissionPlanId; version: number; default_bp: number; rules: StoredRule[]; set_at: Date; set_by: string };

const plans = (ctx: TxCtx) => ctx.tx<Row>('pricing.commission_plans').where('tenant_id', ctx.tenantId);

/** The plan in force: the newest one, or what applies until there is one. */
export async function currentPlan(ctx: TxCtx): Promise<CommissionPlan> {
  const row = await plans(ctx).orderBy('version', 'desc').first('id', 'version', 'default_bp', 'rules', 'set_at');
  if (!row) return untouchedPlan;
  const rules = row.rules.map(toRule);
  return { id: row.id, version: row.version, defaultBp: BigInt(row.default_bp), setAt: row.set_at, rules: row.rules.some((rule) => rule.amounts === undefined) ? inOldOrder(rules) : rules };
}

/** Adds the next version. False when somebody else added it meanwhile. */
export async function insertPlan(ctx: TxCtx, plan: CommissionPlan): Promise<boolean> {
  const added = await ctx.tx('pricing.commission_plans').insert({
    tenant_id: ctx.tenantId, id: plan.id, version: plan.version, default_bp: Number(plan.defaultBp), set_at: plan.setAt, set_by: ctx.actor.id,
    rules: JSON.stringify(plan.rules.map(toStored)),
  }).onConflict(['tenant_id', 'version']).ignore().returning('id');
  return added.length === 1;
}

const toStored = (rule: CommissionRule): StoredRule => ({ ...rule, bp: Number(rule.bp), amounts: rule.amounts.map((one) => ({ currency: one.currency, fixedMinor: one.fixedMinor.toString(), minMinor: one.minMinor?.toString() ?? null, maxMinor: one.maxMinor?.toString() ?? null })) });

const toRule = (stored: StoredRule): CommissionRule => ({ ...stored, bp: BigInt(stored.bp), amounts: (stored.amounts ?? []).map(toAmounts) });

const toAmounts = (stored: StoredAmounts): RuleAmounts => ({
  currency: stored.currency, fixedMinor: BigInt(stored.fixedMinor), minMinor: stored.minMinor === null ? null : BigInt(stored.minMinor), maxMinor: stored.maxMinor === null ? null : BigInt(stored.maxMinor),
});
