import type { TaxDecisionId } from '@stoa/events/tax';
import type { TxCtx } from '@stoa/platform/context';
import { percent } from '@stoa/platform/money';
import { type CommissionTerms, chargeOf } from '@stoa/pricing';
import { recomputeDecision } from '@stoa/tax';
import type { MoneyCommission, OrderGroupForMoney } from '@stoa/orders';

export type TaxRecomputation = { readonly lookedAt: number; readonly differing: readonly string[] };

/** Works every tax decision of the order out again from its kept facts and packs. */
export async function recomputeTaxes(ctx: TxCtx, ids: readonly string[]): Promise<TaxRecomputation> {
  const distinct = [...new Set(ids)];
  const differing: string[] = [];
  for (const id of distinct) if (!(await recomputeDecision(ctx, id as TaxDecisionId)).same) differing.push(id);
  return { lookedAt: distinct.length, differing };
}

export type Recomputed = { readonly commissionMinor: ReadonlyMap<string, bigint>; readonly platformFeeMinor: bigint; readonly grossMinor: bigint };

/** Commission per order, the platform's fee and the total, worked out again from stored nets and terms: commission per line, the fee half up per group. */
export function recompute(group: OrderGroupForMoney): Recomputed {
  const goods = group.orders.flatMap((order) => order.lines).filter((line) => line.kind === 'goods');
  const netGoods = goods.reduce((total, line) => total + line.netMinor, 0n);
  return {
    commissionMinor: new Map(group.orders.map((order) => [order.id, order.lines.reduce((total, line) => total + (line.commission ? chargeOf(termsOf(line.commission), line).amountMinor : 0n), 0n)])),
    platformFeeMinor: percent(netGoods, group.platformFee.basisPoints, 'half_up'),
    grossMinor: group.orders.flatMap((order) => order.lines).reduce((total, line) => total + line.netMinor + line.taxMinor, 0n),
  };
}

/** The terms that were frozen with a line, as pricing charges by them. */
export const termsOf = (kept: MoneyCommission): CommissionTerms => ({ bp: kept.basisPoints, fixedMinor: kept.fixedMinor, minMinor: kept.minMinor, maxMinor: kept.maxMinor });
