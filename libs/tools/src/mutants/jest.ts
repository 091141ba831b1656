import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Harness } from '@stoa/platform/testing';

/** One line that reads differently: `from` stands once in the file. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };
/** `red`: the test that noticed. `green`: nobody did. `broken`: the tests could not even run, which proves nothing. */
export type Outcome = { readonly colour: 'red' | 'green' | 'broken'; readonly detail: string };

type Report = { numFailedTests: number; numPassedTests: number; testResults: { name: string; message: string; assertionResults: { status: string; fullName: string }[] }[] };
const LIMIT_MS = 400_000;

/** Runs these tests alone, over the change and on the databases given. */
export async function runTests(tests: readonly string[], { change = null, harness }: { change?: Change | null; harness: Harness }): Promise<Outcome> {
  const directory = mkdtempSync(join(tmpdir(), 'stoa-mutant-'));
  const report = join(directory, 'report.json');
  const args = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '-i', '--config', 'libs/tools/testing/mutant.config.mjs', '--silent', '--json', '--outputFile', report];
  const env = { ...process.env, STOA_TEST_HARNESS: JSON.stringify(harness), ...(change && { STOA_MUTANT: JSON.stringify(change) }) };
  const child = spawn(process.execPath, [...args, '--runTestsByPath', ...tests], { stdio: 'ignore', env });
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  await once(child, 'exit');
  clearTimeout(timer);
  try {
    return judge(JSON.parse(readFileSync(report, 'utf8')) as Report);
  } catch (error) {
    return { colour: 'broken', detail: `the tests came to no end: ${String(error)}` };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function judge({ numFailedTests, numPassedTests, testResults }: Report): Outcome {
  for (const file of testResults) {
    const red = file.assertionResults.find(({ status }) => status === 'failed');
    if (red) return { colour: 'red', detail: `${file.name.replace(`${process.cwd()}/`, '')}: ${red.fullName}` };
  }
  const unreadable = testResults.find(({ assertionResults, message }) => assertionResults.length === 0 && message !== '');
  if (unreadable) return { colour: 'broken', detail: unreadable.message.slice(0, 400) };
  return numPassedTests > 0 && numFailedTests === 0 ? { colour: 'green', detail: `${numPassedTests} tests passed` } : { colour: 'broken', detail: 'no test ran' };
}
