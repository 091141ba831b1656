import type { Knex } from 'knex';
import { z } from 'zod';
import type { Ctx, TenantId, TxCtx } from './context.js';
import { createContext, systemActor } from './context.js';
import type { Database } from './database.js';
import { invariant } from './errors.js';
import { isUuid, newId } from './ids.js';
import type { Logger } from './log.js';
import { insertingOutbox, insertOutbox, insertReceipt, markRelayed, takeUnrelayed } from './events/events.repository.js';
import { type PerformedTask, type TaskHandler, performNow } from './events/tasks.js';
import { asOne, inCompany, type Outcome, performTogether, receiveTogether, type TogetherSteps } from './events/together.js';

export { sweepTasks } from './events/tasks.js';
export { recoverLost, recordDead, retryDead, setAside, type DeadTask, listDead } from './events/dead.js';

/** A kind of fact: past tense, versioned, with the shape of its payload. */
export type EventType<T = unknown> = { readonly name: string; readonly version: number; readonly payload: z.ZodType<T> };
/** A fact that was told. */
export type DomainEvent<T = unknown> = { id: string; name: string; version: number; tenantId: TenantId; payload: T; occurredAt: Date };
export type Task<I> = PerformedTask & { input: I };

/** What one handler does about one kind of event. `run` may be called any number of times for an event; its effect happens once. */
export type Subscription = {
  readonly event: string;
  readonly handler: string;
  run(ctx: Ctx, event: DomainEvent): Promise<void>;
  /** Of one whose work is done together with what waits beside it: the same without company, for who wants each run to pass the same points. */
  readonly alone?: (ctx: Ctx, event: DomainEvent) => Promise<void>;
  /** Only where the handler reaches the outside world: what a sweeper needs to go on with a task whose lease ran out. */
  readonly task: TaskHandler | null;
};

/** A job on the queue: one event for one handler. */
export type EventJob = { id: string; handler: string; event: Omit<DomainEvent, 'occurredAt'> & { occurredAt: string } };
export type Enqueue = (jobs: readonly EventJob[]) => Promise<void>;

/** A UUID inside a payload, branded. */
export const uuid = <T extends string = string>() => z.string().refine(isUuid, 'This must be a UUID.') as unknown as z.ZodType<T, T>;

/** Names a fact. Fields of a published payload are only ever added. */
export const defineEvent = <S extends z.ZodType>(name: string, version: number, payload: S): EventType<z.infer<S>> => {
  invariant(/^[a-z]+\.[a-z][a-z_]*$/.test(name), `${name} is not named context.noun_past_tense`);
  return { name, version, payload: payload as unknown as z.ZodType<z.infer<S>> };
};

/** Writes the event in the caller's transaction: if the fact is rolled back, so is the news of it. */
export async function announce<T>(ctx: Pick<TxCtx, 'tenantId' | 'tx' | 'now'>, type: EventType<T>, payload: T): Promise<void> {
  await announceAll(ctx, type, [payload]);
}

/** Several facts of one kind, in one statement. */
export async function announceAll<T>(ctx: Pick<TxCtx, 'tenantId' | 'tx' | 'now'>, type: EventType<T>, payloads: readonly T[]): Promise<void> {
  if (payloads.length === 0) return;
  const told = payloads.map((payload) => ({ id: newId(), name: type.name, version: type.version, payload: type.payload.parse(payload) }));
  const together = gathering.get(ctx.tx);
  if (together) together.told.push(...told);
  else await insertOutbox(ctx, told);
}

type Told = { id: string; name: string; version: number; payload: unknown };
/** What is to be told at the end, by transaction. A savepoint inside is another transaction: what is told in it goes or stays with it. */
const gathering = new WeakMap<object, { readonly told: Told[]; readonly written: Knex.QueryBuilder[] }>();

/** Writes all that is told during `work` in one statement at its end. If `work` fails nothing was told. */
export async function tellTogether<T>(ctx: Pick<TxCtx, 'tenantId' | 'tx' | 'now'>, work: () => Promise<T>): Promise<T> {
  if (gathering.has(ctx.tx)) return work();
  const gathered = { told: [] as Told[], written: [] as Knex.QueryBuilder[] };
  gathering.set(ctx.tx, gathered);
  const done = await work().finally(() => gathering.delete(ctx.tx));
  await writeGathered(ctx, gathered);
  return done;
}

