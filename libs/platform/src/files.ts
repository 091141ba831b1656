import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TenantId } from './context.js';
import { invariant } from './errors.js';
import { isUuid } from './ids.js';
import { encode } from './typeid.js';

export type StoredFile = { bytes: Buffer; contentType: string };
export type StreamedFile = { stream: Readable; contentType: string; size: number };

/** Where bytes lie. Keys begin with their tenant (`tenantKey`). */
export type FileStore = {
  /** Stores under a key; a second put replaces the first, and nobody ever reads half a file. */
  put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** The same for what is too large to hold at once. When the source breaks off, nothing is kept. */
  putStream(key: string, source: Readable, contentType: string): Promise<void>;
  /** The file, or null. */
  get(key: string): Promise<StoredFile | null>;
  stream(key: string): Promise<StreamedFile | null>;
  remove(key: string): Promise<void>;
};

/** The key of a tenant's file: `tenant/<id>/<path>`. */
export function tenantKey(tenantId: TenantId, path: string): string {
  const key = `tenant/${tenantId}/${path}`;
  invariant(KEY.test(key), `${path} is no path of a file`);
  return key;
}

/** Where a marketplace's pictures are served: a path on whatever host shows them (storefront and admin pass it on to the API). The key is the picture's UUID or its wire id. */
export const mediaUrl = (tenantId: TenantId) => (media: string, width: number): string =>
  `/media/${encode('tnt', tenantId)}/${isUuid(media) ? encode('med', media) : media}/${width}.webp`;

const KEY = /^(?!.*\.\.)[a-zA-Z0-9_-][a-zA-Z0-9/_.-]*$/;
const TYPE_SUFFIX = '.type';
/** What nothing is written down for: sealed bytes are most of what is stored. */
const PLAIN_TYPE = 'application/octet-stream';

/** Letters, digits, dots, dashes and slashes, and no way up. */
export const isFileKey = (key: string): boolean => KEY.test(key) && !key.endsWith(TYPE_SUFFIX);

/** Files in a directory of this machine. */
export function diskFiles(directory: string): FileStore {
  const pathOf = (key: string) => {
    invariant(isFileKey(key), `${key} is no key of a file`);
    return join(directory, key);
  };
  const write = async (path: string, bytes: Buffer | string) => {
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, bytes);
    await rename(draft, path);
  };
  const writeType = (path: string, contentType: string) => (contentType === PLAIN_TYPE ? rm(`${path}${TYPE_SUFFIX}`, { force: true }) : write(`${path}${TYPE_SUFFIX}`, contentType));
  const readType = async (path: string): Promise<string> => (await unlessMissing(() => readFile(`${path}${TYPE_SUFFIX}`, 'utf8'))) ?? PLAIN_TYPE;
  return {
    put: async (key, bytes, contentType) => {
      const path = pathOf(key);
      const both = async () => {
        await writeType(path, contentType);
        await write(path, bytes);
      };
      try {
        await both(); // the directory is nearly always there
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        await mkdir(dirname(path), { recursive: true });
        await both();
      }
    },
    putStream: async (key, source, contentType) => {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.${randomUUID()}`;
      try {
        await pipeline(source, createWriteStream(draft));
        await writeType(path, contentType);
        await rename(draft, path);
      } finally {
        await rm(draft, { force: true }); // gone already where all went well
      }
    },
    get: (key) =>
      unlessMissing(async () => {
        const path = pathOf(key);
        const [bytes, contentType] = await Promise.all([readFile(path), readType(path)]);
        return { bytes, contentType };
      }),
    stream: (key) =>
      unlessMissing(async () => {
        const path = pathOf(key);
        const [{ size }, contentType] = await Promise.all([stat(path), readType(path)]);
        return { stream: createReadStream(path), contentType, size };
      }),
    remove: async (key) => {
      const path = pathOf(key);
      await Promise.all([rm(path, { force: true }), rm(`${path}${TYPE_SUFFIX}`, { force: true })]);
    },
  };
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
