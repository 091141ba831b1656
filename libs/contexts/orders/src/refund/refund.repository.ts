import type { OrderGroupId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';
import type { PaymentState } from '../order/order.js';
import type { OrderRefund, RefundPart } from './refund.js';

/** Refunds kept before parts had a kind say it by what else they hold. */
type StoredPart = Omit<RefundPart, 'minor' | 'kind'> & { minor: string; kind?: RefundPart['kind'] };
type Row = {
  id: OrderRefund['id']; group_id: OrderGroupId; state: OrderRefund['state']; amount_minor: bigint; reason: string; parts: StoredPart[]; decided_at: Date; settled_at: Date | null; failed_at: Date | null;
};

const refunds = (ctx: TxCtx) => ctx.tx<Row>('orders.refunds').where('tenant_id', ctx.tenantId);

/** Keeps how a refund stands now: the first time as a whole, later its state and times. */
export async function keepRefund(ctx: TxCtx, refund: OrderRefund): Promise<void> {
  const { id, groupId, state, amountMinor, reason, parts, decidedAt, settledAt, failedAt } = refund;
  await ctx.tx('orders.refunds').insert({
    tenant_id: ctx.tenantId, id, group_id: groupId, state, amount_minor: amountMinor, reason, decided_at: decidedAt, settled_at: settledAt, failed_at: failedAt,
    parts: JSON.stringify(parts.map((part) => ({ ...part, minor: part.minor.toString() }))),
  }).onConflict(['tenant_id', 'id']).merge(['state', 'settled_at', 'failed_at']);
}

/** The refunds of a group, the oldest first. */
export async function listRefunds(ctx: TxCtx, groupId: OrderGroupId): Promise<OrderRefund[]> {
  const rows = await refunds(ctx).where({ group_id: groupId }).orderBy(['decided_at', 'id']);
  return rows.map((row) => ({
    id: row.id, groupId, state: row.state, amountMinor: row.amount_minor, reason: row.reason, decidedAt: row.decided_at, settledAt: row.settled_at, failedAt: row.failed_at,
    parts: row.parts.map((part) => ({ ...part, kind: part.kind ?? kindOf(part), minor: BigInt(part.minor) })),
  }));
}

const kindOf = ({ lineId, quantity }: StoredPart): RefundPart['kind'] => (lineId === null ? 'shipping' : quantity === 0 ? 'goodwill' : 'goods');

/** What has reached the shoppers of these groups; a group of which nothing was refunded is not named. */
export async function refundedOfGroups(ctx: TxCtx, groupIds: readonly OrderGroupId[]): Promise<ReadonlyMap<OrderGroupId, bigint>> {
  if (groupIds.length === 0) return new Map();
  const rows: { group_id: OrderGroupId; minor: bigint }[] = await refunds(ctx).whereIn('group_id', [...groupIds]).where({ state: 'succeeded' }).groupBy('group_id').select('group_id', ctx.tx.raw('sum(amount_minor)::bigint as minor'));
  return new Map(rows.map((row) => [row.group_id, row.minor]));
}

/** Locks the group and says what of it may change by a refund. */
export async function lockPaymentState(ctx: TxCtx, groupId: OrderGroupId): Promise<{ state: PaymentState; totalMinor: bigint } | null> {
  const row = await groups(ctx, groupId).forUpdate().first('payment_state', 'total_minor');
  return row ? { state: row.payment_state, totalMinor: row.total_minor } : null;
}

export async function savePaymentState(ctx: TxCtx, groupId: OrderGroupId, state: PaymentState): Promise<void> {
  await groups(ctx, groupId).update({ payment_state: state, version: ctx.tx.raw('version + 1') });
}

const groups = (ctx: TxCtx, id: OrderGroupId) => ctx.tx<{ payment_state: PaymentState; total_minor: bigint; version: number }>('orders.order_groups').where('tenant_id', ctx.tenantId).where('id', id);
