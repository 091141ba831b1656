import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { configurePrivacy } from '@stoa/privacy';
import { keyOf, type Point } from './gate.js';
import { openLane } from './lane.js';
import { scenarios } from './scenarios.js';
import type { Scenario } from './scenario.js';
import { type Baseline, NOT_REACHED, rehearse, suffer, type Trial, type Verdict } from './trial.js';
import { openWorld, type World } from './world.js';

/** Kills API and worker at every point where they touch the world or commit, and lets the next process finish. Arguments: parts of names of scenarios or points, to run those alone; `--all` to
 *  die at the same point in every story that passes it. */
const [program, ...args] = process.argv.slice(2);
const wanted = args.filter((arg) => arg !== '--all');
const isThorough = args.includes('--all');
const WIDTH = Math.max(1, Math.min(2, cpus().length));
let [passed, failed] = [0, 0];
/** How many places to die each story has. */
const pointsOf = new Map<string, number>();
/** Longer than any trial takes on a machine that has other things to do. */
const [TRIAL_MS, GRACE_MS] = [180_000, 5_000];

async function main(): Promise<void> {
  configurePrivacy({ masterKey: '7'.repeat(64) });
  const worlds = await Promise.all(Array.from({ length: WIDTH }, (_, index) => openOne(String(index + 1))));
  try {
    for (const scenario of scenarios.filter(({ name }) => isWanted(name) || wanted.every((word) => !scenarios.some((one) => one.name.includes(word))))) await runScenario(worlds, scenario);
  } finally {
    await Promise.all(worlds.map(({ lane }) => lane.close()));
  }
  console.log(`\n${[...pointsOf].map(([name, points]) => `${name} ${points}`).join(', ')}: ${[...pointsOf.values()].reduce((sum, points) => sum + points, 0)} fault points`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** A world in a lane of its own. Where the machine has so much else to do that no connection comes in time, another is begun. */
async function openOne(name: string): Promise<World> {
  for (let tries = 1; ; tries += 1) {
    const lane = await openLane(name, program!, process.env['LOG_LEVEL'] ?? 'silent');
    try {
      const world = await openWorld(lane);
      lane.watch(world.ctx);
      return world;
    } catch (error) {
      await lane.close();
      if (tries === 3) throw error;
    }
  }
}

const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((word) => name.includes(word));

async function runScenario(worlds: readonly World[], scenario: Scenario): Promise<void> {
  const began = Date.now();
  const baselines = await Promise.all(worlds.map((world) => rehearse(world, scenario)));
  const all = trialsOf(scenario, baselines);
  const trials = all.filter(isNew).map((trial, index) => ({ trial, number: index + 1 })).filter(({ trial }) => wanted.length === 0 || wanted.some((word) => scenario.name.includes(word) || lineOf(trial).includes(word)));
  await worlds[0]!.lane.child().keepCode();
  pointsOf.set(scenario.name, new Set(all.map(({ point }) => keyOf(point))).size);
  console.log(`\n${scenario.name}: ${pointsOf.get(scenario.name)} points, ${trials.length} trials; in peace it leaves ${JSON.stringify(baselines[0]!.effects)}`);
  let next = 0;
  await Promise.all(worlds.map(async (world, lane) => {
    for (let index = next++; index < trials.length; index = next++) {
      const { trial, number } = trials[index]!;
      const verdict = await attempt(world, scenario, baselines[lane]!, trial);
      const isGood = verdict.wrong.length === 0;
      if (isGood) passed += 1;
      else failed += 1;
      console.log(`  ${isGood ? 'ok    ' : 'FAILED'} ${String(number).padStart(4)}  ${lineOf(trial)}: ${verdict.outcome ?? 'no end'}${verdict.wrong.map((what) => `\n               ${what}`).join('')}`);
    }
  }));
  console.log(`  ${scenario.name} took ${Math.round((Date.now() - began) / 1_000)} s`);
}

/** On a machine that has too much else to do, no connection to the database comes in time: the product says so, and nothing was tried. */
const AWAY = /^Error: (timeout expired|.* answered 503 service\.unavailable)/;

/** A point may be passed by in a run in which two things happened in another order: it is looked for three times. */
async function attempt(world: World, scenario: Scenario, baseline: Baseline, trial: Trial): Promise<Verdict> {
  for (let tries = 1; ; tries += 1) {
    const verdict = await inTime(world, suffer(world, scenario, baseline, trial)).catch(async (error: unknown): Promise<Verdict> => {
      if (!world.lane.child().isAlive()) await world.lane.restart();
      return { outcome: null, wrong: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
    });
    if (!(verdict.wrong[0] === NOT_REACHED || AWAY.test(verdict.wrong[0] ?? '')) || tries === 3) return verdict;
  }
}

/** What hangs is a failure with a name: the process that hangs is killed, which ends whatever waits for it. */
async function inTime<T>(world: World, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, TRIAL_MS, 'late')));
  const ended = await Promise.race([work.finally(() => clearTimeout(timer)), late]);
  if (ended !== 'late') return ended;
  await world.lane.child().kill();
  await Promise.race([Promise.allSettled([work]), sleep(GRACE_MS)]); // how it ends now says nothing any more
  throw new Error(`It hangs: nothing came of it in ${TRIAL_MS / 1_000} s.`);
}

/** Papers and post are the same in every story: what one has died of there, by the same name, the next need not. Where money and goods move, each story dies of its own. */
const ALIKE = /^(invoicing|notifications|search)\.|^orders\.keep_document$|^relay$/;
const suffered = new Set<string>();
function isNew(trial: Trial): boolean {
  const line = lineOf({ ...trial, comesBack: false });
  const isKnown = ALIKE.test(trial.point.origin) && suffered.has(line);
  suffered.add(line);
  return isThorough || !isKnown;
}

/** The request with which the story began: whoever sent it may come back, or not. */
const isAsker = ({ origin }: Point): boolean => / \/v1\//.test(origin) && !origin.includes('/webhooks/');

/** Each point once; whoever asked comes back and asks again, or stays away: at the points of the request itself both. Each call to the world also outlives its lease. */
function trialsOf(scenario: Scenario, baselines: readonly Baseline[]): Trial[] {
  const points = new Map<string, Point>(baselines.flatMap(({ points: found }) => found.map((point) => [keyOf(point), point] as const)));
  return [...points.values()].flatMap((point, index): Trial[] => {
    const killed: Trial[] = comings(scenario, point, index).map((comesBack) => ({ point, how: 'killed', comesBack }));
    return point.isCall && !(/^(cache|files)\./.test(point.call) && point.origin !== 'workspace.advance_imports') ? [...killed, { point, how: 'lapsed', comesBack: false }] : killed;
  });
}

/** Whether whoever asked comes back, or both. */
function comings({ asker }: Scenario, point: Point, index: number): boolean[] {
  if (asker !== 'may_leave') return [asker === 'stays'];
  return isAsker(point) ? [true, false] : [index % 2 === 0];
}

const lineOf = ({ point, how, comesBack }: Trial): string => `${how} ${keyOf(point)}${comesBack ? ', asked again' : ''}`;

await main();
