import { readFileSync, readdirSync } from 'node:fs';

/** What the API's process holds of the machine's memory, in megabytes: the child of our parent that runs `dist/api.js`. Null where there is no /proc. */
export function memoryOfApi(): number | null {
  for (const pid of processes()) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const isSibling = new RegExp(`^PPid:\\s+${process.ppid}$`, 'm').test(status);
      if (isSibling && /\/dist\/api\.js\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024;
    } catch (error) {
      if (!['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) throw error; // it ended while we looked
    }
  }
  return null;
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
