import type { TxCtx } from '../context.js';
import { invariant } from '../errors.js';
import type { DomainEvent, Subscription } from '../events.js';
import type { DeadTask } from './dead.js';
import { toEvent } from './events.repository.js';

const dead = (ctx: TxCtx) => ctx.tx('platform.tasks').where({ tenant_id: ctx.tenantId, state: 'dead' });

type Row = { id: string; handler: string; event_id: string; event_name: string; input: unknown; attempts: number; last_error: string; finished_at: Date };

export async function listDeadRows(ctx: TxCtx, page: { limit: number; after: string | null }): Promise<DeadTask[]> {
  const rows: Row[] = await dead(ctx).modify((q) => void (page.after && q.where('id', '<', page.after))).orderBy('id', 'desc').limit(page.limit);
  return rows.map((row) => ({
    id: row.id, handler: row.handler, eventId: row.event_id, eventName: row.event_name, outside: row.input !== null,
    attempts: row.attempts, error: row.last_error, diedAt: row.finished_at,
  }));
}

/** A handler of ours has no input of its own: null marks it. */
export async function insertDead(ctx: TxCtx, task: { id: string; handler: string; eventId: string; eventName: string; attempts: number; error: string }): Promise<void> {
  await ctx.tx('platform.tasks').insert({
    tenant_id: ctx.tenantId, id: task.id, handler: task.handler, event_id: task.eventId, event_name: task.eventName, input: null, state: 'dead',
    attempts: task.attempts, last_error: task.error, created_at: ctx.now, finished_at: ctx.now,
  }).onConflict(['tenant_id', 'handler', 'event_id']).ignore();
}

export async function findDead(ctx: TxCtx, id: string): Promise<{ handler: string; outside: boolean; event: DomainEvent } | null> {
  const row: Row | undefined = await dead(ctx).where({ id }).forUpdate().first();
  if (!row) return null;
  const event = await ctx.tx('platform.outbox').where({ tenant_id: ctx.tenantId, id: row.event_id }).first();
  invariant(event, 'the event of a dead task is still in the outbox');
  return { handler: row.handler, outside: row.input !== null, event: toEvent(event) };
}

export async function reopenTask(ctx: TxCtx, id: string): Promise<void> {
  await dead(ctx).where({ id }).update({ state: 'open', attempts: 0, due_at: ctx.now, finished_at: null });
}

export async function removeTask(ctx: TxCtx, id: string): Promise<void> {
  await dead(ctx).where({ id }).delete();
}

export async function lostEvents(ctx: TxCtx, subscriptions: readonly Subscription[], relayedBefore: Date, limit: number): Promise<{ handler: string; event: DomainEvent }[]> {
  const { rows } = await ctx.tx.raw(
    `select o.tenant_id, o.id, o.name, o.version, o.payload, o.occurred_at, heard.handler
       from platform.outbox o
       join unnest(?::text[], ?::text[]) as heard (event, handler) on heard.event = o.name
      where o.tenant_id = ? and o.relayed_at < ? and o.relayed_at > ?::timestamptz - interval '7 days'
        and not exists (select 1 from platform.receipts r where r.tenant_id = o.tenant_id and r.handler = heard.handler and r.event_id = o.id)
        and not exists (select 1 from platform.tasks t where t.tenant_id = o.tenant_id and t.handler = heard.handler and t.event_id = o.id)
      order by o.id limit ?`,
    [subscriptions.map((s) => s.event), subscriptions.map((s) => s.handler), ctx.tenantId, relayedBefore, relayedBefore, limit],
  );
  return rows.map(({ handler, ...row }: Parameters<typeof toEvent>[0] & { handler: string }) => ({ handler, event: toEvent(row) }));
}
