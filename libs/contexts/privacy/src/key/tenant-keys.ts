import { LRUCache } from 'lru-cache';
import type { TenantId, TxCtx } from '@stoa/platform/context';
import { newKey } from '@stoa/platform/crypto';
import { invariant } from '@stoa/platform/errors';
import { keyPurposes, readMasterKey, unwrapKey, wrapKey, type KeyPurpose, type Sealed, type TenantKeys } from './key.js';
import { findKeys, keepFirstKeys } from './key.repository.js';

let configured: Buffer | null = null;
/** Opened keys live in memory for minutes only, so that destroying a tenant's keys takes effect without a restart. */
const opened = new LRUCache<TenantId, TenantKeys>({ max: 2_000, ttl: 5 * 60_000 });

/** Hands the process its master key, once, where the process is put together. Without it nothing personal can be read or written. */
export function configurePrivacy(config: { masterKey: string }): void {
  configured = readMasterKey(config.masterKey);
  opened.clear();
}

/** The tenant's keys, or null when it has none yet. */
export async function findTenantKeys(ctx: TxCtx): Promise<TenantKeys | null> {
  const cached = opened.get(ctx.tenantId);
  if (cached) return cached;
  const rows = await findKeys(ctx);
  if (rows.length < keyPurposes.length) return null;
  const byPurpose = new Map(rows.map((row) => [row.purpose, row.wrapped]));
  const keys = Object.fromEntries(keyPurposes.map((purpose) => [purpose, unwrap(ctx.tenantId, purpose, byPurpose.get(purpose))])) as TenantKeys;
  // Keys of a transaction that may still be rolled back are not remembered: data sealed with a key that no row holds would be lost.
  if (rows.every((row) => row.is_settled)) opened.set(ctx.tenantId, keys);
  return keys;
}

/** The tenant's keys; the first call of a new tenant makes them. */
export async function getTenantKeys(ctx: TxCtx): Promise<TenantKeys> {
  const found = await findTenantKeys(ctx);
  if (found) return found;
  await keepFirstKeys(ctx, Object.fromEntries(keyPurposes.map((purpose) => [purpose, wrap(ctx.tenantId, purpose)])) as Record<KeyPurpose, Sealed>);
  const made = await findTenantKeys(ctx);
  invariant(made, 'a tenant has keys once they are inserted');
  return made;
}

const placeOf = (tenantId: TenantId, purpose: KeyPurpose) => `tenant-key/${tenantId}/${purpose}`;

const wrap = (tenantId: TenantId, purpose: KeyPurpose): Sealed => wrapKey(masterKey(), placeOf(tenantId, purpose), newKey());

function unwrap(tenantId: TenantId, purpose: KeyPurpose, wrapped: Sealed | undefined): Buffer {
  invariant(wrapped, `the tenant has a key for ${purpose}`);
  return unwrapKey(masterKey(), placeOf(tenantId, purpose), wrapped);
}

/** The process's master key. */
export function masterKey(): Buffer {
  invariant(configured, 'configurePrivacy was called when the process was put together');
  return configured;
}
