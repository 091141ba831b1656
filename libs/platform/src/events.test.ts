import { z } from 'zod';
import type { Ctx, TxCtx } from './context.js';
import { type DomainEvent, type EventJob, announce, defineEvent, listDead, on, onOutside, recordDead, recoverLost, relayOutbox, retryDead, runEventJob, sweepTasks, tellTogether, uuid, write, writeTogether } from './events.js';
import { LEASE_MS, MAX_ATTEMPTS, backoffMs } from './events/tasks.js';
import { newId } from './ids.js';
import { silentLog } from './log.js';
import { actor, announced, asTenant, at, deliverAll, withDatabase } from './testing.js';

const thingDone = defineEvent('platform.thing_done', 1, z.object({ thingId: uuid() }));
const note = (tx: Parameters<Parameters<typeof on>[2]>[0], handler: string) =>
  tx.tx('platform.figures').insert({ tenant_id: tx.tenantId, name: handler, day: '2026-03-01', value: 1, updated_at: tx.now }).onConflict(['tenant_id', 'name', 'day']).merge({ value: tx.tx.raw('platform.figures.value + 1') });
const noted = (ctx: Ctx, handler: string) =>
  ctx.inTx(async (tx) => Number((await tx.tx('platform.figures').where({ tenant_id: tx.tenantId, name: handler }).first('value'))?.value ?? 0));
const tellThing = (ctx: Ctx) => ctx.inTx((tx) => announce(tx, thingDone, { thingId: newId() }));
const nobodyCalls = (): never => {
  throw new Error('nobody should have called this');
};
const later = (ms: number) => new Date(at('2026-03-01T09:00:00Z').getTime() + ms);
const tasksOf = (ctx: Ctx) => ctx.inTx((tx) => tx.tx('platform.tasks').where('tenant_id', tx.tenantId).orderBy('id'));

test('a fact and the news of it are one: rolled back together, kept together', () =>
  withDatabase(async ({ ctx }) => {
    const failed = ctx.inTx(async (tx) => {
      await announce(tx, thingDone, { thingId: newId() });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await announced(ctx)).toEqual([]);

    await tellThing(ctx);
    expect(await announced(ctx)).toEqual([{ name: 'platform.thing_done', payload: { thingId: expect.any(String) } }]);
  }));

test('what is told together is written in one statement at the end, except what a savepoint tells, and nothing of it when the work fails', () =>
  withDatabase(async ({ ctx, db }) => {
    const sent: string[] = [];
    const stop = db.onQuery((sql) => void (sql.includes('"outbox"') && sent.push(sql)));
    await ctx.inTx((tx) => tellTogether(tx, async () => {
      await announce(tx, thingDone, { thingId: newId() });
      await tellTogether(tx, () => announce(tx, thingDone, { thingId: newId() }));
      expect(sent).toHaveLength(0);
      await expect(tx.tx.transaction(async (savepoint) => {
        await announce({ ...tx, tx: savepoint }, thingDone, { thingId: newId() });
        throw new Error('only the savepoint');
      })).rejects.toThrow('only the savepoint');
    }));
    await expect(ctx.inTx((tx) => tellTogether(tx, async () => {
      await announce(tx, thingDone, { thingId: newId() });
      throw new Error('all of it');
    }))).rejects.toThrow('all of it');
    stop();

    expect(sent).toHaveLength(2);
    expect(await announced(ctx)).toHaveLength(2);
    await ctx.inTx(async (tx) => {
      await tellTogether(tx, () => Promise.reject(new Error('caught'))).catch(() => undefined);
      await announce(tx, thingDone, { thingId: newId() });
    });
    expect(await announced(ctx)).toHaveLength(3);
  }));

test('what is written together is one statement, with what is told around it, and nothing when the work fails', () =>
  withDatabase(async ({ ctx, db }) => {
    const receipt = (tx: TxCtx) => tx.tx('platform.receipts').insert({ tenant_id: tx.tenantId, handler: 'a.b', event_id: newId(), received_at: tx.now });
    const receipts = () => ctx.inRead((tx) => tx.tx('platform.receipts').where({ tenant_id: tx.tenantId }));
    const sent: string[] = [];
    const stop = db.onQuery((sql) => void sent.push(sql.split(' ')[0]!));
    await ctx.inTx((tx) => tellTogether(tx, () => writeTogether(tx, async () => {
      await write(tx, receipt(tx), receipt(tx));
      await announce(tx, thingDone, { thingId: newId() });
      await write(tx, receipt(tx));
    })));
    await ctx.inTx((tx) => writeTogether(tx, () => write(tx, receipt(tx), receipt(tx))));
    await ctx.inTx((tx) => write(tx, receipt(tx)));
    stop();
    await expect(ctx.inTx((tx) => writeTogether(tx, async () => {
      await write(tx, receipt(tx));
      throw new Error('no');
    }).catch(() => undefined))).resolves.toBeUndefined();

    expect(sent).toEqual(['begin', 'with', 'commit', 'begin', 'with', 'commit', 'begin', 'insert', 'commit']);
    expect([(await receipts()).length, (await announced(ctx)).length]).toEqual([6, 1]);
  }));

test('a payload that is not what the event says is not told', () =>
  asTenant(async (ctx) => {
    await expect(announce(ctx, thingDone, { thingId: 'x' })).rejects.toThrow('UUID');
    expect(await announced(ctx)).toEqual([]);
  }));

test('a handler hears each event once, however often it is delivered', () =>
  withDatabase(async ({ db, ctx, newTenant }) => {
    const heard: DomainEvent[] = [];
    const subscription = on(thingDone, 'platform.note', async (tx, event) => {
      heard.push(event);
      await note(tx, 'note');
    });
    await tellThing(ctx);
    const jobs: EventJob[] = [];
    await relayOutbox(db, [subscription], async (batch) => void jobs.push(...batch));
    const wire = JSON.parse(JSON.stringify(jobs[0])) as EventJob;
    await Promise.all(Array.from({ length: 10 }, () => runEventJob({ db, clock: { now: () => new Date() }, log: silentLog }, [subscription], wire)));

    expect(await noted(ctx, 'note')).toBe(1);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ tenantId: ctx.tenantId, occurredAt: ctx.now, payload: { thingId: expect.any(String) } });
    expect(await noted(newTenant(), 'note')).toBe(0);
  }));

