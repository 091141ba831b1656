// Which processes are ours. A number alone proves nothing: after a crash the system may have given it to somebody else.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('./state.mjs').RunningProcess} RunningProcess */

const hasProc = existsSync('/proc/self/stat');

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * The moment a process began, as the system tells it: with its number this names one process for ever. Null: no such process, or no way to ask.
 * @param {number} pid
 * @returns {string | null}
 */
export function identityOf(pid) {
  if (hasProc) {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const fields = statOf(pid);
    return fields && `${boot}/${fields[19]}`;
  }
  const asked = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return asked.stdout?.trim() || null;
}

/** True when the recorded process still runs and is the very one that we started. @param {RunningProcess} recorded */
export function isOurs({ pid, identity, entry }) {
  if (!isAlive(pid) || identityOf(pid) !== identity) return false;
  return commandOf(pid).includes(entry);
}

/**
 * Ends what a launcher that was killed left running: asked first, then forced. Nothing that is not provably ours is touched.
 * @param {RunningProcess[]} recorded
 * @param {{ patienceMs?: number }} [options]
 * @returns {Promise<string[]>} names of those ended
 */
export async function endOrphans(recorded, { patienceMs = 10_000 } = {}) {
  const orphans = recorded.filter(isOurs);
  for (const orphan of orphans) process.kill(orphan.pid, 'SIGTERM');
  const until = Date.now() + patienceMs;
  while (orphans.some(isOurs) && Date.now() < until) await sleep(50);
  for (const orphan of orphans.filter(isOurs)) process.kill(orphan.pid, 'SIGKILL');
  while (orphans.some(isOurs)) await sleep(20);
  return orphans.map(({ name }) => name);
}

/** @param {number} pid */
function commandOf(pid) {
  if (hasProc) return (readProc(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ');
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

/** A process that ended but whose parent has not asked for it still has a number. @param {number} pid */
const isZombie = (pid) => hasProc && statOf(pid)?.[0] === 'Z';

/** The fields after the name, which may itself hold blanks and brackets: [0] is the state, [19] the start. @param {number} pid */
function statOf(pid) {
  const text = readProc(`/proc/${pid}/stat`);
  return text && text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Null when the process is gone, be it between looking and reading. @param {string} file */
function readProc(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) return null;
    throw error;
  }
}
