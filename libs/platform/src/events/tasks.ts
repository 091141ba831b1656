import type { Ctx, TxCtx } from '../context.js';
import { createContext, systemActor } from '../context.js';
import type { Database } from '../database.js';
import type { DomainEvent, Subscription } from '../events.js';
import { newId } from '../ids.js';
import type { Logger } from '../log.js';
import { insertReceipt } from './events.repository.js';
import { buryTask, claimDueTasks, closeTask, insertTask, postponeTask, tenantsWithDueTasks } from './tasks.repository.js';

/** An outside effect under way. `id` is its idempotency key; `attempts` counts this one. */
export type PerformedTask = { id: string; input: unknown; attempts: number };
export type TaskHandler = {
  intent(tx: TxCtx, event: DomainEvent): Promise<unknown>;
  perform(ctx: Ctx, task: PerformedTask): Promise<unknown>;
  settle?(tx: TxCtx, task: PerformedTask, answer: unknown): Promise<unknown>;
  onDead?(tx: TxCtx, task: PerformedTask, error: string): Promise<unknown>;
};

export const LEASE_MS = 60_000;
export const MAX_ATTEMPTS = 8;
/** 10 s, 20 s, 40 s … at most an hour: eight attempts span about twenty minutes. */
export const backoffMs = (attempts: number): number => Math.min(3_600_000, 10_000 * 2 ** (attempts - 1));

/** First delivery: receipt and task row commit, then the call, then its answer. A second delivery finds the receipt and leaves the task to the sweeper. */
export async function performNow(ctx: Ctx, handler: string, event: DomainEvent, steps: TaskHandler): Promise<void> {
  const task = await ctx.inTx(async (tx): Promise<PerformedTask | null> => {
    if (!(await insertReceipt(tx, handler, event.id))) return null;
    const input = await steps.intent(tx, event);
    if (input === null || input === undefined) return null;
    const id = newId();
    await insertTask(tx, { id, handler, eventId: event.id, eventName: event.name, input, dueAt: new Date(ctx.now.getTime() + LEASE_MS) });
    // What a sweeper would read back, so that the first attempt sees the same input as the later ones.
    return { id, input: JSON.parse(JSON.stringify(input)), attempts: 1 };
  });
  if (task) await performTask(ctx, task, steps);
}

/** The call and its answer. Whatever happens is written down; only a failure to write is thrown, and then the lease runs out. */
export async function performTask(ctx: Ctx, task: PerformedTask, steps: TaskHandler): Promise<void> {
  let answer: unknown;
  try {
    answer = await steps.perform(ctx, task);
  } catch (error) {
    await ctx.inTx((tx) => recordFailure(tx, task, steps, error));
    return;
  }
  await ctx.inTx(async (tx) => {
    if (await closeTask(tx, task.id)) await steps.settle?.(tx, task, answer);
  });
}

/** Goes on with tasks whose performer died or failed; answers with how many it took. Handlers this process does not know stay for one that does. */
export async function sweepTasks(db: Database, subscriptions: readonly Subscription[], options: { now: Date; log: Logger; limit?: number }): Promise<number> {
  const { now, log, limit = 20 } = options;
  const handlers = new Map(subscriptions.filter((s) => s.task !== null).map((s) => [s.handler, s.task as TaskHandler]));
  const tenants = await db.transactionAsRelay((tx) => tenantsWithDueTasks(tx, now));
  let taken = 0;
  for (const tenantId of tenants) {
    const ctx = createContext(db, { tenantId, actor: systemActor, now, log: log.child({ tenant: tenantId }), requestId: null });
    const claimed = await ctx.inTx((tx) => claimDueTasks(tx, [...handlers.keys()], new Date(now.getTime() + LEASE_MS), limit));
    for (const task of claimed) await performTask(ctx, task, handlers.get(task.handler)!);
    taken += claimed.length;
  }
  return taken;
}

/** Writes down that a call failed: it is tried again later, or given up. */
export async function recordFailure(tx: TxCtx, task: PerformedTask, steps: TaskHandler, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  tx.log.warn({ err: error, task: task.id, attempts: task.attempts }, 'an outside call failed');
  if (task.attempts < MAX_ATTEMPTS) return postponeTask(tx, task, new Date(tx.now.getTime() + backoffMs(task.attempts)), message);
  if (await buryTask(tx, task, message)) await steps.onDead?.(tx, task, message);
}