test('a handler that fails leaves no receipt, so the next delivery is a new chance', () =>
  withDatabase(async ({ db, ctx }) => {
    let mood: 'bad' | 'good' = 'bad';
    const subscription = on(thingDone, 'platform.moody', async (tx) => {
      await note(tx, 'moody');
      if (mood === 'bad') throw new Error('bad mood');
    });
    await tellThing(ctx);
    const jobs: EventJob[] = [];
    await relayOutbox(db, [subscription], async (batch) => void jobs.push(...batch));
    const run = () => runEventJob({ db, clock: { now: () => new Date() }, log: silentLog }, [subscription], jobs[0]!);

    await expect(run()).rejects.toThrow('bad mood');
    expect(await noted(ctx, 'moody')).toBe(0);
    mood = 'good';
    await run();
    expect(await noted(ctx, 'moody')).toBe(1);
  }));

test('an event is marked only after the queue has taken it, and then not sent again', () =>
  withDatabase(async ({ db, ctx }) => {
    const subscription = on(thingDone, 'platform.note', async () => undefined);
    await tellThing(ctx);
    await expect(relayOutbox(db, [subscription], () => Promise.reject(new Error('the queue is down')))).rejects.toThrow('the queue is down');

    const sent: EventJob[] = [];
    const enqueue = async (batch: readonly EventJob[]) => void sent.push(...batch);
    expect(await relayOutbox(db, [subscription], enqueue)).toBe(1);
    expect(await relayOutbox(db, [subscription], enqueue)).toBe(0);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.id).toMatch(/^[0-9a-f-]{36}\.platform\.note$/);
  }));

test('two relays never send the same event twice at the same time', () =>
  withDatabase(async ({ db, ctx }) => {
    for (let i = 0; i < 30; i += 1) await tellThing(ctx);
    const sent: EventJob[] = [];
    const slow = async (batch: readonly EventJob[]) => {
      await new Promise((done) => setTimeout(done, 20));
      sent.push(...batch);
    };
    const subscription = on(thingDone, 'platform.note', async () => undefined);
    await Promise.all(Array.from({ length: 3 }, () => relayOutbox(db, [subscription], slow, 10)));
    expect(new Set(sent.map((job) => job.id)).size).toBe(30);
    expect(sent).toHaveLength(30);
  }));

