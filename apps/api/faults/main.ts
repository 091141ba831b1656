import { cpus } from 'node:os';
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

async function main(): Promise<void> {
  configurePrivacy({ masterKey: '7'.repeat(64) });
  const lanes = await Promise.all(Array.from({ length: WIDTH }, (_, index) => openLane(String(index + 1), program!, process.env['LOG_LEVEL'] ?? 'silent')));
  try {
    const worlds = await Promise.all(lanes.map(openWorld));
    lanes.forEach((lane, index) => lane.watch(worlds[index]!.ctx));
    for (const scenario of scenarios.filter(({ name }) => isWanted(name) || wanted.every((word) => !scenarios.some((one) => one.name.includes(word))))) await runScenario(worlds, scenario);
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((word) => name.includes(word));

async function runScenario(worlds: readonly World[], scenario: Scenario): Promise<void> {
  const began = Date.now();
  const baselines = await Promise.all(worlds.map((world) => rehearse(world, scenario)));
  const all = trialsOf(scenario, baselines);
  const trials = all.filter(isNew).map((trial, index) => ({ trial, number: index + 1 })).filter(({ trial }) => wanted.length === 0 || wanted.some((word) => scenario.name.includes(word) || lineOf(trial).includes(word)));
  console.log(`\n${scenario.name}: ${new Set(all.map(({ point }) => keyOf(point))).size} points, ${trials.length} trials; in peace it leaves ${JSON.stringify(baselines[0]!.effects)}`);
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

/** A point may be passed by in a run in which two things happened in another order: it is looked for three times. */
async function attempt(world: World, scenario: Scenario, baseline: Baseline, trial: Trial): Promise<Verdict> {
  for (let tries = 1; ; tries += 1) {
    const verdict = await suffer(world, scenario, baseline, trial).catch(async (error: unknown): Promise<Verdict> => {
      if (!world.lane.child().isAlive()) await world.lane.restart();
      return { outcome: null, wrong: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
    });
    if (verdict.wrong[0] !== NOT_REACHED || tries === 3) return verdict;
  }
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
    const killed: Trial[] = scenario.isAsked && isAsker(point) ? [true, false].map((comesBack) => ({ point, how: 'killed', comesBack })) : [{ point, how: 'killed', comesBack: scenario.isAsked && index % 2 === 0 }];
    return point.isCall && !/^(cache|files)\./.test(point.call) ? [...killed, { point, how: 'lapsed', comesBack: false }] : killed;
  });
}

const lineOf = ({ point, how, comesBack }: Trial): string => `${how} ${keyOf(point)}${comesBack ? ', asked again' : ''}`;

await main();
