import type { ControlTxCtx, TenantId, TxCtx } from '@stoa/platform/context';
import type { DeadTask } from '@stoa/platform/events';
import { withoutAddresses } from './dead-task.js';

export type ReportedTask = { tenantId: TenantId; taskId: string; handler: string; eventName: string; attempts: number; error: string; diedAt: Date };
type Row = { tenant_id: TenantId; task_id: string; handler: string; event_name: string; attempts: number; error: string; died_at: Date };

/** Writes down for the operator what is dead in this tenant now; what is not any more, goes. */
export async function reportDead(ctx: TxCtx, dead: readonly DeadTask[]): Promise<void> {
  await ctx.tx<Row>('workspace.dead_tasks').where('tenant_id', ctx.tenantId).whereNotIn('task_id', dead.map((task) => task.id)).delete();
  if (dead.length === 0) return;
  const rows = dead.map((task) => ({ tenant_id: ctx.tenantId, task_id: task.id, handler: task.handler, event_name: task.eventName, attempts: task.attempts, error: withoutAddresses(task.error), died_at: task.diedAt }));
  await ctx.tx<Row>('workspace.dead_tasks').insert(rows).onConflict(['tenant_id', 'task_id']).ignore();
}

export async function unreport(ctx: TxCtx, taskId: string): Promise<void> {
  await ctx.tx<Row>('workspace.dead_tasks').where({ tenant_id: ctx.tenantId, task_id: taskId }).delete();
}

/** What is dead anywhere in the deployment, newest first. */
export async function listReported(ctx: ControlTxCtx, page: { limit: number; after: string | null }): Promise<ReportedTask[]> {
  const rows = await ctx.tx<Row>('workspace.dead_tasks').modify((query) => void (page.after !== null && query.where('task_id', '<', page.after))).orderBy('task_id', 'desc').limit(page.limit);
  return rows.map(toReported);
}

export async function findReported(ctx: ControlTxCtx, taskId: string): Promise<ReportedTask | null> {
  const row = await ctx.tx<Row>('workspace.dead_tasks').where({ task_id: taskId }).first();
  return row ? toReported(row) : null;
}

export async function countReported(ctx: ControlTxCtx): Promise<number> {
  const row = await ctx.tx('workspace.dead_tasks').count<{ count: bigint }[]>('* as count').first();
  return Number(row?.count ?? 0n);
}

const toReported = (r: Row): ReportedTask => ({ tenantId: r.tenant_id, taskId: r.task_id, handler: r.handler, eventName: r.event_name, attempts: r.attempts, error: r.error, diedAt: r.died_at });
