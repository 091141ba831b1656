import { newKey } from '@stoa/platform/crypto';
import type { Database } from '@stoa/platform/database';
import { invariant } from '@stoa/platform/errors';
import type { FileStore } from '@stoa/platform/files';
import { newId } from '@stoa/platform/ids';
import { hasLivingKey, insertRoots, listRoots, markDestroyed, type Root } from './retention-root.repository.js';

export type RootDeps = { readonly db: Database; readonly files: FileStore };
/** How far ahead roots are made: longer than any law keeps and any process runs. */
const YEARS_AHEAD = 40;
/** The roots of the years that are still kept, in the memory of this process. */
let roots: ReadonlyMap<number, Buffer> | null = null;

/** The moment at which a year is over everywhere on earth. */
export const overEverywhere = (year: number): Date => new Date(Date.UTC(year + 1, 0, 1, 12));

/**
 * Makes the roots of the years to come and reads those that are not destroyed, once, where a process is put together. They lie in the store of files and not in the database: a copy of
 * the database alone opens nothing that is kept.
 */
export async function openRetentionRoots(deps: RootDeps, now: Date): Promise<void> {
  const known = await deps.db.transactionAsControl((tx) => listRoots(tx));
  const first = now.getUTCFullYear() - 1;
  const missing = Array.from({ length: YEARS_AHEAD + 1 }, (_, index) => first + index).filter((year) => !known.some((root) => root.endYear === year));
  const made = missing.map((endYear): Root => ({ endYear, fileId: newId() }));
  // The file is there before the row that names it. Of two processes that begin at once, the row of one wins; the file of the other is named by none.
  await Promise.all(made.map((root) => deps.files.put(keyOf(root), newKey(), 'application/octet-stream')));
  const living = made.length === 0 ? known.filter((root) => !root.isDestroyed) : await deps.db.transactionAsControl(async (tx) => {
    await insertRoots(tx, made, now);
    return (await listRoots(tx)).filter((root) => !root.isDestroyed);
  });
  for (const root of made) if (!living.some((one) => one.fileId === root.fileId)) await deps.files.remove(keyOf(root));
  roots = new Map(await Promise.all(living.map(async (root) => [root.endYear, await readRoot(deps.files, root)] as const)));
}

/** Roots that a test gives itself. */
export const useRetentionRoots = (given: ReadonlyMap<number, Buffer>): void => void (roots = given);

/** The root of a year; null once it is destroyed. */
export function rootOf(endYear: number): Buffer | null {
  invariant(roots, 'openRetentionRoots was called when the process was put together');
  return roots.get(endYear) ?? null;
}

/** Destroys the roots of years that are over everywhere and in which no tenant keeps a key any more. Answers with the years. */
export async function destroyLapsedRoots(deps: RootDeps, now: Date): Promise<number[]> {
  const over = (await deps.db.transactionAsControl((tx) => listRoots(tx))).filter((root) => !root.isDestroyed && overEverywhere(root.endYear) <= now);
  const destroyed: number[] = [];
  for (const root of over) {
    if (await deps.db.transactionAsRelay((tx) => hasLivingKey(tx, overEverywhere(root.endYear)))) continue;
    // The file goes first: a process that dies in between finds the row again.
    await deps.files.remove(keyOf(root));
    await deps.db.transactionAsControl((tx) => markDestroyed(tx, root.endYear, now));
    destroyed.push(root.endYear);
  }
  if (destroyed.length > 0 && roots) roots = new Map([...roots].filter(([year]) => !destroyed.includes(year)));
  return destroyed;
}

const keyOf = (root: Pick<Root, 'endYear' | 'fileId'>): string => `keys/retention/${root.endYear}/${root.fileId}`;

async function readRoot(files: FileStore, root: Root): Promise<Buffer> {
  const stored = await files.get(keyOf(root));
  invariant(stored?.bytes.length === 32, `the store of files has the retention root of ${root.endYear}: without it nothing kept until then can be read`);
  return stored.bytes;
}
