import type { Knex } from 'knex';
import type { TenantId, TxCtx } from '@stoa/platform/context';
import type { ApiKeyId, MembershipId, UserId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import type { MemberKind, MemberPermission } from '../membership/permissions.js';
import type { ApiKey } from './api-key.js';

type Row = {
  tenant_id: TenantId; id: ApiKeyId; kind: MemberKind; vendor_id: VendorId | null; name: string; hint: string; token_hash: string; permissions: MemberPermission[]; membership_id: MembershipId; created_by: UserId;
  created_at: Date; expires_at: Date | null; last_used_at: Date | null; revoked_at: Date | null; revoked_reason: string | null;
};
type InTenant = { tx: Knex.Transaction; tenantId: TenantId };

const keys = (ctx: InTenant) => ctx.tx<Row>('identity.api_keys').where('tenant_id', ctx.tenantId);

export async function insertApiKey(ctx: TxCtx, key: ApiKey): Promise<void> {
  await ctx.tx('identity.api_keys').insert({
    tenant_id: ctx.tenantId, id: key.id, kind: key.kind, vendor_id: key.vendorId, name: key.name, hint: key.hint, token_hash: key.tokenHash, permissions: [...key.permissions], membership_id: key.membershipId,
    created_by: key.createdBy, created_at: key.createdAt, expires_at: key.expiresAt, last_used_at: null, revoked_at: null, revoked_reason: null,
  });
}

export async function findApiKey(ctx: TxCtx, id: ApiKeyId): Promise<ApiKey | null> {
  const row = await keys(ctx).where({ id }).first();
  return row ? fromRow(row as Row) : null;
}

/** The keys of a place that were not revoked, newest first. */
export async function listApiKeys(ctx: TxCtx, place: { kind: MemberKind; vendorId: VendorId | null }): Promise<ApiKey[]> {
  return (await keys(ctx).where({ kind: place.kind, vendor_id: place.vendorId }).whereNull('revoked_at').orderBy('id', 'desc').limit(100)).map((row) => fromRow(row as Row));
}

/** False when it was revoked before. */
export async function markRevoked(ctx: TxCtx, id: ApiKeyId, reason: string): Promise<boolean> {
  return (await keys(ctx).where({ id }).whereNull('revoked_at').update({ revoked_at: ctx.now, revoked_reason: reason })) > 0;
}

/** Says that a key was used, once a minute at most, so that a busy machine costs no write per request. */
export async function touchKey(ctx: InTenant, id: ApiKeyId, now: Date): Promise<void> {
  const minuteAgo = new Date(now.getTime() - 60_000);
  await keys(ctx).where({ id }).where((row) => row.whereNull('last_used_at').orWhere('last_used_at', '<=', minuteAgo)).update({ last_used_at: now });
}

/** How the keys of this marketplace are called, those that are gone included. */
export async function namesOfKeys(ctx: TxCtx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await keys(ctx).whereIn('id', [...ids] as ApiKeyId[]).select('id', 'name');
  return new Map(rows.map((row) => [row.id as string, `API key “${row.name}”`]));
}

const fromRow = (r: Row): ApiKey => ({
  id: r.id, tenantId: r.tenant_id, kind: r.kind, vendorId: r.vendor_id, name: r.name, hint: r.hint, tokenHash: r.token_hash, permissions: r.permissions, membershipId: r.membership_id, createdBy: r.created_by,
  createdAt: r.created_at, expiresAt: r.expires_at, lastUsedAt: r.last_used_at, revokedAt: r.revoked_at, revokedReason: r.revoked_reason,
});
