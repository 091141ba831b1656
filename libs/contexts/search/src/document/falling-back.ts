import type { Logger } from '@stoa/platform/log';
import type { SearchIndex } from './search-index.js';

export type FallBack = { readonly first: SearchIndex; readonly second: SearchIndex; readonly log: Logger; /** The wall clock, in milliseconds. */ readonly clock: () => number };

/** How long an index that failed is left in peace: nobody waits for it meanwhile. */
const REST_MS = 10_000;

/** An index that answers from the second where the first fails (ADR 15). What the second fails at is an error: there is no third. */
export function fallingBack({ first, second, log, clock }: FallBack): SearchIndex {
  let restsUntil = 0;
  const ask = async <T>(question: (index: SearchIndex) => Promise<T>): Promise<T> => {
    if (clock() < restsUntil) return question(second);
    try {
      return await question(first);
    } catch (error) {
      restsUntil = clock() + REST_MS;
      log.warn({ reason: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error), restMs: REST_MS }, 'the search server did not answer: PostgreSQL does');
      return question(second);
    }
  };
  return { search: (ctx, request) => ask((index) => index.search(ctx, request)), suggest: (ctx, request) => ask((index) => index.suggest(ctx, request)) };
}
