import type { Knex } from 'knex';
import type { TenantId } from '@stoa/platform/context';
import type { ApiKeyId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import type { MemberPermission } from '../membership/permissions.js';

/** What stands behind a token: the key's own permissions, and what its maker may do at this moment. */
export type KeyAccess = { id: ApiKeyId; tenantId: TenantId; vendorId: VendorId | null; permissions: MemberPermission[]; makersPermissions: MemberPermission[] };

/** Finds a key that is good, before any tenant is known. It is not when it was revoked, has run out, or its maker works there no more. */
export async function findKeyAccess(ctx: { tx: Knex.Transaction }, tokenHash: string, now: Date): Promise<KeyAccess | null> {
  const { rows } = await ctx.tx.raw<{ rows: KeyAccess[] }>(
    `select k.id, k.tenant_id as "tenantId", k.vendor_id as "vendorId", k.permissions, r.permissions as "makersPermissions"
       from identity.api_keys k
       join identity.memberships m on m.tenant_id = k.tenant_id and m.id = k.membership_id and m.revoked_at is null
       join identity.users u on u.id = m.user_id and u.disabled_at is null
       join identity.roles r on r.tenant_id = m.tenant_id and r.kind = m.kind and r.code = m.role
      where k.token_hash = ? and k.revoked_at is null and (k.expires_at is null or k.expires_at > ?)`,
    [tokenHash, now],
  );
  return rows[0] ?? null;
}
