import type { TxCtx } from '@stoa/platform/context';
import type { Step, StepKey, Told } from './warning.js';

type Row = { tenant_id: string; code: string; place: string; seller: string; step: Step; period: string; told_at: Date };

/** The limit is the marketplace's own. */
const OWN = 'marketplace';
const steps = (ctx: TxCtx) => ctx.tx<Row>('tax.threshold_steps').where('tenant_id', ctx.tenantId);
const rowOf = ({ code, place, sellerId, step, period }: StepKey) => ({ code, place, seller: sellerId ?? OWN, step, period });

/** The steps that staff know of. */
export async function listTold(ctx: TxCtx): Promise<Told[]> {
  const rows = await steps(ctx).orderBy(['code', 'place', 'seller', 'step', 'period']);
  return rows.map(({ code, place, seller, step, period, told_at: toldAt }) => ({ code, place, sellerId: seller === OWN ? null : seller, step, period, toldAt }));
}

/** Writes down that staff are told of a step; false where somebody has told them meanwhile. */
export async function insertTold(ctx: TxCtx, key: StepKey): Promise<boolean> {
  const made = await ctx.tx('tax.threshold_steps').insert({ tenant_id: ctx.tenantId, ...rowOf(key), told_at: ctx.now }).onConflict(['tenant_id', 'code', 'place', 'seller', 'step', 'period']).ignore().returning('code');
  return made.length === 1;
}

export async function forgetTold(ctx: TxCtx, key: StepKey): Promise<void> {
  await steps(ctx).where(rowOf(key)).delete();
}
