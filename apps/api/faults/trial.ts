import { setTimeout as sleep } from 'node:timers/promises';
import { allChecks, runChecks } from '@stoa/workspace';
import { Refusal } from '@stoa/tools/seed/product/client';
import { between, differences, type Effects, readEffects } from './effects.js';
import { keyOf, type Point, SUITE } from './gate.js';
import type { Act, End, Scenario } from './scenario.js';
import type { World } from './world.js';

/** What a run without accidents passes and leaves behind. */
export type Baseline = { readonly points: readonly Point[]; readonly effects: Effects };
/** One accident: where, of which kind, and whether whoever asked comes back and asks again. */
export type Trial = { readonly point: Point; readonly how: 'killed' | 'lapsed'; readonly comesBack: boolean };
export type Verdict = { readonly outcome: End | null; readonly wrong: readonly string[] };

export const NOT_REACHED = 'the point was not reached';
const NOTHING: Effects = {};
/** Longer than every lease and deadline on the way: a reservation of a quarter of an hour, looked after for as long again. */
const ROUNDS = 16;
const [SOON_MS, LATER_MS] = [5_000, 240_000];
/** Whatever the dead process had taken is free again. */
const LEASE_MS = 65_000;
const LAPSE_MS = 150_000;

/** Runs the story once in peace, noting every point on its way. */
export async function rehearse(world: World, scenario: Scenario): Promise<Baseline> {
  const { lane } = world;
  const act = await prepared(world, scenario);
  const before = await readEffects(world.ctx(), lane.sandbox);
  await lane.child().set({ mode: 'record' });
  await act.go();
  await untilStill(world, act);
  const points = await lane.child().passed();
  if ((await act.end()) !== 'done') throw new Error(`${scenario.name} comes to no end without any accident.`);
  await lane.child().set({ mode: 'open' });
  const effects = between(before, await readEffects(world.ctx(), lane.sandbox));
  const wrong = [...((await act.wrong?.()) ?? []), ...(await whatIsWrong(world))];
  if (wrong.length > 0) throw new Error(`${scenario.name} is wrong without any accident:\n${wrong.join('\n')}`);
  return { points: namedOnce(points), effects };
}

/** Runs it again with one accident, lets the next process finish it, and says what is not as it must be. */
export async function suffer(world: World, scenario: Scenario, baseline: Baseline, trial: Trial): Promise<Verdict> {
  const act = await prepared(world, scenario);
  const before = await readEffects(world.ctx(), world.lane.sandbox);
  const missed = trial.how === 'killed' ? await dieAt(world, act, trial) : await lapseAt(world, act, trial);
  if (missed) {
    await untilEnded(world, act, before, { done: baseline.effects, undone: NOTHING }); // or the next trial would find its remains
    return { outcome: null, wrong: [missed] };
  }
  if (trial.comesBack) await askAgain(world, act);
  // A call that has not left yet when others take its work for lost may be taken back for good: then it comes too late, and must do nothing.
  const isLate = trial.how === 'lapsed' && trial.point.side === 'before' && scenario.asker === 'may_leave';
  const isSure = trial.comesBack || (trial.how === 'lapsed' && !isLate) || scenario.asker === 'nobody';
  const expected: Partial<Record<End, Effects>> = isSure ? { done: baseline.effects } : { done: baseline.effects, undone: NOTHING };
  const { outcome, wrong } = await untilEnded(world, act, before, expected);
  return { outcome, wrong: [...wrong, ...(outcome === 'done' && wrong.length === 0 ? ((await act.wrong?.()) ?? []) : []), ...(await whatIsWrong(world))] };
}

async function prepared(world: World, scenario: Scenario): Promise<Act> {
  const act = await scenario.prepare(world);
  for (let round = 0; round < ROUNDS; round += 1) {
    await world.lane.quiet();
    if (await isSettled(world)) return act;
    await world.lane.pass(SOON_MS);
  }
  throw new Error(`${scenario.name} finds no peace to begin in: ${JSON.stringify(await world.lane.progress(world.ctx()))}`);
}

/** Answers with why not, when the process lived through it. */
async function dieAt(world: World, act: Act, { point }: Trial): Promise<string | null> {
  const { lane } = world;
  const child = lane.child();
  await child.set({ mode: 'kill', key: keyOf(point) });
  const going = act.go().then(() => untilStill(world, act)).then(() => NOT_REACHED, (error: unknown) => String(error));
  const how = await Promise.race([child.died, going.then(async (ended) => Promise.race([child.died, sleep(ended === NOT_REACHED ? 0 : 500)]))]);
  // The point may still be reached between our last look and this word.
  if (child.isAlive() && (await child.set({ mode: 'open' }).then(() => true, () => false))) return going;
  await child.died;
  await going;
  await lane.restart();
  return how === undefined || how === 'SIGKILL' ? null : `it ended with ${how}`;
}

