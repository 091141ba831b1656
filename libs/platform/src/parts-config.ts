import { z } from 'zod';
import type { PartsConfig } from './parts.js';

const redisUrl = z.url({ protocol: /^rediss?$/, error: 'An address such as redis://host:6379/0.' });

/** The variables that name the parts, for the environment of any process that uses them. */
export const partsEnvironment = {
  REDIS_URL: redisUrl.optional(),
  /** Several deployments may share one Redis. */
  REDIS_PREFIX: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'Small letters, digits and dashes.').default('stoa'),
  /** The search server; without one PostgreSQL searches alone. */
  OPENSEARCH_URL: z.url({ protocol: /^https?$/, error: 'An address such as http://host:9200.' }).optional(),
  OPENSEARCH_PREFIX: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'Small letters, digits and dashes.').default('stoa'),
  FILES_DIR: z.string().min(1).optional(),
  S3_BUCKET: z.string().min(3).optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
};
type Environment = z.output<z.ZodObject<typeof partsEnvironment>>;
export type PartsSettings = Omit<PartsConfig, 'appUrl' | 'relayUrl'> & { readonly openSearch: { readonly url: string; readonly prefix: string } | null };

/** Which parts were named. Half a bucket, or nowhere to keep files, is a mistake that is told at start. */
export function readParts(e: Environment): PartsSettings {
  const redis = e.REDIS_URL ? { url: e.REDIS_URL, prefix: e.REDIS_PREFIX } : null;
  const openSearch = e.OPENSEARCH_URL ? { url: e.OPENSEARCH_URL, prefix: e.OPENSEARCH_PREFIX } : null;
  if (!e.S3_BUCKET) {
    if (!e.FILES_DIR) throw new Error('The environment is not usable:\nName FILES_DIR, a directory for files, or S3_BUCKET.');
    return { redis, openSearch, s3: null, filesDir: e.FILES_DIR };
  }
  if (!e.S3_ACCESS_KEY_ID || !e.S3_SECRET_ACCESS_KEY) throw new Error('The environment is not usable:\nS3_BUCKET needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY beside it.');
  return { redis, openSearch, filesDir: e.FILES_DIR ?? '', s3: { bucket: e.S3_BUCKET, endpoint: e.S3_ENDPOINT ?? null, region: e.S3_REGION, accessKeyId: e.S3_ACCESS_KEY_ID, secretAccessKey: e.S3_SECRET_ACCESS_KEY } };
}