const outside = (options: { calls: string[]; settled: string[]; dead?: string[]; fail?: () => boolean; during?: () => Promise<void> }) =>
  onOutside(thingDone, 'platform.call', {
    intent: async (_tx, event) => ({ thing: event.payload.thingId }),
    perform: async (_ctx, task) => {
      options.calls.push(task.id);
      await options.during?.();
      if (options.fail?.()) throw new Error('the world is down');
      return `answer to ${task.input.thing}`;
    },
    settle: async (tx, task, answer) => {
      options.settled.push(answer);
      await note(tx, task.id);
    },
    onDead: async (_tx, _task, error) => void options.dead?.push(error),
  });

test('an outside call is made with no transaction open, under its task’s id, and settled once', () =>
  withDatabase(async ({ db, ctx }) => {
    const [calls, settled]: [string[], string[]] = [[], []];
    await tellThing(ctx);
    await deliverAll(db, [outside({ calls, settled })]);

    const [task] = await tasksOf(ctx);
    expect(task).toMatchObject({ state: 'done', attempts: 1, due_at: null, handler: 'platform.call' });
    expect(calls).toEqual([task.id]);
    expect(settled).toEqual([`answer to ${task.input.thing}`]);
  }));

test('where there is nothing to do outside, no task is made', () =>
  withDatabase(async ({ db, ctx }) => {
    await tellThing(ctx);
    await deliverAll(db, [onOutside(thingDone, 'platform.nothing', { intent: async () => null, perform: async () => nobodyCalls() })]);
    expect(await tasksOf(ctx)).toEqual([]);
  }));

test('ten deliveries at once make one effect and one settlement', () =>
  withDatabase(async ({ db, ctx }) => {
    const [calls, settled]: [string[], string[]] = [[], []];
    const subscription = outside({ calls, settled });
    await tellThing(ctx);
    const jobs: EventJob[] = [];
    await relayOutbox(db, [subscription], async (batch) => void jobs.push(...batch));
    await Promise.all(Array.from({ length: 10 }, () => runEventJob({ db, clock: { now: () => ctx.now }, log: silentLog }, [subscription], jobs[0]!)));
    expect(calls).toHaveLength(1);
    expect(settled).toHaveLength(1);
  }));

test('a call whose performer was killed is made again once its lease is over, under the same key', () =>
  withDatabase(async ({ db, ctx }) => {
    const [calls, settled]: [string[], string[]] = [[], []];
    const killed = outside({ calls, settled, during: () => new Promise(() => undefined) });
    await tellThing(ctx);
    const jobs: EventJob[] = [];
    await relayOutbox(db, [killed], async (batch) => void jobs.push(...batch));
    void runEventJob({ db, clock: { now: () => ctx.now }, log: silentLog }, [killed], jobs[0]!);
    while (calls.length === 0) await new Promise((done) => setTimeout(done, 5));

    const next = outside({ calls, settled });
    expect(await sweepTasks(db, [next], { now: later(LEASE_MS - 1), log: silentLog })).toBe(0);
    expect(await sweepTasks(db, [next], { now: later(LEASE_MS), log: silentLog })).toBe(1);
    expect(new Set(calls).size).toBe(1);
    expect(calls).toHaveLength(2);
    expect(settled).toHaveLength(1);
    expect(await sweepTasks(db, [next], { now: later(10 * LEASE_MS), log: silentLog })).toBe(0);
  }));

test('a call that outlives its lease is settled once, by whoever answers first', () =>
  withDatabase(async ({ db, ctx }) => {
    const [calls, settled]: [string[], string[]] = [[], []];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = outside({ calls, settled, during: () => held });
    await tellThing(ctx);
    const jobs: EventJob[] = [];
    await relayOutbox(db, [slow], async (batch) => void jobs.push(...batch));
    const first = runEventJob({ db, clock: { now: () => ctx.now }, log: silentLog }, [slow], jobs[0]!);
    while (calls.length === 0) await new Promise((done) => setTimeout(done, 5));
    await sweepTasks(db, [outside({ calls, settled })], { now: later(LEASE_MS), log: silentLog });
    release();
    await first;

    expect(calls).toHaveLength(2);
    expect(settled).toHaveLength(1);
    expect(await noted(ctx, calls[0]!)).toBe(1);
  }));

