import type { Redis, RedisOptions } from 'ioredis';
import type { Logger } from './log.js';

/** A Redis, and the word that all keys of this deployment begin with. */
export type RedisPlace = { readonly url: string; readonly prefix: string };

const CONNECT_MS = 1_000;
const COMMAND_MS = 1_000;
const LAST_RETRY_MS = 2_000;
/** How long a connection that we end may take to end; the timer runs on, and holds the process, even when there was none any more. */
const GOODBYE_MS = 250;

/** How Redis is spoken to: nobody waits for it longer than a second, and a lost connection is tried again for ever. */
export function redisOptions(url: string): RedisOptions {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6_379), db: Number(pathname.slice(1) || 0),
    ...(username && { username: decodeURIComponent(username) }), ...(password && { password: decodeURIComponent(password) }), ...(protocol === 'rediss:' && { tls: {} }),
    connectTimeout: CONNECT_MS, disconnectTimeout: GOODBYE_MS, commandTimeout: COMMAND_MS, retryStrategy: (attempt) => Math.min(LAST_RETRY_MS, 50 * 2 ** Math.min(attempt, 6)),
  };
}

/** How long a Redis that did not answer in time is left in peace: one request waits for it, not each command of each request. */
const REST_MS = 3_000;

/** A connection for short commands. While Redis is away they fail at once: each user of it has something to fall back to, and waiting would only queue requests up. */
export async function openRedis({ url }: RedisPlace, log: Logger): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const redis = new Redis({ ...redisOptions(url), enableOfflineQueue: false, maxRetriesPerRequest: 0, enableAutoPipelining: true });
  redis.on('error', (error) => log.warn({ err: error }, 'Redis is not there'));
  restAfterSilence(redis, log);
  return redis;
}

function restAfterSilence(redis: Redis, log: Logger): void {
  const send = redis.sendCommand.bind(redis);
  let restsUntil = 0;
  redis.sendCommand = (command, stream) => {
    if (redis.status === 'ready' && Date.now() < restsUntil) {
      command.reject(new Error('Redis did not answer a moment ago, and is left in peace.'));
      return command.promise;
    }
    command.promise.catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'Command timed out' || Date.now() < restsUntil) return;
      restsUntil = Date.now() + REST_MS;
      log.warn({ restMs: REST_MS }, 'Redis did not answer in time');
    });
    return send(command, stream);
  };
}

/** Waits for the first connection, at most `ms`. A Redis that comes later is used from then on. */
export async function untilReady(redis: Redis, ms = CONNECT_MS): Promise<boolean> {
  if (redis.status === 'ready') return true;
  return new Promise((done) => {
    const timer = setTimeout(() => done(false), ms);
    redis.once('ready', () => {
      clearTimeout(timer);
      done(true);
    });
  });
}
