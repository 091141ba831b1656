import { hkdfSync } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { TenantId, TxCtx } from '@stoa/platform/context';
import { newKey } from '@stoa/platform/crypto';
import { DomainError, invariant } from '@stoa/platform/errors';
import { unwrapKey, wrapKey, type Sealed } from '../key/key.js';
import { masterKey } from '../key/tenant-keys.js';
import { findRetentionKey, keepFirstRetentionKey } from './retention-key.repository.js';
import { overEverywhere, rootOf } from './retention-roots.js';

/** Opened keys live in memory for minutes only, so that destroying one takes effect everywhere without a restart. */
const opened = new LRUCache<string, Buffer>({ max: 5_000, ttl: 5 * 60_000 });
const yearPlace = (tenantId: TenantId, endYear: number) => `retention-key/${tenantId}/${endYear}`;
const ownPlace = (ctx: TxCtx, place: string) => `retained/${ctx.tenantId}/${place}`;

export const retentionEnded = (endYear: number) => new DomainError('privacy.retention_ended', 'gone', `This was destroyed: the law made us keep it until the end of ${endYear}.`);

/** Wraps a key so that it opens until the end of a year and never after. `place` names what the key belongs to: it opens nothing else. The first thing kept until a year makes its key. */
export async function wrapForRetention(ctx: TxCtx, endYear: number, place: string, key: Buffer): Promise<Sealed> {
  invariant(overEverywhere(endYear) > ctx.now, 'nothing is put where it is destroyed already');
  return wrapKey((await findYearKey(ctx, endYear)) ?? (await makeYearKey(ctx, endYear)), ownPlace(ctx, place), key);
}

/** Opens a key that was wrapped until the end of a year. Errors: the year is over (`privacy.retention_ended`), whether or not the key was destroyed already. */
export async function unwrapRetained(ctx: TxCtx, endYear: number, place: string, wrapped: Sealed): Promise<Buffer> {
  if (overEverywhere(endYear) <= ctx.now) throw retentionEnded(endYear);
  const key = await findYearKey(ctx, endYear);
  if (!key) throw retentionEnded(endYear);
  return unwrapKey(key, ownPlace(ctx, place), wrapped);
}

/** Forgets opened keys at once: after they were destroyed. */
export const forgetYearKeys = (): void => opened.clear();

async function findYearKey(ctx: TxCtx, endYear: number): Promise<Buffer | null> {
  const name = yearPlace(ctx.tenantId, endYear);
  const cached = opened.get(name);
  if (cached) return cached;
  const found = await findRetentionKey(ctx, endYear);
  const wrapping = wrappingOf(endYear);
  if (!found?.wrapped || !wrapping) return null;
  const key = unwrapKey(wrapping, name, found.wrapped);
  // A key of a transaction that may still be rolled back is not remembered: what is sealed with a key that no row holds would be lost.
  if (found.isSettled) opened.set(name, key);
  return key;
}

async function makeYearKey(ctx: TxCtx, endYear: number): Promise<Buffer> {
  const wrapping = wrappingOf(endYear);
  invariant(wrapping, `there is a retention root of ${endYear}`);
  await keepFirstRetentionKey(ctx, { endYear, wrapped: wrapKey(wrapping, yearPlace(ctx.tenantId, endYear), newKey()), lapsesAt: overEverywhere(endYear) });
  const made = await findYearKey(ctx, endYear);
  invariant(made, 'a year has a key once it is inserted');
  return made;
}

/** What wraps the keys of a year: made of the master key and the root of the year, so that neither is enough. Null once the root is destroyed. */
function wrappingOf(endYear: number): Buffer | null {
  const root = rootOf(endYear);
  return root && Buffer.from(hkdfSync('sha256', masterKey(), root, `stoa.retention.${endYear}`, 32));
}
