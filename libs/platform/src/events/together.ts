import type { Ctx, TenantId, TxCtx } from '../context.js';
import { newId } from '../ids.js';
import type { DomainEvent } from '../events.js';
import { insertReceipts } from './events.repository.js';
import { LEASE_MS, type PerformedTask, recordFailure, type TaskHandler } from './tasks.js';
import { closeTasks, insertTasks } from './tasks.repository.js';

/** How one of several came out. */
export type Outcome<T> = PromiseSettledResult<T>;
/** The steps of an outside effect, for as many of one tenant as are due at once. */
export type TogetherSteps = {
  intent(tx: TxCtx, event: DomainEvent): Promise<unknown>;
  /** The calls, with no transaction open: an outcome for each, in their order. */
  perform(ctx: Ctx, tasks: readonly PerformedTask[]): Promise<readonly Outcome<unknown>[]>;
  settle(tx: TxCtx, done: readonly { readonly task: PerformedTask; readonly answer: unknown }[]): Promise<unknown>;
  onDead?(tx: TxCtx, task: PerformedTask, error: string): Promise<unknown>;
};

/** So many at once: a transaction stays short, and what fails together is little. */
const AT_MOST = 16;
/** What hangs (a store of files that does not answer) holds nobody up for longer. */
const PATIENCE_MS = 1_000;
type Waiting<T> = { readonly ctx: Ctx; readonly item: T; resolve(): void; reject(reason: unknown): void };

/**
 * Lets what comes for a tenant while something is being done for it wait, and be done together with whatever else came. Nobody waits for company: what comes alone is done alone.
 * `work` answers for each of them.
 */
export function inCompany<T>(work: (ctx: Ctx, items: readonly T[]) => Promise<readonly Outcome<unknown>[]>): (ctx: Ctx, item: T) => Promise<void> {
  const waiting = new Map<TenantId, Waiting<T>[]>();
  const doAll = async (some: readonly Waiting<T>[]) => {
    const outcomes = await work(some.at(-1)!.ctx, some.map(({ item }) => item)).catch((reason: unknown) => some.map((): Outcome<unknown> => ({ status: 'rejected', reason })));
    outcomes.forEach((outcome, index) => (outcome.status === 'fulfilled' ? some[index]!.resolve() : some[index]!.reject(outcome.reason)));
  };
  const empty = async (tenantId: TenantId, queue: Waiting<T>[]) => {
    while (queue.length > 0) await doneOrLate(doAll(queue.splice(0, AT_MOST)));
    waiting.delete(tenantId);
  };
  return (ctx, item) => new Promise((resolve, reject) => {
    const one = { ctx, item, resolve, reject };
    const queue = waiting.get(ctx.tenantId);
    if (queue) return void queue.push(one);
    const opened = [one];
    waiting.set(ctx.tenantId, opened);
    setImmediate(() => void empty(ctx.tenantId, opened)); // what came in the same turn comes along
  });
}

/** Ends when the work does, or when it has taken too long to wait for. */
const doneOrLate = (work: Promise<void>): Promise<void> => new Promise((resolve) => {
  const timer = setTimeout(resolve, PATIENCE_MS).unref();
  void work.finally(() => {
    clearTimeout(timer);
    resolve();
  });
});

/** All in one transaction; when that fails, each in one of its own: what one of them cannot do is not the others' loss. */
export async function allOrEach<T, R>(ctx: Ctx, items: readonly T[], work: (tx: TxCtx, some: readonly T[]) => Promise<readonly R[]>): Promise<Outcome<R>[]> {
  if (items.length === 0) return [];
  const [together] = await Promise.allSettled([ctx.inTx((tx) => work(tx, items))]);
  if (together.status === 'fulfilled') return together.value.map((value) => ({ status: 'fulfilled', value }));
  if (items.length === 1) return [together];
  const each: Outcome<R>[] = [];
  for (const item of items) each.push(...(await allOrEach(ctx, [item], work)));
  return each;
}

