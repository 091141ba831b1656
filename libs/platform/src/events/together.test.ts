import { z } from 'zod';
import type { Ctx } from '../context.js';
import { announce, defineEvent, type DomainEvent, onOutsideTogether, onTogether, uuid } from '../events.js';
import { newId } from '../ids.js';
import { withDatabase } from '../testing.js';

const thingDone = defineEvent('platform.thing_done', 1, z.object({ thingId: uuid() }));
const things = (ctx: Ctx, count: number): DomainEvent[] => Array.from({ length: count }, () => ({ id: newId(), name: thingDone.name, version: 1, tenantId: ctx.tenantId, payload: { thingId: newId() }, occurredAt: ctx.now }));
const received = (ctx: Ctx) => ctx.inRead((tx) => tx.tx('platform.receipts').where('tenant_id', tx.tenantId).orderBy('event_id').pluck('event_id'));
const toldOf = (ctx: Ctx) => ctx.inRead(async (tx) => (await tx.tx('platform.outbox').where('tenant_id', tx.tenantId).select('payload')).map((row: { payload: { thingId: string } }) => row.payload.thingId).sort());
const thingOf = (event: DomainEvent) => (event.payload as { thingId: string }).thingId;
const statuses = (outcomes: readonly PromiseSettledResult<unknown>[]) => outcomes.map(({ status }) => status);

test('what comes at the same time is done in one transaction; what one of them cannot do is not the others\' loss', () =>
  withDatabase(async ({ ctx }) => {
    const [first, second, third] = things(ctx, 3) as [DomainEvent, DomainEvent, DomainEvent];
    const sizes: number[] = [];
    const heard = onTogether(thingDone, 'platform.note_things', async (tx, events) => {
      sizes.push(events.length);
      for (const { payload } of events) await announce(tx, thingDone, payload);
      if (events.some(({ id }) => id === second.id)) throw new Error('not this one');
    });

    expect(statuses(await Promise.allSettled([first, second, third].map((event) => heard.run(ctx, event))))).toEqual(['fulfilled', 'rejected', 'fulfilled']);

    expect(sizes).toEqual([3, 1, 1, 1]);
    expect(await received(ctx)).toEqual([first.id, third.id].sort());
    expect(await toldOf(ctx)).toEqual([thingOf(first), thingOf(third)].sort());
    await Promise.all([heard.run(ctx, first), heard.run(ctx, third)]); // delivered again
    expect(sizes).toHaveLength(4);
  }));

test('calls that are made together have outcomes of their own: answers are settled together, and what failed is tried again alone', () =>
  withDatabase(async ({ ctx }) => {
    const events = things(ctx, 3);
    const settled: string[][] = [];
    const heard = onOutsideTogether<{ thingId: string }, { thingId: string }, string>(thingDone, 'platform.call_things', {
      intent: async (_tx, { payload }) => ({ thingId: payload.thingId }),
      perform: async (_ctx, tasks) => Promise.allSettled(tasks.map(async ({ input, attempts }) => {
        if (input.thingId === thingOf(events[1]!) && attempts === 1) throw new Error('nobody answered');
        return `did ${input.thingId}`;
      })),
      settle: async (_tx, done) => void settled.push(done.map(({ answer }) => answer)),
    });

    await Promise.all([...events, events[0]!].map((event) => heard.run(ctx, event))); // one of them twice at once

    expect(settled).toEqual([[`did ${thingOf(events[0]!)}`, `did ${thingOf(events[2]!)}`]]);
    const tasks = await ctx.inRead((tx) => tx.tx('platform.tasks').where('tenant_id', tx.tenantId).orderBy('id').select('id', 'state', 'attempts', 'last_error', 'input'));
    expect(tasks.map(({ state, attempts, last_error: error }) => [state, attempts, error])).toEqual([['done', 1, null], ['open', 1, 'nobody answered'], ['done', 1, null]]);
    expect(await heard.task!.perform(ctx, { id: tasks[1].id, input: tasks[1].input, attempts: 2 })).toBe(`did ${thingOf(events[1]!)}`);
  }));

test('what hangs holds up nobody who comes later', () =>
  withDatabase(async ({ ctx }) => {
    const [stuck, next] = things(ctx, 2) as [DomainEvent, DomainEvent];
    let release: () => void = () => undefined;
    const hanging = new Promise<void>((resolve) => { release = resolve; });
    const heard = onOutsideTogether<{ thingId: string }, { thingId: string }, null>(thingDone, 'platform.wait_for_things', {
      intent: async (_tx, { payload }) => ({ thingId: payload.thingId }),
      perform: async (_ctx, tasks) => {
        if (tasks.some(({ input }) => input.thingId === thingOf(stuck))) await hanging;
        return tasks.map(() => ({ status: 'fulfilled', value: null }));
      },
      settle: async () => undefined,
    });
    const first = heard.run(ctx, stuck);
    await new Promise(setImmediate); // it has begun, alone
    await heard.run(ctx, next);
    expect(await received(ctx)).toContain(next.id);
    release();
    await first;
  }));