test('two sweepers share the tasks, none is taken by both', () =>
  withDatabase(async ({ db, ctx }) => {
    const [calls, settled]: [string[], string[]] = [[], []];
    let failing = true;
    const subscription = outside({ calls, settled, fail: () => failing });
    for (let i = 0; i < 12; i += 1) await tellThing(ctx);
    await deliverAll(db, [subscription]);
    calls.length = 0;
    failing = false;
    const sweep = () => sweepTasks(db, [subscription], { now: later(backoffMs(1)), log: silentLog, limit: 8 });
    const taken = await Promise.all([sweep(), sweep(), sweep()]);
    expect(taken.reduce((a, b) => a + b, 0)).toBe(12);
    expect(new Set(calls).size).toBe(12);
    expect(settled).toHaveLength(12);
  }));

test('what fails every time is given up, is shown among the dead, and can be tried again', () =>
  withDatabase(async ({ db, ctx }) => {
    const [calls, settled, dead]: [string[], string[], string[]] = [[], [], []];
    let failing = true;
    const subscription = outside({ calls, settled, dead, fail: () => failing });
    await tellThing(ctx);
    await deliverAll(db, [subscription]);
    let now = later(0);
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      now = new Date(now.getTime() + backoffMs(attempt));
      expect(await sweepTasks(db, [subscription], { now, log: silentLog })).toBe(1);
    }
    expect(await sweepTasks(db, [subscription], { now: new Date(now.getTime() + 1e9), log: silentLog })).toBe(0);
    expect(calls).toHaveLength(MAX_ATTEMPTS);
    expect(dead).toEqual(['the world is down']);

    const [shown] = await ctx.inTx((tx) => listDead(tx, { limit: 10, after: null }));
    expect(shown).toMatchObject({ handler: 'platform.call', outside: true, attempts: MAX_ATTEMPTS, error: 'the world is down' });
    failing = false;
    expect(await retryDead(ctx, shown!.id, async () => nobodyCalls())).toBe(true);
    expect(await sweepTasks(db, [subscription], { now, log: silentLog })).toBe(1);
    expect(settled).toHaveLength(1);
    expect(await ctx.inTx((tx) => listDead(tx, { limit: 10, after: null }))).toEqual([]);
    expect(await retryDead(ctx, shown!.id, async () => nobodyCalls())).toBe(false);
  }));

test('a handler that failed for good is remembered, and another tenant can neither see nor retry it', () =>
  withDatabase(async ({ db, ctx, newTenant, as }) => {
    const subscription = on(thingDone, 'platform.note', (tx) => note(tx, 'note'));
    await tellThing(ctx);
    const jobs: EventJob[] = [];
    await relayOutbox(db, [subscription], async (batch) => void jobs.push(...batch));
    await recordDead(ctx, 'platform.note', { ...jobs[0]!.event, occurredAt: ctx.now }, { attempts: 6, error: 'broken' });
    const [shown] = await as(actor.staff()).inTx((tx) => listDead(tx, { limit: 10, after: null }));
    expect(shown).toMatchObject({ handler: 'platform.note', outside: false, attempts: 6, error: 'broken' });
    expect(await newTenant().inTx((tx) => listDead(tx, { limit: 10, after: null }))).toEqual([]);
    expect(await retryDead(newTenant(), shown!.id, async () => nobodyCalls())).toBe(false);

    const again: EventJob[] = [];
    await retryDead(ctx, shown!.id, async (batch) => void again.push(...batch));
    expect(again[0]!.id).not.toBe(jobs[0]!.id);
    await runEventJob({ db, clock: { now: () => ctx.now }, log: silentLog }, [subscription], again[0]!);
    expect(await noted(ctx, 'note')).toBe(1);
  }));

test('a queue that loses everything loses nothing', () =>
  withDatabase(async ({ db, ctx }) => {
    const subscription = on(thingDone, 'platform.note', (tx) => note(tx, 'note'));
    await tellThing(ctx);
    await relayOutbox(db, [subscription], async () => undefined); // taken, and lost
    const found: EventJob[] = [];
    const enqueue = async (batch: readonly EventJob[]) => void found.push(...batch);
    expect(await recoverLost(ctx, [subscription], enqueue)).toBe(0); // not yet: it may still be under way
    expect(await recoverLost(ctx, [subscription], enqueue, { olderThanMs: -1_000 })).toBe(1);
    await runEventJob({ db, clock: { now: () => ctx.now }, log: silentLog }, [subscription], found[0]!);
    expect(await noted(ctx, 'note')).toBe(1);
    expect(await recoverLost(ctx, [subscription], enqueue, { olderThanMs: -1_000 })).toBe(0);
  }));

test('an event is named after its context, in the past tense', () => {
  expect(() => defineEvent('ThingDone', 1, z.object({}))).toThrow('context.noun_past_tense');
});
