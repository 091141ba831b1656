import type { Knex } from 'knex';
import type { TenantId, TxCtx } from '../context.js';
import type { PerformedTask } from './tasks.js';

type Row = { id: string; handler: string; event_id: string; event_name: string; input: unknown; attempts: number };

export const fromRow = (row: Row): PerformedTask & { handler: string; eventName: string } => ({
  id: row.id, handler: row.handler, eventName: row.event_name, input: row.input, attempts: row.attempts,
});

const tasks = (ctx: TxCtx) => ctx.tx('platform.tasks').where('tenant_id', ctx.tenantId);

export async function insertTask(ctx: TxCtx, task: { id: string; handler: string; eventId: string; eventName: string; input: unknown; dueAt: Date }): Promise<void> {
  await ctx.tx('platform.tasks').insert({
    tenant_id: ctx.tenantId, id: task.id, handler: task.handler, event_id: task.eventId, event_name: task.eventName,
    input: JSON.stringify(task.input), state: 'open', attempts: 1, due_at: task.dueAt, created_at: ctx.now,
  });
}

type NewTask = { id: string; handler: string; eventId: string; eventName: string; input: unknown; dueAt: Date };

/** Several tasks of one handler, in one statement whose text is always the same. */
export async function insertTasks(ctx: TxCtx, all: readonly NewTask[]): Promise<void> {
  const [first] = all;
  if (!first) return;
  await ctx.tx.raw(
    `insert into platform.tasks (tenant_id, id, handler, event_id, event_name, input, state, attempts, due_at, created_at)
     select ?, t.id, ?, t.event_id, ?, t.input, 'open', 1, ?, ? from unnest(?::uuid[], ?::uuid[], ?::jsonb[]) as t (id, event_id, input)`,
    [ctx.tenantId, first.handler, first.eventName, first.dueAt, ctx.now, all.map((task) => task.id), all.map((task) => task.eventId), all.map((task) => JSON.stringify(task.input))],
  );
}

/** Closes tasks; answers with those that no other performer had closed. */
export async function closeTasks(ctx: TxCtx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await ctx.tx.raw<{ rows: { id: string }[] }>(
    `update platform.tasks set state = 'done', due_at = null, finished_at = ?, last_error = null where tenant_id = ? and id = any(?::uuid[]) and state = 'open' returning id`, [ctx.now, ctx.tenantId, [...ids]],
  );
  return new Set(rows.map((row) => row.id));
}

/** Closes the task; false when another performer was first. */
export async function closeTask(ctx: TxCtx, id: string): Promise<boolean> {
  return (await tasks(ctx).where({ id, state: 'open' }).update({ state: 'done', due_at: null, finished_at: ctx.now, last_error: null })) === 1;
}

/** Puts the task off, if it is still open and nobody has taken it over since. */
export async function postponeTask(ctx: TxCtx, task: PerformedTask, dueAt: Date, error: string): Promise<void> {
  await tasks(ctx).where({ id: task.id, state: 'open', attempts: task.attempts }).update({ due_at: dueAt, last_error: error });
}

/** Gives the task up; false when it is no longer ours to give up. */
export async function buryTask(ctx: TxCtx, task: PerformedTask, error: string): Promise<boolean> {
  return (await tasks(ctx).where({ id: task.id, state: 'open', attempts: task.attempts }).update({ state: 'dead', due_at: null, finished_at: ctx.now, last_error: error })) === 1;
}

/** Takes over tasks whose lease has run out, for as long as a new lease lasts. */
export async function claimDueTasks(ctx: TxCtx, handlers: readonly string[], leaseUntil: Date, limit: number): Promise<(PerformedTask & { handler: string; eventName: string })[]> {
  const due = tasks(ctx).select('id').where('state', 'open').where('due_at', '<=', ctx.now).whereIn('handler', [...handlers]).orderBy('due_at').limit(limit).forUpdate().skipLocked();
  const rows: Row[] = await tasks(ctx).whereIn('id', due).update({ attempts: ctx.tx.raw('attempts + 1') as unknown as number, due_at: leaseUntil })
    .returning(['id', 'handler', 'event_id', 'event_name', 'input', 'attempts']);
  return rows.map(fromRow);
}

/** As stoa_relay: the tenants that have a task past its lease. */
export async function tenantsWithDueTasks(tx: Knex.Transaction, now: Date): Promise<TenantId[]> {
  return tx('platform.tasks').distinct('tenant_id').where('due_at', '<=', now).pluck('tenant_id');
}
