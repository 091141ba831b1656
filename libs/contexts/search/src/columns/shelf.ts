import type { Ask } from '@stoa/platform/context';
import type { Term } from '../words/understand-text.js';
import { Columns } from './columns.js';
import { readChanges, readColumns, type Moment, type Stand } from './columns.query.js';
import { matchWords, type Ladder, type Matches } from './match-words.js';

/** More goods of one market and language than this, or more memory, is left to the database. */
export const MOST_GOODS = 20_000, MOST_BYTES = 24 * 1024 * 1024;
const PAGE = 250;
/** More changes at a time than this are not told one by one: all is read again. */
const MOST_CHANGES = 500;
const MOST_TEXTS = 50;

/** Columns that are as new as the database each time they are asked. */
export type Shelf = {
  readonly columns: Columns;
  /** Once it is true, all that had been committed when this was asked is in the columns; false: they are of no use any more. `terms`: of whom `matches` is asked afterwards. */
  freshen(ask: Ask, terms: readonly Term[]): Promise<boolean>;
  /** The goods that meet these terms; null where the database knows better. */
  matches(terms: readonly Term[]): Matches | null;
};

/** Reads a shelf whole; null where it is too large, or where the database cannot say what changes. */
export async function readShelf(ask: Ask, stand: Stand): Promise<Shelf | null> {
  const columns = new Columns();
  let first: Moment | null = null;
  for (;;) {
    const { moment, rows } = await readColumns(ask, { ...stand, after: columns.ids.at(-1) ?? null, limit: PAGE });
    if (moment === null) return null;
    first ??= moment; // later pages are newer than it: what changed meanwhile is then told once more
    for (const row of rows) columns.put(row);
    if (columns.size > MOST_GOODS || columns.bytes > MOST_BYTES) return null;
    if (rows.length < PAGE) return openShelf(columns, stand, first);
  }
}

/**
 * Who asks while a look at the database is under way waits for the next one, as that one may have begun too early; all who wait share it. So a look never overtakes another, each
 * answer is as new as its question, and many questions at a time cost one statement.
 */
function openShelf(columns: Columns, stand: Stand, first: Moment): Shelf {
  let since = first;
  let running: Promise<boolean> | null = null;
  let waiting: Promise<boolean> | null = null;
  const wanted = new Map<string, readonly Term[]>();
  const ladders = new Map<string, Ladder>();
  const found = new Map<string, Matches | null>();

  const look = async (ask: Ask): Promise<boolean> => {
    const texts = [...wanted];
    wanted.clear();
    const changes = await readChanges(ask, { ...stand, since, most: MOST_CHANGES, ladders: texts.map(([, terms]) => terms) });
    if (changes.moment === null) return false;
    since = changes.moment;
    if (changes.changed.length > 0) {
      for (const id of changes.changed) columns.remove(id);
      for (const row of changes.rows) columns.put(row);
      ladders.clear(); // new words make other compounds
      found.clear();
    }
    texts.forEach(([name], index) => keep(ladders, name, changes.ladders[index]!));
    return columns.bytes <= MOST_BYTES && columns.puts <= columns.size * 2 + MOST_CHANGES;
  };
  const run = (ask: Ask): Promise<boolean> => {
    const mine = look(ask).finally(() => (running = running === mine ? null : running));
    return (running = mine);
  };
  const after = (ask: Ask): Promise<boolean> =>
    (waiting ??= running!.then(() => undefined, () => undefined).then(() => {
      waiting = null;
      return run(ask);
    }));
  return {
    columns,
    freshen: (ask, terms) => {
      const name = JSON.stringify(terms);
      if (terms.length > 0 && !ladders.has(name)) wanted.set(name, terms);
      return running ? after(ask) : run(ask);
    },
    matches: (terms) => {
      const name = JSON.stringify(terms);
      const known = found.get(name);
      if (known !== undefined) return known;
      const ladder = ladders.get(name);
      const matches = ladder ? matchWords(columns, terms, ladder) : null;
      if (ladder) keep(found, name, matches);
      return matches;
    },
  };
}

/** Bounded: the oldest makes room. */
function keep<T>(map: Map<string, T>, name: string, value: T): void {
  map.set(name, value);
  if (map.size > MOST_TEXTS) map.delete(map.keys().next().value!);
}