/** Several events for a handler of ours: their receipts and all effects commit together. */
export const receiveTogether = (ctx: Ctx, handler: string, events: readonly DomainEvent[], work: (tx: TxCtx, fresh: readonly DomainEvent[]) => Promise<unknown>): Promise<Outcome<null>[]> =>
  allOrEach(ctx, events, async (tx, some) => {
    const fresh = await freshOf(tx, handler, some);
    if (fresh.length > 0) await work(tx, fresh);
    return some.map(() => null);
  });

/** First delivery of several events: as `performNow`, with one transaction for all receipts and tasks, and one for all answers. */
export async function performTogether(ctx: Ctx, handler: string, events: readonly DomainEvent[], steps: TogetherSteps): Promise<Outcome<unknown>[]> {
  const outcomes: Outcome<unknown>[] = await allOrEach(ctx, events, (tx, some) => acceptAll(tx, handler, some, steps));
  const accepted = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' && outcome.value !== null ? [{ task: outcome.value as PerformedTask, index }] : []));
  const ended = await endAll(ctx, accepted.map(({ task }) => task), steps);
  ended.forEach((outcome, at) => { outcomes[accepted[at]!.index] = outcome; });
  return outcomes;
}

async function freshOf(tx: TxCtx, handler: string, events: readonly DomainEvent[]): Promise<DomainEvent[]> {
  const fresh = await insertReceipts(tx, handler, events.map((event) => event.id));
  return events.filter((event, index) => fresh.has(event.id) && events.findIndex((one) => one.id === event.id) === index); // one that was delivered twice at once is one
}

async function acceptAll(tx: TxCtx, handler: string, events: readonly DomainEvent[], steps: TogetherSteps): Promise<(PerformedTask | null)[]> {
  const tasks = new Map<DomainEvent, PerformedTask>();
  for (const event of await freshOf(tx, handler, events)) {
    const input = await steps.intent(tx, event);
    // What a sweeper would read back, so that the first attempt sees the same input as the later ones.
    if (input !== null && input !== undefined) tasks.set(event, { id: newId(), input: JSON.parse(JSON.stringify(input)), attempts: 1 });
  }
  const dueAt = new Date(tx.now.getTime() + LEASE_MS);
  await insertTasks(tx, [...tasks].map(([event, task]) => ({ id: task.id, handler, eventId: event.id, eventName: event.name, input: task.input, dueAt })));
  return events.map((event) => tasks.get(event) ?? null);
}

/** The calls and their answers. A call that failed is written down and is no failure of ours; only what could not be written is. */
async function endAll(ctx: Ctx, tasks: readonly PerformedTask[], steps: TogetherSteps): Promise<Outcome<unknown>[]> {
  if (tasks.length === 0) return [];
  const answers = await steps.perform(ctx, tasks).catch((reason: unknown) => tasks.map((): Outcome<unknown> => ({ status: 'rejected', reason })));
  const outcomes: Outcome<unknown>[] = [];
  const done = answers.flatMap((answer, index) => (answer.status === 'fulfilled' ? [{ task: tasks[index]!, answer: answer.value, index }] : []));
  const settled = await allOrEach(ctx, done, async (tx, some) => {
    const closed = await closeTasks(tx, some.map(({ task }) => task.id));
    const ours = some.filter(({ task }) => closed.has(task.id));
    if (ours.length > 0) await steps.settle(tx, ours);
    return some;
  });
  settled.forEach((outcome, at) => { outcomes[done[at]!.index] = outcome; });
  for (const [index, answer] of answers.entries()) {
    if (answer.status === 'rejected') [outcomes[index]] = await Promise.allSettled([ctx.inTx((tx) => recordFailure(tx, tasks[index]!, asOne(steps), answer.reason))]);
  }
  return outcomes;
}

/** The same steps for one task alone, as a sweeper goes on with it. */
export const asOne = (steps: TogetherSteps): TaskHandler => ({
  intent: (tx, event) => steps.intent(tx, event),
  perform: async (ctx, task) => {
    const [outcome] = await steps.perform(ctx, [task]);
    if (outcome?.status !== 'fulfilled') throw outcome?.reason;
    return outcome.value;
  },
  settle: (tx, task, answer) => steps.settle(tx, [{ task, answer }]),
  ...(steps.onDead && { onDead: (tx, task, error) => steps.onDead!(tx, task, error) }),
});
