import { cpus } from 'node:os';
import { harness } from '@stoa/platform/testing';
import { type CodeMutant, everyDecision, locks } from './decisions.js';
import { judgeFunctions } from './functions.js';
import { runTests } from './jest.js';
import { judgePolicies } from './policies.js';
import type { Verdict } from './verdict.js';

/** Breaks each lock once and waits for a test to say so. Arguments: `policies`, `functions`, or parts of names of code mutants, to try those alone. */
const wanted = process.argv.slice(2);
const survivors: Verdict[] = [];
let killed = 0;

function tell(verdict: Verdict): void {
  if (verdict.isKilled) killed += 1;
  else survivors.push(verdict);
  console.log(`  ${verdict.isKilled ? 'killed  ' : 'SURVIVED'}  ${verdict.mutant}\n              ${verdict.detail}`);
}

async function judgeCode(mutant: CodeMutant): Promise<void> {
  const outcomes: string[] = [];
  for (const tests of mutant.tests) {
    const { colour, detail } = await runTests(tests, { change: mutant.change, harness: harness() });
    if (colour === 'red') return tell({ mutant: mutant.name, isKilled: true, detail });
    outcomes.push(detail);
    if (colour === 'broken') break;
  }
  tell({ mutant: mutant.name, isKilled: false, detail: outcomes.join('; ') });
}

async function main(): Promise<void> {
  const began = Date.now();
  const isWanted = (name: string) => wanted.length === 0 || wanted.some((word) => name.includes(word));
  const code = [...locks, ...everyDecision()].filter(({ name }) => isWanted(name));
  const lane = async () => {
    for (let mutant = code.shift(); mutant; mutant = code.shift()) await judgeCode(mutant);
  };
  const databases = async () => {
    if (isWanted('policies')) await judgePolicies(tell);
    if (isWanted('functions')) await judgeFunctions(harness(), tell);
    await lane(); // what is left
  };
  await Promise.all([databases(), ...Array.from({ length: Math.max(1, Math.min(2, cpus().length) - 1) }, lane)]);
  console.log(`\n${killed + survivors.length} mutants in ${Math.round((Date.now() - began) / 1_000)} s; survivors: ${survivors.length === 0 ? 'none' : ''}`);
  for (const { mutant, detail } of survivors) console.log(`  ${mutant}: ${detail}`);
  console.log(`\n${killed} passed, ${survivors.length} failed`);
  process.exitCode = survivors.length === 0 && killed > 0 ? 0 : 1;
}

await main();
