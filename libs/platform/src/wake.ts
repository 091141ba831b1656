import type { Broadcast } from './broadcast.js';
import type { Cache } from './cache.js';
import type { Database } from './database.js';
import { pause } from './jobs.js';
import type { Logger } from './log.js';

const WAKE_EVERY_MS = 20;
const TAGS_PER_WORD = 40;

/** A pause that somebody can end early. Being woken while awake shortens the next pause: nothing told in between is left lying. */
export type Waker = { wake(): void; wait(ms: number, signal: AbortSignal): Promise<void> };

export function createWaker(): Waker {
  let isWanted = false;
  let rouse: AbortController | null = null;
  return {
    wake: () => {
      isWanted = true;
      rouse?.abort();
    },
    wait: async (ms, signal) => {
      if (!isWanted) {
        rouse = new AbortController();
        await pause(ms, AbortSignal.any([signal, rouse.signal]));
        rouse = null;
      }
      isWanted = false;
    },
  };
}

/** Wakes the relays, here and elsewhere, after transactions that told something: outside of them, and at most every 20 ms. The relay polls all the same, so a word lost costs a quarter of a second. */
export function wakeRelays(db: Database, broadcast: Broadcast, log: Logger): void {
  let timer: NodeJS.Timeout | null = null;
  db.onTold(() => {
    timer ??= setTimeout(() => {
      timer = null;
      broadcast.publish('outbox', '').catch((error: unknown) => log.debug({ err: error }, 'the relays were not woken'));
    }, WAKE_EVERY_MS).unref();
  });
}

/** Lets this process's cache forget what other processes invalidate, and all of it when it may have missed a word. */
export function shareCache(broadcast: Broadcast, cacheOf: (tell: (tags: readonly string[]) => Promise<void>) => Cache): Cache {
  const cache = cacheOf(async (tags) => {
    for (let from = 0; from < tags.length; from += TAGS_PER_WORD) await broadcast.publish('cache', JSON.stringify(tags.slice(from, from + TAGS_PER_WORD)));
  });
  broadcast.subscribe('cache', (text) => cache.forget(JSON.parse(text) as string[]), () => cache.clear());
  return cache;
}
