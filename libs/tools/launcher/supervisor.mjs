// Starts, watches and stops our processes. Each has a process group of its own, so that Ctrl-C in the terminal reaches only the
// launcher, which then stops them in the right order; and a log file of its own, so that none dies of a closed pipe.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { LauncherError } from './errors.mjs';
import { identityOf } from './processes.mjs';

/** @typedef {{ name: string, entry: string, args?: string[], env: Record<string, string>, cwd: string }} Program */
/** @typedef {{ program: Program, child: import('node:child_process').ChildProcess, ended: Promise<string>, how: string | null, isOnce: boolean }} Running */
/** @typedef {import('./state.mjs').RunningProcess} RunningProcess */

/** More deaths than this within a minute, and starting the process again helps nobody. */
const patience = 5;
const success = 'ended with 0';

/**
 * @param {{ logDir: string, note: (line: string) => void, onChange: (processes: RunningProcess[]) => void, onGiveUp: (error: LauncherError) => void, restartDelayMs?: number }} options
 *   `onChange` hears of every process started or gone, before anything else happens with it;
 *   `onGiveUp` of a process that died while the stack was starting, or too often afterwards.
 */
export function createSupervisor({ logDir, note, onChange, onGiveUp, restartDelayMs = 1_000 }) {
  /** @type {Map<string, Running>} */
  const running = new Map();
  /** @type {Map<string, number[]>} */
  const deaths = new Map();
  let phase = /** @type {'starting' | 'up' | 'stopping'} */ ('starting');
  mkdirSync(logDir, { recursive: true });

  /** A program that is to run until it is stopped. @param {Program} program */
  const start = (program) => void launch(program, false);

  /** A program that comes to its end by itself. @param {Program} program @returns {Promise<void>} */
  async function runOnce(program) {
    const how = await launch(program, true).ended;
    const log = join(logDir, `${program.name}.log`);
    if (how !== success) throw new LauncherError(`${program.name} ${how}. The end of ${log}:\n${tailOf(log)}`);
  }

  /** @param {Program} program @param {boolean} isOnce @returns {Running} */
  function launch(program, isOnce) {
    if (phase === 'stopping') throw new LauncherError(`${program.name} is not started: Stoa is being stopped.`);
    const child = spawnLogged(program, logDir);
    /** @type {Running} */
    const entry = { program, child, isOnce, how: null, ended: ending(child) };
    running.set(program.name, entry);
    onChange(recorded());
    void entry.ended.then((how) => gone(entry, how));
    return entry;
  }

  /** @param {Running} entry @param {string} how */
  function gone(entry, how) {
    const { program } = entry;
    entry.how = how;
    if (running.get(program.name) === entry) running.delete(program.name);
    onChange(recorded());
    if (phase === 'stopping' || entry.isOnce) return;
    const tail = tailOf(join(logDir, `${program.name}.log`));
    const minuteAgo = Date.now() - 60_000;
    const recent = [...(deaths.get(program.name) ?? []).filter((at) => at > minuteAgo), Date.now()];
    deaths.set(program.name, recent);
    if (phase === 'starting' || recent.length > patience) {
      onGiveUp(new LauncherError(`${program.name} ${how}${phase === 'up' ? `, for the ${recent.length}th time in a minute` : ' while Stoa was starting'}. The end of ${join(logDir, `${program.name}.log`)}:\n${tail}`));
      return;
    }
    note(`${program.name} ${how} and is started again. The end of its log:\n${tail}`);
    setTimeout(() => phase === 'up' && start(program), restartDelayMs);
  }

  /** Asks the named ones to finish, and forces what has not after the time given. @param {string[]} names @param {{ patienceMs?: number }} [options] */
  async function stop(names, { patienceMs = 12_000 } = {}) {
    phase = 'stopping';
    const asked = names.flatMap((name) => running.get(name) ?? []);
    for (const { child } of asked) child.kill('SIGTERM');
    const all = Promise.all(asked.map(({ ended }) => ended));
    const inTime = await Promise.race([all.then(() => true), sleep(patienceMs, false, { ref: false })]);
    if (inTime) return;
    for (const { program, child, how } of asked) {
      if (how !== null) continue;
      note(`${program.name} did not finish within ${patienceMs / 1000} s and is killed`);
      child.kill('SIGKILL');
    }
    await all;
  }

  /** At once and without asking: the second Ctrl-C. */
  function killAll() {
    phase = 'stopping';
    for (const { child } of running.values()) child.kill('SIGKILL');
  }

  /** @returns {RunningProcess[]} */
  function recorded() {
    return [...running.values()].flatMap(({ program, child }) => {
      const identity = child.pid === undefined ? null : identityOf(child.pid);
      return identity === null || child.pid === undefined ? [] : [{ name: program.name, pid: child.pid, identity, entry: program.entry }];
    });
  }

  return {
    start,
    runOnce,
    stop,
    killAll,
    recorded,
    /** From here on a dead process is started again instead of ending the start. */
    settled: () => void (phase = phase === 'starting' ? 'up' : phase),
    names: () => [...running.keys()],
  };
}

/** The last lines of a log, for a person. @param {string} file @param {number} [lines] */
export function tailOf(file, lines = 25) {
  if (!existsSync(file)) return '(no log)';
  return stripVTControlCharacters(readFileSync(file, 'utf8')).trimEnd().split('\n').slice(-lines).map((line) => `    ${line.slice(0, 500)}`).join('\n');
}

/** The nursery of the heap is kept small: by itself it grows to three times 16 MB, and memory that was taken once is never given back. The rest of it may grow by a third before it is swept, not to four times of what lives. */
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=4', '--heap-growing-percent=35'];
/** The C library makes up to eight heaps for each core, and gives little of them back; what allocates much (pictures) does it in few threads. */
const FEW_HEAPS = { MALLOC_ARENA_MAX: '2' };

/** @param {Program} program @param {string} logDir */
function spawnLogged({ name, entry, args = [], env, cwd }, logDir) {
  const file = join(logDir, `${name}.log`);
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) renameSync(file, join(logDir, `${name}.previous.log`));
  const log = openSync(file, 'a');
  try {
    return spawn(process.execPath, [...NODE_FLAGS, entry, ...args], { cwd, env: { ...FEW_HEAPS, ...env }, detached: process.platform !== 'win32', stdio: ['ignore', log, log], windowsHide: true });
  } finally {
    closeSync(log);
  }
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} how it ended, in words; never rejects */
function ending(child) {
  return new Promise((done) => {
    child.on('error', (error) => done(`could not be started (${error.message})`));
    child.on('exit', (code, signal) => done(signal ? `was ended by ${signal}` : `ended with ${code}`));
  });
}