/** Transactions in which rows are written together, and what has come together. */
const writing = new WeakMap<object, Knex.QueryBuilder[]>();

/** Writes rows of several tables in one statement: at once, or with others where the caller writes together (`writeTogether`). Whoever needs an answer does not write by this. */
export async function write(ctx: Pick<TxCtx, 'tenantId' | 'tx' | 'now'>, ...written: readonly Knex.QueryBuilder[]): Promise<void> {
  const together = writing.get(ctx.tx);
  if (together) together.push(...written);
  else await writeGathered(ctx, { told: [], written });
}

/** Writes all that is written (`write`) during `work` in one statement, with what is told around it. Nothing of it can be read before: `work` comes last, and reads nothing
 *  that it writes. What refers to each other is checked at the end of the statement. */
export async function writeTogether<T>(ctx: Pick<TxCtx, 'tenantId' | 'tx' | 'now'>, work: () => Promise<T>): Promise<T> {
  invariant(!writing.has(ctx.tx), 'rows are written together once');
  const written: Knex.QueryBuilder[] = [];
  writing.set(ctx.tx, written);
  const done = await work().finally(() => writing.delete(ctx.tx));
  const around = gathering.get(ctx.tx);
  if (around) around.written.push(...written);
  else await writeGathered(ctx, { told: [], written });
  return done;
}

async function writeGathered(ctx: Pick<TxCtx, 'tenantId' | 'tx' | 'now'>, { told, written }: { told: readonly Told[]; written: readonly Knex.QueryBuilder[] }): Promise<void> {
  const [last, ...others] = told.length > 0 ? [insertingOutbox(ctx, told), ...written] : written;
  if (last === undefined) return;
  await (others.length === 0 ? last : ctx.tx.raw(`with ${others.map((_rows, index) => `part_${index} as (?)`).join(', ')} ?`, [...others, last] as never[]));
}

/** A handler that changes our database: receipt and effect commit together. */
export const on = <T>(type: EventType<T>, handler: string, work: (tx: TxCtx, event: DomainEvent<T>) => Promise<unknown>): Subscription => ({
  event: type.name,
  handler,
  task: null,
  run: (ctx, event) =>
    ctx.inTx(async (tx) => {
      if (!(await insertReceipt(tx, handler, event.id))) return;
      await work(tx, { ...event, payload: type.payload.parse(event.payload) });
    }),
});

export type OutsideHandler<T, I, A> = {
  /** What is to be done, decided and read in our database; null when there is nothing to do. It is stored as JSON and becomes `task.input`. */
  intent(tx: TxCtx, event: DomainEvent<T>): Promise<I | null>;
  /** The call, with no transaction open. It may happen again with the same `task.id`, the key to give to whoever asks for one. */
  perform(ctx: Ctx, task: Task<I>): Promise<A>;
  /** Its answer, exactly once. */
  settle?(tx: TxCtx, task: Task<I>, answer: A): Promise<unknown>;
  /** When every attempt has failed. */
  onDead?(tx: TxCtx, task: Task<I>, error: string): Promise<unknown>;
};

/** A handler that reaches the outside world: receipt and task row commit first, the call follows, then its answer, if the row is still open. */
export const onOutside = <T, I, A = void>(type: EventType<T>, handler: string, steps: OutsideHandler<T, I, A>): Subscription => {
  const task = steps as unknown as TaskHandler;
  return {
    event: type.name,
    handler,
    task,
    run: (ctx, event) => performNow(ctx, handler, { ...event, payload: type.payload.parse(event.payload) }, task),
  };
};

/** As `on`, for work that comes in numbers: what waits for one tenant at the same time is received and done in one transaction, or each alone should that fail. */
export function onTogether<T>(type: EventType<T>, handler: string, work: (tx: TxCtx, events: readonly DomainEvent<T>[]) => Promise<unknown>): Subscription {
  return inNumbers(type, handler, null, (ctx, events) => receiveTogether(ctx, handler, events, (tx, fresh) => work(tx, fresh as readonly DomainEvent<T>[])));
}

