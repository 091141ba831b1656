import { readFileSync, readdirSync } from 'node:fs';

/** Who works on a request. The load is this process's own. */
export type Worker = 'api' | 'worker' | 'sandbox' | 'database' | 'load';
/** Milliseconds of a core that each has used since it began; null where there is no /proc. */
export type CpuTimes = Readonly<Record<Worker, number>> | null;

const TICK_MS = 10;

/** What our processes have used so far. A rate is the machine's and of the day; this is the tree's, and can be compared while others work beside it. `databasePid` is any
 *  process of the database: its parent counts those that have ended. */
export function cpuTimes(databasePid: number): CpuTimes {
  const all = processes();
  if (all.length === 0) return null;
  const siblings = all.filter(({ parent }) => parent === process.ppid);
  const ofProgram = (name: string) => sum(siblings.filter(({ command }) => command.includes(`/dist/${name}.js\0`)).map(({ ownMs }) => ownMs));
  const postmaster = all.find(({ pid }) => pid === databasePid)?.parent;
  const database = all.filter(({ pid, parent }) => parent === postmaster || pid === postmaster);
  const { user, system } = process.cpuUsage();
  return { api: ofProgram('api'), worker: ofProgram('worker'), sandbox: ofProgram('sandbox'), load: (user + system) / 1_000, database: sum(database.map(({ pid, ownMs, endedMs }) => ownMs + (pid === postmaster ? endedMs : 0))) };
}

/** Milliseconds of a core for each of so many things, who needed them, the largest first. */
export function cpuEach(before: CpuTimes, after: CpuTimes, count: number): string {
  if (before === null || after === null || count === 0) return '';
  const each = (Object.keys(after) as Worker[]).map((name) => [name, (after[name] - before[name]) / count] as const).filter(([, ms]) => ms >= 0.005).sort(([, a], [, b]) => b - a);
  return `; CPU ${each.map(([name, ms]) => `${name} ${ms.toFixed(ms < 1 ? 2 : 1)}`).join(', ')} ms`;
}

/** The process of PostgreSQL above all others; 0 where there is no /proc. */
export const postmasterOf = (databasePid: number): number => processes().find(({ pid }) => pid === databasePid)?.parent ?? 0;

/** The same for processes that this one has started, together, and for the database under its postmaster. */
export function cpuOfOwn(pids: readonly number[], postmaster: number): { readonly own: number; readonly database: number } {
  const all = processes();
  const database = all.filter(({ pid, parent }) => parent === postmaster || pid === postmaster);
  return { own: sum(all.filter(({ pid }) => pids.includes(pid)).map(({ ownMs }) => ownMs)), database: sum(database.map(({ pid, ownMs, endedMs }) => ownMs + (pid === postmaster ? endedMs : 0))) };
}

type Process = { pid: number; parent: number; ownMs: number; endedMs: number; command: string };

function processes(): Process[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => readProcess(Number(name)) ?? []);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Null when it ended while we looked. */
function readProcess(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number); // the name before may hold blanks and brackets
    const [parent, user, system, endedUser, endedSystem] = [fields[1]!, fields[11]!, fields[12]!, fields[13]!, fields[14]!];
    return { pid, parent, ownMs: (user + system) * TICK_MS, endedMs: (endedUser + endedSystem) * TICK_MS, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') };
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return null;
    throw error;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
