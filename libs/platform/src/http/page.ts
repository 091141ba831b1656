import { z } from 'zod';
import { DomainError } from '../errors.js';

/** The query fields of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'How many rows, 1 to 100.' }),
  after: z.string().max(500).optional().meta({ description: '`next` of the page before.' }),
};
export type PageQuery = { limit: number; after?: string | undefined };
export type Page<T> = { data: T[]; has_more: boolean; next: string | null };

/** The answer of a list. */
export const pageOf = <S extends z.ZodType>(view: S) => z.object({ data: z.array(view), has_more: z.boolean(), next: z.string().nullable() });

export type Cut<K> = {
  /** Rows to ask the database for: one more than the page has, to know whether there are others. */
  readonly limit: number;
  /** The sort key of the last row seen, or null on the first page. */
  readonly after: K | null;
  /** The page made of what the database answered. */
  answer<Row, View>(rows: readonly Row[], sortKey: (row: Row) => K, toView: (row: Row) => View): Page<View>;
};

/** Cuts a list into pages behind a sort key. `key` is the schema of that key: a cursor that was made for another list is a 400. */
export function page<K>(query: PageQuery, key: z.ZodType<K>): Cut<K> {
  return {
    limit: query.limit + 1,
    after: query.after === undefined ? null : readCursor(query.after, key),
    answer: (rows, sortKey, toView) => {
      const shown = rows.slice(0, query.limit);
      const hasMore = rows.length > query.limit;
      return { data: shown.map(toView), has_more: hasMore, next: hasMore ? writeCursor(sortKey(shown.at(-1)!)) : null };
    },
  };
}

/** A sort key as an opaque text. Moments become ISO text, so give the key's schema `z.coerce.date()` or compare texts. */
export const writeCursor = (sortKey: unknown): string =>
  Buffer.from(JSON.stringify(sortKey, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))).toString('base64url');

/** The sort key in a cursor; a text that is none of ours is the caller's mistake. */
export function readCursor<K>(cursor: string, key: z.ZodType<K>): K {
  const parsed = key.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (parsed.error) throw new DomainError('request.cursor_invalid', 'invalid', 'This is not a cursor of this list. Take `next` of the page before, unchanged.');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON is no cursor, which the schema says
  }
}
