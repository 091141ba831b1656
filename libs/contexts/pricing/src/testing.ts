import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { CommissionPlanId } from '@stoa/events/pricing';
import type { CommissionPlan } from './commission/commission.js';
import { insertPlan } from './commission/commission.repository.js';

/** Ceramics 12 %, textiles 10 %, everything else 15 %. */
export const aPlan = (change: Partial<CommissionPlan> = {}): CommissionPlan => ({
  id: newId<CommissionPlanId>(), version: 1, defaultBp: 1_500n, setAt: new Date('2026-01-02T09:00:00Z'),
  rules: [{ categoryPath: 'ceramics', name: 'Ceramics', bp: 1_200n, vendorId: null, amounts: [] }, { categoryPath: 'textiles', name: 'Textiles', bp: 1_000n, vendorId: null, amounts: [] }], ...change,
});

export async function savedPlan(ctx: TxCtx, change: Partial<CommissionPlan> = {}): Promise<CommissionPlan> {
  const plan = aPlan(change);
  await insertPlan(ctx, plan);
  return plan;
}
