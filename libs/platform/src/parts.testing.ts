import { newId } from './ids.js';
import type { S3Place } from './files-s3.js';
import type { RedisPlace } from './redis.js';

/** The real parts that this run of the tests may use, by the variables of `.ci/run`; null where none was named. */
const named = {
  redis: process.env['STOA_TEST_REDIS_URL'] ?? null,
  s3: process.env['STOA_TEST_S3_URL'] ?? null,
  opensearch: process.env['STOA_TEST_OPENSEARCH_URL'] ?? null,
};
const areAllWanted = process.env['STOA_TEST_PARTS'] === 'all';

/** A Redis with a prefix that nobody else uses. */
export const aRedis = (): RedisPlace => ({ url: named.redis ?? '', prefix: `test-${newId().slice(-12)}` });

/** The bucket of the tests, from an address such as http://key:secret@127.0.0.1:9000/bucket. */
export function aBucket(): S3Place {
  const url = new URL(named.s3 ?? '');
  return { endpoint: url.origin, region: 'us-east-1', bucket: url.pathname.slice(1), accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) };
}

/** The search server of the tests, with names of indices that nobody else uses. */
export const aSearchServer = (): { url: string; prefix: string } => ({ url: named.opensearch ?? '', prefix: `test-${newId().slice(-12)}` });

/** Runs a port's contract on one of its adapters. Where the part is not here, the suite says so by name; where all parts are wanted, that is a failure. */
export function describeAdapter(port: string, part: 'embedded' | keyof typeof named, suite: () => void): void {
  if (part === 'embedded' || named[part] !== null) return void describe(`${port} (${part})`, suite);
  if (areAllWanted) test(`${port} (${part})`, () => Promise.reject(new Error(`This run wants all parts, and ${part} was not named.`)));
  else test.skip(`${port} (${part}): no ${part} was named`, () => undefined);
}
