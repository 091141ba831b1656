import type { Ctx, TxCtx } from '../context.js';
import { newId } from '../ids.js';
import { type DomainEvent, type Enqueue, type EventType, type Subscription, toJob } from '../events.js';
import { insertOutbox } from './events.repository.js';
import { findDead, listDeadRows, lostEvents, insertDead, reopenTask, removeTask } from './dead.repository.js';

/** Work that was given up after its last attempt, for people to look at. `outside` tells a call to the world from a handler of ours. */
export type DeadTask = { id: string; handler: string; eventId: string; eventName: string; outside: boolean; attempts: number; error: string; diedAt: Date };

/** Work given up in this tenant, the newest first; `after` is the id of the last one seen. */
export const listDead = (ctx: TxCtx, page: { limit: number; after: string | null }): Promise<DeadTask[]> => listDeadRows(ctx, page);

/** Remembers a handler that failed in every attempt the queue gave it. */
export const recordDead = (ctx: Ctx, handler: string, event: DomainEvent, failure: { attempts: number; error: string }): Promise<void> =>
  ctx.inTx((tx) => insertDead(tx, { id: newId(), handler, eventId: event.id, eventName: event.name, ...failure }));

/** Remembers what was given up elsewhere than on the queue, as by a schedule. The fact is told to nobody: the handler hears it when somebody tries again, and mends what was left. */
export async function setAside<T>(tx: TxCtx, type: EventType<T>, handler: string, payload: T, failure: { attempts: number; error: string }): Promise<void> {
  const eventId = newId();
  await insertOutbox(tx, [{ id: eventId, name: type.name, version: type.version, payload: type.payload.parse(payload) }], { relayedAt: new Date() });
  await insertDead(tx, { id: newId(), handler, eventId, eventName: type.name, ...failure });
}

/** Tries a dead one again, at once: an outside call becomes due, a handler's event goes back to the queue. False when there is none by that id. */
export async function retryDead(ctx: Ctx, taskId: string, enqueue: Enqueue): Promise<boolean> {
  const found = await ctx.inTx(async (tx) => {
    const dead = await findDead(tx, taskId);
    if (!dead) return null;
    if (dead.outside) await reopenTask(tx, taskId);
    else await removeTask(tx, taskId);
    return dead;
  });
  if (!found) return false;
  // The job id of the first life may still be remembered by the queue: this one has its own.
  if (!found.outside) await enqueue([{ ...toJob(found.handler, found.event), id: `${taskId}.${found.handler}` }]);
  return true;
}

/** Puts events back on the queue that were relayed a while ago and that a handler never had: a queue that loses everything loses nothing. */
export async function recoverLost(ctx: Ctx, subscriptions: readonly Subscription[], enqueue: Enqueue, options: { olderThanMs?: number; limit?: number } = {}): Promise<number> {
  const { olderThanMs = 15 * 60_000, limit = 200 } = options;
  // `relayed_at` is wall-clock time: it says when the queue was given the event, not when something happened in the shop.
  const relayedBefore = new Date(Date.now() - olderThanMs);
  const lost = await ctx.inTx((tx) => lostEvents(tx, subscriptions, relayedBefore, limit));
  if (lost.length > 0) await enqueue(lost.map(({ handler, event }) => ({ ...toJob(handler, event), id: `${event.id}.${handler}.${Date.now()}` })));
  return lost.length;
}
