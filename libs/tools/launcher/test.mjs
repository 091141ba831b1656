// npm test: installs if needed, then types, lint, and all tests (tidy is one of them), with a summary. `npm test -- <jest arguments>` runs those tests only.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { report } from './errors.mjs';
import { installIfNeeded } from './install.mjs';
import { inState, readJson, root } from './state.mjs';

/** @typedef {{ name: string, passed: number, failed: number, seconds: number }} Outcome */

main(process.argv.slice(2)).catch(report);

/** @param {string[]} args */
async function main(args) {
  await installIfNeeded(console.log);
  mkdirSync(inState(), { recursive: true });
  const isAll = args.length === 0;
  // Types and lint are single-threaded each: side by side they fill the two cores that Jest then has for itself.
  const checks = isAll ? (await Promise.all([types(), lint()])).flat() : [];
  const outcomes = [...checks, await tests(args)];
  summarise(outcomes);
  process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
}

/** Every tsconfig.json of the tree: the root's, and those of parts that live in a browser. */
async function types() {
  const generated = await generateRouteTypes();
  const projects = ['.', ...below('apps'), ...below('libs/web'), 'libs/tools/launcher'].filter((path) => existsSync(join(root, path, 'tsconfig.json')));
  const outcomes = [...generated];
  for (const project of projects) {
    const cache = ['--incremental', '--tsBuildInfoFile', inState('types', `${project.replaceAll('/', '-')}.tsbuildinfo`)];
    outcomes.push(await step(`types ${project}`, 'typescript/bin/tsc', ['-p', project, '--noEmit', ...cache]));
  }
  return outcomes;
}

/** React Router writes the types of the storefront's routes, which its project includes. @returns {Promise<Outcome[]>} */
async function generateRouteTypes() {
  if (!existsSync(join(root, 'apps/storefront/react-router.config.ts'))) return [];
  return [await step('route types', '@react-router/dev/bin.js', ['typegen'], { cwd: join(root, 'apps/storefront') })];
}

/** @returns {Promise<Outcome[]>} */
async function lint() {
  return [await step('lint', 'eslint/bin/eslint.js', ['.', '--cache', '--cache-location', inState('eslint', 'cache'), '--max-warnings', '0'], { env: { NX_DAEMON: 'false' } })];
}

/** @param {string[]} args @returns {Promise<Outcome>} */
async function tests(args) {
  const file = inState(`jest-${process.pid}.json`);
  const outcome = await step('tests', 'jest/bin/jest.js', ['--json', `--outputFile=${file}`, '--silent=false', ...args], { nodeArgs: ['--experimental-vm-modules', '--no-warnings'] });
  const result = readJson(file);
  rmSync(file, { force: true });
  if (!result) return outcome;
  // A suite that cannot even be loaded counts none of its tests, and is one failure.
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { ...outcome, passed: result.numPassedTests, failed: Math.max(failed, outcome.failed) };
}

/**
 * @param {string} name @param {string} script below node_modules @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, nodeArgs?: string[] }} [options]
 * @returns {Promise<Outcome>}
 */
function step(name, script, args, { cwd = root, env = {}, nodeArgs = [] } = {}) {
  return new Promise((done, fail) => {
    const began = Date.now();
    const child = spawn(process.execPath, [...nodeArgs, join(root, 'node_modules', script), ...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', fail);
    child.on('exit', (code) => done({ name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, seconds: (Date.now() - began) / 1000 }));
  });
}

/** @param {string} directory */
function below(directory) {
  return existsSync(join(root, directory)) ? readdirSync(join(root, directory)).map((name) => `${directory}/${name}`) : [];
}

/** @param {Outcome[]} outcomes */
function summarise(outcomes) {
  console.log('');
  for (const { name, passed, failed, seconds } of outcomes) console.log(`  ${failed > 0 ? 'FAILED' : 'ok    '} ${name.padEnd(28)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`);
  const sum = (/** @type {'passed' | 'failed'} */ of) => outcomes.reduce((total, outcome) => total + outcome[of], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
}
