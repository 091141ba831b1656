import makeKnex, { type Knex } from 'knex';

/** How often a text is sent before it is worth keeping, how many are kept by one connection, and of how many we count at all. */
const WORTH_KEEPING = 3, MOST_KEPT = 150, MOST_COUNTED = 2_000;

type Sent = { sql: string; bindings?: readonly unknown[]; options?: object };
type Runner = { _query(connection: unknown, query: Sent): Promise<unknown> };

/** Knex's own client for PostgreSQL, which gives names to the statements that are sent again and again. The server keeps what has a name: it is parsed and planned a few
 *  times in the life of a connection and not with each request, which costs more than running it does. */
export function preparingClient(): typeof Knex.Client {
  const nameOf = createNames();
  const PgClient = makeKnex({ client: 'pg' }).client.constructor as new (config: Knex.Config) => Knex.Client & Runner; // not connected to anything
  // One for all connections of a pool: a connection remembers by itself which names it has told the server.
  class PreparingClient extends PgClient {
    override _query(connection: unknown, query: Sent): Promise<unknown> {
      const name = query.bindings?.length ? nameOf(query.sql) : null;
      return super._query(connection, name === null ? query : Object.assign(query, { options: { ...query.options, name } }));
    }
  }
  return PreparingClient as unknown as typeof Knex.Client;
}

/** Answers with a name for a text that is worth one. Texts without end (lists of any length make one each) are neither kept nor counted for ever. */
export function createNames(): (sql: string) => string | null {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST_KEPT) return null;
    const times = (seen.get(sql) ?? 0) + 1;
    if (times < WORTH_KEEPING || answersWithAllColumns(sql)) {
      if (seen.size >= MOST_COUNTED) seen.clear();
      seen.set(sql, times);
      return null;
    }
    const name = `stoa_${names.size}`;
    names.set(sql, name);
    seen.delete(sql);
    return name;
  };
}

/** The server refuses to run what it kept once its columns are others, and a transaction in which that happens is lost. So what says `*` is not kept: the next migration
 *  may add a column while this process runs. */
const answersWithAllColumns = (sql: string): boolean => /(^|[\s,.("])\*\s*(,|from\b|$|\))/i.test(sql.replaceAll(/count\(\*\)/gi, ''));