export type OutsideTogether<T, I, A> = {
  intent(tx: TxCtx, event: DomainEvent<T>): Promise<I | null>;
  /** The calls of several tasks, with no transaction open: an outcome for each, in their order. */
  perform(ctx: Ctx, tasks: readonly Task<I>[]): Promise<readonly Outcome<A>[]>;
  /** Their answers, each exactly once. */
  settle(tx: TxCtx, done: readonly { readonly task: Task<I>; readonly answer: A }[]): Promise<unknown>;
  onDead?(tx: TxCtx, task: Task<I>, error: string): Promise<unknown>;
};

/** As `onOutside`, for work that comes in numbers: one transaction for the receipts and tasks of what waits for one tenant at the same time, and one for its answers. */
export function onOutsideTogether<T, I, A>(type: EventType<T>, handler: string, together: OutsideTogether<T, I, A>): Subscription {
  const steps = together as unknown as TogetherSteps;
  return inNumbers(type, handler, asOne(steps), (ctx, events) => performTogether(ctx, handler, events, steps));
}

function inNumbers<T>(type: EventType<T>, handler: string, task: TaskHandler | null, work: (ctx: Ctx, events: readonly DomainEvent[]) => Promise<readonly Outcome<unknown>[]>): Subscription {
  const parsed = (event: DomainEvent): DomainEvent => ({ ...event, payload: type.payload.parse(event.payload) });
  const together = inCompany(work);
  return {
    event: type.name, handler, task,
    run: (ctx, event) => together(ctx, parsed(event)),
    alone: async (ctx, event) => {
      const [outcome] = await work(ctx, [parsed(event)]);
      if (outcome?.status === 'rejected') throw outcome.reason;
    },
  };
}

const ENQUEUE_TIMEOUT_MS = 10_000;

/** Moves committed events to the queue; answers with how many. It may die at any line and run in many processes: the job id makes a repeat harmless.
 *  `subscriptions` are those of ALL contexts, whichever of them this process works for: an event is marked once for everybody. */
export async function relayOutbox(db: Database, subscriptions: readonly Subscription[], enqueue: Enqueue, limit = 200): Promise<number> {
  return db.transactionAsRelay(async (tx) => {
    const events = await takeUnrelayed(tx, limit);
    if (events.length === 0) return 0;
    const jobs = events.flatMap((event) => subscriptions.filter((s) => s.event === event.name).map((s) => toJob(s.handler, event)));
    // Before the rows are marked: sent twice is harmless, marked and never sent is not. The one outside call under a lock: only relays wait for it.
    if (jobs.length > 0) await withTimeout(enqueue(jobs), ENQUEUE_TIMEOUT_MS);
    await markRelayed(tx, events, new Date());
    return events.length;
  });
}

/** The job of one handler for one event. A job id must not contain a colon. */
export const toJob = (handler: string, event: DomainEvent): EventJob => ({
  id: `${event.id}.${handler}`,
  handler,
  event: { ...event, occurredAt: event.occurredAt.toISOString() },
});

/** Runs a job from the queue in the event's tenant. */
export async function runEventJob(deps: { db: Database; clock: { now(): Date }; log: Logger }, subscriptions: readonly Subscription[], job: Pick<EventJob, 'handler' | 'event'>): Promise<void> {
  const subscription = subscriptions.find((s) => s.handler === job.handler && s.event === job.event.name);
  invariant(subscription, `nobody here is called ${job.handler} and hears ${job.event.name}`);
  const event: DomainEvent = { ...job.event, occurredAt: new Date(job.event.occurredAt) };
  await subscription.run(systemContext(deps, event.tenantId, { event: event.id, handler: job.handler }), event);
}

/** The context in which handlers and schedules work for a tenant. */
export const systemContext = (deps: { db: Database; clock: { now(): Date }; log: Logger }, tenantId: TenantId, bindings: Record<string, unknown> = {}): Ctx =>
  createContext(deps.db, { tenantId, actor: systemActor, now: deps.clock.now(), log: deps.log.child({ tenant: tenantId, ...bindings }), requestId: null });

async function withTimeout(promise: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The queue did not take the events within ${ms} ms.`)), ms);
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
