import type { TxCtx } from '@stoa/platform/context';
import type { CommissionPlanId } from '@stoa/events/pricing';
import { commissionOf, type Commission, type CommissionLine, type CommissionPlan } from './commission.js';
import { currentPlan } from './commission.repository.js';

/** What the marketplace keeps of these lines by today's plan, and by which of its rules. Orders freeze the answer. */
export async function quoteCommission(ctx: TxCtx, lines: readonly CommissionLine[], currency: string): Promise<{ planId: CommissionPlanId | null; planVersion: number; lines: Commission[] }> {
  return commissionBy(await currentPlan(ctx), lines, currency);
}

/** The same by a plan that was read before. */
export const commissionBy = (plan: CommissionPlan, lines: readonly CommissionLine[], currency: string): { planId: CommissionPlanId | null; planVersion: number; lines: Commission[] } =>
  ({ planId: plan.id, planVersion: plan.version, lines: commissionOf(plan, lines, currency) });
