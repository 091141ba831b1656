import { expect, test } from '@jest/globals';
import type { Ctx } from '@stoa/platform/context';
import { withDatabase } from '@stoa/platform/testing';
import { listDead, retryDead, runEventJob, type EventJob } from '@stoa/platform/events';
import { subscriptions } from '../subscribers.js';
import { resumeShadowRun } from './resume-shadow-run.js';
import { checks } from '../decision/checks.query.js';
import { documentsOf } from '../pack/load-packs.js';
import { aConsignment, place, savedDecision, thePacks } from '../testing.js';
import { advanceShadowRuns } from './advance-shadow-runs.js';
import { withCandidate } from './candidate.js';
import { judgeAgain, MAX_TRIES, type ShadowRunId } from './shadow-run.js';
import { claimDueRun, getRun, LEASE_MS, listDifferences, listSums, lockRun, updateRun } from './shadow-run.repository.js';
import { RUNS_KEPT, startShadowRun } from './start-shadow-run.js';

const packs = thePacks();
const germany = documentsOf(packs, ['DE'])[0]!;
const nextVersion = germany.body.replace(/"version": "[\d.]+"/, '"version": "2027.1.1"');
const dearer = nextVersion.replace('"pct": "19", "from": "2021-01-01"', '"pct": "21", "from": "2021-01-01"');
const broken = '{ "schema": "taxpack/1", "id": "DE" }';

const start = (ctx: Ctx, body: string) => ctx.inTx((tx) => startShadowRun(tx, { packs }, body));
const later = (ctx: Ctx, ms: number): Ctx => {
  const now = new Date(ctx.now.getTime() + ms);
  return { ...ctx, now, inTx: (run) => ctx.inTx((tx) => run({ ...tx, now })), inRead: (run) => ctx.inRead((tx) => run({ ...tx, now })) };
};
const work = (ctx: Ctx, leases = 0, portion = 2) => advanceShadowRuns({ packs, portion }, later(ctx, leases * LEASE_MS));
const found = (ctx: Ctx, id: ShadowRunId) => ctx.inRead(async (tx) => ({ run: await getRun(tx, id), differences: await listDifferences(tx, id, { after: null, limit: 100 }), sums: await listSums(tx, id) }));
/** A mug for 34.00 to Berlin and one to Vienna, some of them within the month that is looked at. */
const sell = (ctx: Ctx, days: readonly string[], to = place('DE', { postcode: '10115', city: 'Berlin' })) =>
  ctx.inTx(async (tx) => { for (const day of days) await savedDecision(tx, aConsignment({ taxPoint: new Date(`${day}T08:00:00Z`), shipTo: to })); });

test('each sale of the last 30 days is judged again, piece by piece; what differs is told with its lines and rules, and summed by place', () =>
  withDatabase(async ({ ctx }) => {
    await sell(ctx, ['2026-02-20', '2026-02-21', '2026-02-22', '2026-01-02']);
    const run = await start(ctx, dearer);
    expect(run).toMatchObject({ pack: 'DE', version: '2027.1.1', installed: germany.version, state: 'running', total: 3, lookedAt: 0, problems: [] });
    expect(await work(ctx)).toBe(1);
    const after = await found(ctx, run.id);
    expect(after.run).toMatchObject({ state: 'done', lookedAt: 3, changed: 3, body: null, dueAt: null, finishedAt: ctx.now });
    // 34.00: 5.43 at 19 %, 5.90 at 21 %.
    expect(after.sums).toEqual([{ place: 'DE', currency: 'EUR', sales: 3, changed: 3, blocked: 0, wasMinor: 1_629n, becomesMinor: 1_770n }]);
    expect(after.differences[0]).toMatchObject({
      taxPoint: new Date('2026-02-20T08:00:00Z'), was: { taxMinor: 543n, rates: '19' }, becomes: { taxMinor: 590n, rates: '21' },
      lines: [{ id: 'l1', category: 'goods.household', wasRate: '19', wasMinor: 543n, becomesRate: '21', becomesMinor: 590n }], law: expect.arrayContaining([{ id: 'DE-rate:standard', cite: expect.any(String), change: 'same' }]),
    });
    expect(await work(ctx, 10)).toBe(0);
  }));

