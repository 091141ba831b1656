import { LRUCache } from 'lru-cache';
import type { Logger } from '@stoa/platform/log';
import type { Asker, SearchIndex, SearchRequest, SearchResults } from '../document/search-index.js';
import { fold, understandText } from '../words/understand-text.js';
import { countPage } from './count-page.js';
import { readShelf, type Shelf } from './shelf.js';

export type ColumnsIndexOptions = {
  /** Answers where the columns do not: what is large, rarely asked for or misspelt. */
  readonly second: SearchIndex;
  readonly log: Logger;
  /** After how many questions a shelf is read; one that nobody comes back to is not worth it. */
  readonly eagerness?: number;
  readonly maxBytes?: number;
};
/** `settled`: once what is being read has been. */
export type ColumnsIndex = SearchIndex & { settled(): Promise<void> };

const EAGERNESS = 5;
const ALL_BYTES = 48 * 1024 * 1024;
/** How long a shelf that could not be read is left to the second index, and after how long one is read again whatever happened. */
const [REST_MS, AGE_MS] = [10 * 60_000, 60 * 60_000];

/**
 * Answers from columns in this process's memory (docs/decisions/0019): the goods of a marketplace in a market and language, as new as the database at each question, which costs one
 * statement, or a share of one. The same answers as `second`, which gives them where there are no columns. The tenant is part of each shelf's name, and who asks what has changed asks as that tenant.
 */
export function columnsIndex({ second, log, eagerness = EAGERNESS, maxBytes = ALL_BYTES }: ColumnsIndexOptions): ColumnsIndex {
  const shelves = new LRUCache<string, Shelf>({ maxSize: maxBytes, sizeCalculation: ({ columns }) => columns.bytes + 10_000, ttl: AGE_MS });
  const asked = new LRUCache<string, { times: number }>({ max: 1_000, ttl: REST_MS });
  const reading = new Map<string, Promise<void>>();

  const read = async (name: string, ctx: Asker, request: SearchRequest): Promise<void> => {
    try {
      const shelf = await readShelf(ctx.ask, { market: request.market, locale: request.locale });
      if (shelf) shelves.set(name, shelf);
      else asked.set(name, { times: -Infinity });
    } catch (error) {
      log.warn({ err: error, tenant: ctx.tenantId }, 'a shelf could not be read into memory: the database goes on answering');
      asked.set(name, { times: -Infinity });
    }
  };
  const note = (name: string, ctx: Asker, request: SearchRequest): void => {
    const count = asked.get(name) ?? { times: 0 };
    asked.set(name, { times: count.times + 1 }, { noUpdateTTL: true });
    if (count.times + 1 < eagerness || reading.has(name)) return;
    asked.delete(name);
    reading.set(name, read(name, ctx, request).finally(() => reading.delete(name)));
  };
  const fromColumns = async (name: string, shelf: Shelf, ctx: Asker, request: SearchRequest): Promise<SearchResults | null> => {
    const hasWords = fold(request.text) !== '';
    const terms = hasWords ? understandText(request.text, request.locale) : [];
    const puts = shelf.columns.puts;
    if (!(await shelf.freshen(ctx.ask, terms))) {
      shelves.delete(name);
      return null;
    }
    if (shelf.columns.puts !== puts) shelves.set(name, shelf, { noUpdateTTL: true }); // its size is another
    const matches = hasWords && terms.length > 0 ? shelf.matches(terms) : null;
    return hasWords && matches === null ? null : countPage(shelf.columns, request, matches);
  };
  return {
    search: async (ctx, request) => {
      const name = JSON.stringify([ctx.tenantId, request.market, request.locale]);
      const shelf = shelves.get(name);
      if (!shelf) note(name, ctx, request);
      return (shelf && (await fromColumns(name, shelf, ctx, request))) ?? second.search(ctx, request);
    },
    suggest: (ctx, request) => second.suggest(ctx, request),
    settled: async () => void (await Promise.all(reading.values())),
  };
}
