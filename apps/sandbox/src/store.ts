import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type Row = { id: string };
type Change = readonly [table: string, id: string, row: Row | null];

/** Rows in memory, kept on disk as one JSON line per change set, so that a kill between two lines loses nothing and tears nothing. */
export type Store<T extends { [K in keyof T]: Row }> = {
  get<K extends keyof T & string>(table: K, id: string): T[K] | null;
  /** In order of creation. */
  all<K extends keyof T & string>(table: K): T[K][];
  put<K extends keyof T & string>(table: K, row: T[K]): void;
  remove(table: keyof T & string, id: string): void;
  /** Runs `work`; what it put is kept as a whole, or, when it throws, not at all. */
  change<R>(work: () => R): R;
  onCommit(listener: (changes: readonly Change[]) => void): void;
  clear(): void;
};

/** The file is rewritten when it has grown by this much, and at least doubled. */
const COMPACT_AFTER_BYTES = 64 * 1024 * 1024;

/** Opens the store in `dir`, or one that lives in memory only when `dir` is null. */
export function openStore<T extends { [K in keyof T]: Row }>(dir: string | null): Store<T> {
  const tables = new Map<string, Map<string, Row>>();
  const table = (name: string) => tables.get(name) ?? tables.set(name, new Map()).get(name)!;
  const listeners: ((changes: readonly Change[]) => void)[] = [];
  const journal = dir === null ? null : openJournal(dir, (change) => apply(table, change));
  journal?.compact(everything(tables));
  let open: { done: Change[]; undo: Change[] } | null = null;

  const write = (name: string, id: string, row: Row | null) => {
    if (!open) throw new Error(`A row of ${name} was written outside store.change().`);
    open.undo.push([name, id, table(name).get(id) ?? null]);
    open.done.push([name, id, row]);
    apply(table, [name, id, row]);
  };
  return {
    get: (name, id) => (table(name).get(id) as T[typeof name] | undefined) ?? null,
    all: (name) => [...table(name).values()] as T[typeof name][],
    put: (name, row) => write(name, row.id, row),
    remove: (name, id) => write(name, id, null),
    onCommit: (listener) => void listeners.push(listener),
    change(work) {
      if (open) return work();
      const mine = (open = { done: [], undo: [] });
      try {
        const result = work();
        if (mine.done.length > 0) journal?.append(mine.done);
        if (journal && journal.isWorthCompacting()) journal.compact(everything(tables));
        open = null;
        if (mine.done.length > 0) for (const listener of listeners) listener(mine.done);
        return result;
      } catch (error) {
        if (open === mine) {
          for (const change of mine.undo.reverse()) apply(table, change);
          open = null;
        }
        throw error;
      }
    },
    clear() {
      tables.clear();
      journal?.compact([]);
    },
  };
}

function apply(table: (name: string) => Map<string, Row>, [name, id, row]: Change): void {
  if (row) table(name).set(id, row);
  else table(name).delete(id);
}

function everything(tables: Map<string, Map<string, Row>>): Change[] {
  return [...tables].flatMap(([name, rows]) => [...rows].map(([id, row]): Change => [name, id, row]));
}

function openJournal(dir: string, replay: (change: Change) => void) {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'state.jsonl');
  for (const changes of readLines(path)) for (const change of changes) replay(change);
  let compacted = 0;
  let appended = 0;
  return {
    isWorthCompacting: () => appended > Math.max(COMPACT_AFTER_BYTES, compacted),
    append(changes: readonly Change[]) {
      const line = `${JSON.stringify(changes)}\n`;
      appendFileSync(path, line);
      appended += line.length;
    },
    /** Rewrites the file beside itself and renames it: the old one stays whole until the new one is. */
    compact(changes: readonly Change[]) {
      const file = openSync(`${path}.new`, 'w');
      compacted = 0;
      for (const change of changes) compacted += writeSync(file, `${JSON.stringify([change])}\n`);
      fsyncSync(file);
      closeSync(file);
      renameSync(`${path}.new`, path);
      appended = 0;
    },
  };
}

function readLines(path: string): Change[][] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  // What follows the last line feed is a line that a kill cut short: its change was never acknowledged.
  const whole = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
  return whole.map((line, number) => {
    try {
      return JSON.parse(line) as Change[];
    } catch (error) {
      throw new Error(`${path} is damaged at line ${number + 1}. Move it away to begin anew.`, { cause: error });
    }
  });
}
