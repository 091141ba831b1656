import type { RefundId } from '@stoa/events/payments';
import type { ReversalId, TransferId } from '@stoa/events/payouts';
import type { TxCtx } from '@stoa/platform/context';

export type ReversedTransfer = { readonly transferId: TransferId; readonly refundId: RefundId | null };

/** Which transfers these reversals took back, and for which refunds. */
export async function transfersOfReversals(ctx: TxCtx, ids: readonly ReversalId[]): Promise<Map<ReversalId, ReversedTransfer>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx<{ id: ReversalId; transfer_id: TransferId; cause_kind: string; cause_id: string }>('payouts.reversals')
    .where('tenant_id', ctx.tenantId).whereIn('id', [...ids]).select('id', 'transfer_id', 'cause_kind', 'cause_id');
  return new Map(rows.map((row) => [row.id, { transferId: row.transfer_id, refundId: row.cause_kind === 'refund' ? (row.cause_id as RefundId) : null }]));
}