/** Somebody is held in a call until their lease is long over and others have done the work; then the late answer comes in. */
async function lapseAt(world: World, act: Act, { point }: Trial): Promise<string | null> {
  const { lane } = world;
  const child = lane.child();
  const held = child.held();
  await child.set({ mode: 'hold', key: keyOf(point) });
  const going = act.go().then(() => untilStill(world, act)).catch((error: unknown) => error);
  const isHeld = await Promise.race([held.then(() => true), going.then(() => false)]);
  if (isHeld) {
    for (let look = 0; look < 3; look += 1) {
      await lane.pass(LAPSE_MS);
      await lane.quiet();
    }
    await child.release();
    await going;
  }
  await child.set({ mode: 'open' });
  return isHeld ? null : NOT_REACHED;
}

/** As a client does that got no answer: the same request with the same key, again when it is told to wait. */
async function askAgain(world: World, act: Act): Promise<void> {
  for (let look = 0; look < 10; look += 1) {
    const outcome = await act.go().then(() => null, (error: unknown) => error);
    if (outcome === null) return;
    if (!(outcome instanceof Refusal) || outcome.problem.status !== 409) throw outcome;
    await world.lane.pass(SOON_MS);
    await world.lane.quiet();
  }
}

/** Until it has ended and two looks in a row find the same. */
async function untilStill(world: World, act: Act): Promise<void> {
  let last = '';
  for (let round = 0; round < ROUNDS; round += 1) {
    await world.lane.quiet();
    const now = JSON.stringify(await readEffects(world.ctx(), world.lane.sandbox));
    if ((await act.end()) !== null && now === last && (await isSettled(world))) return;
    last = now;
    await world.lane.pass(SOON_MS);
  }
}

/** Nothing is left for later: a task or a piece of news that a story leaves behind would be done in the next one, as if it were its own. */
async function isSettled(world: World): Promise<boolean> {
  const { openTasks, openInbox } = await world.lane.progress(world.ctx());
  return openTasks + openInbox === 0;
}

async function untilEnded(world: World, act: Act, before: Effects, expected: Partial<Record<End, Effects>>): Promise<Verdict> {
  let [outcome, wrong]: [End | null, string[]] = [null, []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const isQuiet = await world.lane.quiet();
    outcome = await act.end();
    const { openTasks, openInbox } = await world.lane.progress(world.ctx());
    const wanted = outcome && expected[outcome];
    wrong = [
      ...(isQuiet ? [] : ['the work does not come to rest']), ...(openTasks > 0 ? [`${openTasks} tasks are open`] : []), ...(openInbox > 0 ? [`${openInbox} webhooks are not settled`] : []),
      ...(wanted ? differences(wanted, between(before, await readEffects(world.ctx(), world.lane.sandbox))) : [outcome === null ? 'it has not come to an end' : `it ended ${outcome}`]),
    ];
    if (wrong.length === 0) break;
    await world.lane.pass([SOON_MS, LEASE_MS, LEASE_MS][round] ?? LATER_MS);
  }
  return { outcome, wrong };
}

/** Whatever must always hold and does not: ours, the stand-in's, and work that was given up. */
async function whatIsWrong(world: World): Promise<string[]> {
  const ctx = world.ctx();
  const checks = (await runChecks(ctx, allChecks)).filter(({ breaks }) => breaks > 0).map(({ code, examples }) => `${code}: ${examples.join('; ')}`);
  const { dead } = await world.lane.progress(ctx);
  return [...checks, ...world.lane.sandbox.stripe.invariants(), ...(dead > 0 ? [`${dead} tasks were given up`] : [])];
}

/** What keeps house for everybody (seals, forgets, reports) and falls into a story by chance of the clock. */
const HOUSEKEEPING = /^(platform|risk)\.|^workspace\.(?!advance_imports)/;

/** The story's own points. By the clock some things are done again and again: the first two times stand for all. */
function namedOnce(points: readonly Point[]): Point[] {
  const isOften = (point: Point) => point.nth > 2 && /^[a-z_]+\.[a-z_]+$/.test(point.origin) && point.origin !== 'workspace.advance_imports' && (!point.isCall || point.call.startsWith('cache.'));
  const isOwn = (point: Point) => point.origin !== SUITE && !HOUSEKEEPING.test(point.origin) && !isOften(point) && !(point.origin === 'relay' && point.nth > 1);
  return points.filter((point, index) => isOwn(point) && points.findIndex((other) => keyOf(other) === keyOf(point)) === index);
}
