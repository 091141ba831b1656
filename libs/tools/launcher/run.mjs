// npm run demo, npm run e2e: a program against the running Stoa of this clone; where none runs, one is started for it and stopped afterwards.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildBundles, bundlePath, entryOf } from './build.mjs';
import { environmentFor, machineEnvironment } from './environment.mjs';
import { LauncherError, report } from './errors.mjs';
import { installIfNeeded } from './install.mjs';
import { isOurs } from './processes.mjs';
import { dataPlaces } from './stack.mjs';
import { inState, readRuntime, readSecrets, root } from './state.mjs';

const [name, ...args] = process.argv.slice(2);
main(/** @type {'demo' | 'e2e' | 'network'} */ (name)).catch(report);

/** @param {'demo' | 'e2e' | 'network'} program */
async function main(program) {
  if (!entryOf(program)) throw new LauncherError(`There is no program ${program} in the tree.`);
  await installIfNeeded(console.log);
  const own = isRunning() ? null : await startStack();
  try {
    await buildBundles([program]);
    process.exitCode = await run(program);
  } finally {
    if (own) await stopStack(own);
  }
}

/** It is told the addresses, and no login of the database: what it wants it does as a browser or a client of the API would. @param {'demo' | 'e2e' | 'network'} program */
async function run(program) {
  const runtime = readRuntime();
  if (!runtime) throw new LauncherError('Stoa is not running here.');
  const none = { DATABASE_URL: '', DATABASE_OWNER_URL: '', DATABASE_CONTROL_URL: '', DATABASE_RELAY_URL: '' };
  const env = environmentFor({ ports: runtime.ports, secrets: readSecrets(), database: none, ...dataPlaces, given: process.env });
  mkdirSync(inState('screenshots'), { recursive: true });
  const child = spawn(process.execPath, ['--enable-source-maps', bundlePath(program), ...args], { cwd: root, stdio: 'inherit', env: { ...machineEnvironment(process.env), ...env, SCREENSHOTS_DIR: inState('screenshots'), CHROMIUM: process.env.CHROMIUM ?? '' } });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

function isRunning() {
  const runtime = readRuntime();
  if (!runtime || !isOurs(runtime.launcher)) return false;
  if (runtime.state !== 'up') throw new LauncherError('Stoa is still starting here; try again when its table stands.');
  return true;
}

async function startStack() {
  console.log('Stoa does not run here yet: it is started for this, and stopped afterwards.');
  // A group of its own, so that Ctrl-C stops it once and through us.
  const child = spawn(process.execPath, ['libs/tools/launcher/start.mjs'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], detached: process.platform !== 'win32' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  while (readRuntime()?.launcher.pid !== child.pid || readRuntime()?.state !== 'up') {
    if (child.exitCode !== null || child.signalCode !== null) throw new LauncherError('Stoa did not start.');
    await sleep(100);
  }
  return child;
}

/** @param {import('node:child_process').ChildProcess} child */
async function stopStack(child) {
  child.kill('SIGINT');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
