import type { OrderGroupId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { Row } from '../order/order.rows.js';
import type { TimelineEntry } from './timeline.js';

/** Adds what happened, as done by whoever the context says, now. */
export async function addToTimeline(ctx: TxCtx, entry: Pick<TimelineEntry, 'groupId' | 'orderId' | 'kind' | 'note' | 'details'>): Promise<TimelineEntry> {
  const full: TimelineEntry = { ...entry, id: newId(), actorKind: ctx.actor.kind, actorId: ctx.actor.id, happenedAt: ctx.now };
  await ctx.tx('orders.timeline').insert({
    tenant_id: ctx.tenantId, id: full.id, group_id: full.groupId, order_id: full.orderId, kind: full.kind, note: full.note,
    details: JSON.stringify(full.details), actor_kind: full.actorKind, actor_id: full.actorId, happened_at: full.happenedAt,
  });
  return full;
}

/** The newest first. */
export async function listTimeline(ctx: TxCtx, groupId: OrderGroupId): Promise<TimelineEntry[]> {
  const rows: Row[] = await ctx.tx<Row>('orders.timeline').where({ tenant_id: ctx.tenantId, group_id: groupId }).orderBy([{ column: 'happened_at', order: 'desc' }, { column: 'id', order: 'desc' }]);
  return rows.map((row) => ({
    id: row['id'] as string, groupId, orderId: row['order_id'] as TimelineEntry['orderId'], kind: row['kind'] as TimelineEntry['kind'], note: row['note'] as string | null,
    details: row['details'] as Record<string, string>, actorKind: row['actor_kind'] as string, actorId: row['actor_id'] as string, happenedAt: row['happened_at'] as Date,
  }));
}
