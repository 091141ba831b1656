import { postgresBroadcast, redisBroadcast, type Broadcast } from './broadcast.js';
import { memoryCache, redisCache, type Cache } from './cache.js';
import { diskFiles, type FileStore } from './files.js';
import { s3Files, type S3Place } from './files-s3.js';
import type { Logger } from './log.js';
import { postgresQueue, redisQueue, type Queue } from './queue.js';
import { memoryRateLimiter, redisRateLimiter, type RateLimiter } from './rate-limit.js';
import { openRedis, untilReady, type RedisPlace } from './redis.js';
import { shareCache } from './wake.js';

/** Which parts this deployment has; null takes the one that needs nothing but PostgreSQL, memory and a disk. */
export type PartsConfig = { readonly appUrl: string; readonly relayUrl: string; readonly redis: RedisPlace | null; readonly s3: S3Place | null; readonly filesDir: string };

/** The parts beside the database, behind their ports. */
export type Parts = { readonly queue: Queue; readonly broadcast: Broadcast; readonly cache: Cache; readonly limiter: RateLimiter; readonly files: FileStore; close(): Promise<void> };

export async function openParts(config: PartsConfig, log: Logger): Promise<Parts> {
  const files = config.s3 ? await s3Files(config.s3) : { ...diskFiles(config.filesDir), close: () => undefined };
  const shared = config.redis ? await openShared(config.redis, log) : await openAlone(config, log);
  const { queue, broadcast } = shared;
  return {
    ...shared, files,
    close: async () => {
      await queue.close();
      await broadcast.close();
      shared.close();
      files.close();
    },
  };
}

type Shared = Pick<Parts, 'queue' | 'broadcast' | 'cache' | 'limiter'> & { close(): void };

/** One process alone needs no Redis; several share invalidations by PostgreSQL, and each grants its own limits. */
async function openAlone({ appUrl, relayUrl }: PartsConfig, log: Logger): Promise<Shared> {
  const broadcast = await postgresBroadcast(appUrl, log);
  return { broadcast, queue: postgresQueue(relayUrl, log), cache: shareCache(broadcast, (tell) => memoryCache({ broadcast: tell })), limiter: memoryRateLimiter(), close: () => undefined };
}

async function openShared(place: RedisPlace, log: Logger): Promise<Shared> {
  const [broadcast, redis] = [await redisBroadcast(place, log), await openRedis(place, log)];
  await untilReady(redis);
  const near = shareCache(broadcast, (tell) => memoryCache({ broadcast: tell }));
  return {
    broadcast, queue: redisQueue(place, log), cache: redisCache({ redis, prefix: place.prefix, memory: near, log }), limiter: redisRateLimiter({ redis, prefix: place.prefix, log }),
    close: () => redis.disconnect(),
  };
}
