import type { TxCtx } from '@stoa/platform/context';
import { audit } from '@stoa/platform/audit';
import { DomainError } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { commissionPlanChanged, type CommissionPlanId } from '@stoa/events/pricing';
import type { VendorId } from '@stoa/events/vendors';
import { listCategories } from '@stoa/catalog';
import { getVendors } from '@stoa/vendors';
import { categoryUnknown, currencyMissing, vendorUnknown } from './commission.errors.js';
import { checkRules, type CommissionPlan, type CommissionRule } from './commission.js';
import { currentPlan, insertPlan } from './commission.repository.js';
import { currenciesOf } from './currencies-of.js';

/** Sets what the marketplace keeps of sales from now on. Orders placed before keep the plan they were placed under. */
export async function setCommissionPlan(ctx: TxCtx, wanted: { defaultBp: bigint; rules: readonly Omit<CommissionRule, 'name'>[]; expectedVersion: number }): Promise<CommissionPlan> {
  const before = await currentPlan(ctx);
  if (before.version !== wanted.expectedVersion) throw changedMeanwhile();
  const plan: CommissionPlan = {
    id: newId<CommissionPlanId>(), version: before.version + 1, defaultBp: wanted.defaultBp, setAt: ctx.now, rules: await named(ctx, wanted.rules),
  };
  checkRules(plan.rules);
  await checkCurrencies(ctx, plan.rules);
  if (!(await insertPlan(ctx, plan))) throw changedMeanwhile();
  await audit(ctx, { action: 'pricing.commission_plan_changed', subject: { kind: 'commission_plan', id: plan.id! }, before: shown(before), after: shown(plan) });
  await announce(ctx, commissionPlanChanged, { planId: plan.id!, version: plan.version });
  return plan;
}

/** A rule keeps its category's name of today: the text on old statements must not change with the tree. */
async function named(ctx: TxCtx, rules: readonly Omit<CommissionRule, 'name'>[]): Promise<CommissionRule[]> {
  const names = new Map((await listCategories(ctx)).map((category) => [category.path, category.names['en'] ?? Object.values(category.names)[0] ?? category.path]));
  const unknown = rules.flatMap(({ categoryPath }) => (categoryPath === null || names.has(categoryPath) ? [] : [categoryPath]));
  if (unknown.length > 0) throw categoryUnknown([...new Set(unknown)]);
  const vendorIds = rules.flatMap((rule): VendorId[] => (rule.vendorId === null ? [] : [rule.vendorId]));
  if ((await getVendors(ctx, vendorIds)).size < new Set(vendorIds).size) throw vendorUnknown();
  return rules.map((rule) => ({ ...rule, name: rule.categoryPath === null ? 'All goods' : names.get(rule.categoryPath)! }));
}

/** A rule with amounts has them for all that is sold: else orders in the other currency would be charged less, and nobody would see it. */
async function checkCurrencies(ctx: TxCtx, rules: readonly CommissionRule[]): Promise<void> {
  if (rules.every((rule) => rule.amounts.length === 0)) return;
  const sellsIn = await currenciesOf(ctx);
  rules.forEach((rule, index) => {
    const missing = rule.amounts.length === 0 ? [] : sellsIn.filter((currency) => !rule.amounts.some((one) => one.currency === currency));
    if (missing.length > 0) throw currencyMissing(index, missing);
  });
}

/** A plan as the audit trail keeps it. */
const shown = ({ version, defaultBp, rules }: CommissionPlan) => ({
  version, defaultBp: Number(defaultBp),
  rules: rules.map((rule) => ({ ...rule, bp: Number(rule.bp), amounts: rule.amounts.map((one) => ({ currency: one.currency, fixed: Number(one.fixedMinor), minimum: one.minMinor === null ? null : Number(one.minMinor), maximum: one.maxMinor === null ? null : Number(one.maxMinor) })) })),
});

const changedMeanwhile = () => new DomainError('pricing.plan_changed_meanwhile', 'precondition_failed', 'Somebody set another commission meanwhile. Load it again, then repeat your change.');