test('a version that changes nothing says so; a sale it has no answer to is counted as blocked and is in no amount', () =>
  withDatabase(async ({ ctx }) => {
    await sell(ctx, ['2026-02-20', '2026-02-21']);
    const same = await start(ctx, nextVersion);
    await work(ctx);
    expect(await found(ctx, same.id)).toMatchObject({ run: { state: 'done', lookedAt: 2, changed: 0 }, differences: [], sums: [{ sales: 2, changed: 0, wasMinor: 1_086n, becomesMinor: 1_086n }] });
    const later = await start(ctx, nextVersion.replace(/"valid_from": "[^"]+"/, '"valid_from": "2026-02-21"'));
    expect(later.problems).toEqual([]);
    await work(ctx);
    const blocked = await found(ctx, later.id);
    expect([blocked.run.changed, blocked.sums[0]]).toEqual([1, { place: 'DE', currency: 'EUR', sales: 2, changed: 1, blocked: 1, wasMinor: 543n, becomesMinor: 543n }]);
    expect(blocked.differences[0]!.becomes).toEqual({ noAnswer: 'The rule pack of DE does not hold on 2026-02-20.' });
  }));

test('a worker that dies between two pieces is followed by another, and no sale is counted twice', () =>
  withDatabase(async ({ ctx }) => {
    await sell(ctx, ['2026-02-18', '2026-02-19', '2026-02-20', '2026-02-21', '2026-02-22']);
    const run = await start(ctx, dearer);
    let pieces = 0;
    const dying: Ctx = { ...ctx, inRead: (work) => { pieces += 1; if (pieces > 2) throw new Error('The power went out.'); return ctx.inRead(work); } };
    await expect(advanceShadowRuns({ packs, portion: 2 }, dying)).rejects.toThrow('The power went out.');
    expect((await found(ctx, run.id)).run).toMatchObject({ state: 'running', lookedAt: 4, stumbles: 0 });
    expect(await work(ctx)).toBe(0); // its lease is not over
    expect(await work(ctx, 1)).toBe(1);
    expect(await found(ctx, run.id)).toMatchObject({ run: { state: 'done', lookedAt: 5, changed: 5 }, sums: [{ sales: 5, wasMinor: 2_715n, becomesMinor: 2_950n }] });
  }));

test('one who was overtaken adds nothing to what the other has counted', () =>
  withDatabase(async ({ ctx }) => {
    await sell(ctx, ['2026-02-18', '2026-02-19', '2026-02-20']);
    const run = await start(ctx, dearer);
    let isOvertaken = false;
    const slow: Ctx = {
      ...ctx,
      inRead: async (read) => {
        const sales = await ctx.inRead(read);
        if (!isOvertaken) { isOvertaken = true; await work(ctx, 1); }
        return sales;
      },
    };
    await advanceShadowRuns({ packs, portion: 2 }, slow);
    expect(await found(ctx, run.id)).toMatchObject({ run: { state: 'done', lookedAt: 3, changed: 3 }, sums: [{ sales: 3, changed: 3 }] });
  }));

test('what breaks again and again is given up, and the next may start', () =>
  withDatabase(async ({ ctx, db }) => {
    await sell(ctx, ['2026-02-20']);
    const run = await start(ctx, dearer);
    await expect(start(ctx, nextVersion)).rejects.toMatchObject({ code: 'tax.shadow_run_under_way' });
    await ctx.inTx(async (tx) => updateRun(tx, { ...(await lockRun(tx, run.id)), body: '{' }));
    for (let n = 0; n < MAX_TRIES; n += 1) await expect(work(ctx, n)).rejects.toThrow();
    expect((await found(ctx, run.id)).run).toMatchObject({ state: 'failed', lookedAt: 0, dueAt: null });
    const health = () => ctx.inTx((tx) => checks.find(({ code }) => code === 'tax.shadow_runs_end')!.run(tx));
    expect((await health()).breaks.map(({ what }) => what)).toEqual([expect.stringMatching(/^The shadow run tsr_\w+ of DE 2027\.1\.1 was given up after 5 tries$/)]);
    // It waits among the failed work with its reason, until somebody tries it again: behind a run that is under way, and where it stopped.
    const [dead, ...others] = await ctx.inRead((tx) => listDead(tx, { limit: 10, after: null }));
    expect([others, dead]).toEqual([[], expect.objectContaining({ handler: 'tax.resume_shadow_run', eventName: 'tax.shadow_run_given_up', attempts: MAX_TRIES, error: expect.stringContaining('SyntaxError') as unknown })]);
    await ctx.inTx(async (tx) => updateRun(tx, { ...(await lockRun(tx, run.id)), body: dearer }));
    const other = await start(ctx, nextVersion);
    expect(other.state).toBe('running');
    const again = () => ctx.inTx((tx) => resumeShadowRun(tx, run.id));
    await expect(again()).rejects.toMatchObject({ code: 'tax.shadow_run_under_way' });
    await work(ctx);
    const jobs: EventJob[] = [];
    expect(await retryDead(ctx, dead!.id, async (list) => void jobs.push(...list))).toBe(true);
    for (const job of jobs) await runEventJob({ db, clock: { now: () => ctx.now }, log: ctx.log }, subscriptions, job);
    expect((await found(ctx, run.id)).run).toMatchObject({ state: 'running', stumbles: 0, dueAt: ctx.now });
    await work(ctx);
    expect(await found(ctx, run.id)).toMatchObject({ run: { state: 'done', lookedAt: 1, changed: 1, body: null } });
    await again();
    expect((await found(ctx, run.id)).run.state).toBe('done');
  }));

test('whoever takes it up and never comes back is counted as well', () =>
  withDatabase(async ({ ctx }) => {
    const run = await start(ctx, dearer);
    for (let n = 0; n < MAX_TRIES; n += 1) await later(ctx, n * LEASE_MS).inTx(claimDueRun);
    await work(ctx, MAX_TRIES);
    expect((await found(ctx, run.id)).run.state).toBe('failed');
  }));

test.each([['another content under an installed version', germany.body.replace('"pct": "19"', '"pct": "20"'), 'raise the version'], ['no JSON', '{ "schema"', 'this is no JSON'], ['a pack without rules of form', broken, '']])(
  'a version that cannot be installed is refused with its reasons, and no sale is looked at: %s', (_what, body, words) =>
    withDatabase(async ({ ctx }) => {
      await sell(ctx, ['2026-02-20']);
      const run = await start(ctx, body);
      expect([run.state, run.problems.length > 0, run.problems.some(({ problem }) => problem.includes(words)), run.body]).toEqual(['refused', true, true, null]);
      expect([await work(ctx), (await found(ctx, run.id)).run.lookedAt]).toEqual([0, 0]);
    }),
);

test('the newest runs are kept, older ones go', () =>
  withDatabase(async ({ ctx }) => {
    const first = await start(ctx, broken);
    for (let n = 0; n < RUNS_KEPT; n += 1) await start(ctx, broken);
    await expect(found(ctx, first.id)).rejects.toMatchObject({ code: 'tax.shadow_run_not_found' });
  }));

test('the order in which sales are judged changes no sum', () =>
  withDatabase(async ({ ctx }) => {
    const sales = await ctx.inTx(async (tx) => {
      const saved: Awaited<ReturnType<typeof savedDecision>>[] = [];
      for (const minor of [3_400n, 999n, 12_345n]) saved.push(await savedDecision(tx, aConsignment({ lines: [{ id: 'l1', category: 'goods.household', amountMinor: minor, quantity: 1, discounts: [] }] })));
      return saved.map((one) => ({ ...one, consignmentId: one.id, decidedAt: tx.now }));
    });
    const candidate = withCandidate(packs, { body: dearer });
    expect(judgeAgain(candidate, [...sales].reverse()).sums).toEqual(judgeAgain(candidate, sales).sums);
  }));
