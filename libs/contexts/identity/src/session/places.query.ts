import type { Knex } from 'knex';
import type { TenantId } from '@stoa/platform/context';
import type { MembershipId, SessionId, UserId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import type { MemberKind, MemberPermission } from '../membership/permissions.js';

/** A place where a person may work, with what they may do there. */
export type Place = { id: MembershipId; tenantId: TenantId; kind: MemberKind; role: string; vendorId: VendorId | null; placeName: string | null; name: string; permissions: MemberPermission[] };
type Control = { tx: Knex.Transaction };

const PLACES = `select m.id, m.tenant_id as "tenantId", m.kind, m.role, m.vendor_id as "vendorId", m.place_name as "placeName", m.name, r.permissions
  from identity.memberships m join identity.roles r on r.tenant_id = m.tenant_id and r.kind = m.kind and r.code = m.role where m.revoked_at is null and m.user_id = ?`;

/** All places of a person, staff first. */
export async function listPlaces(ctx: Control, userId: UserId): Promise<Place[]> {
  return (await ctx.tx.raw<{ rows: Place[] }>(`${PLACES} order by m.kind, m.id`, [userId])).rows;
}

export async function findPlace(ctx: Control, userId: UserId, id: MembershipId): Promise<Place | null> {
  return (await ctx.tx.raw<{ rows: Place[] }>(`${PLACES} and m.id = ?`, [userId, id])).rows[0] ?? null;
}

export type SessionOwner = { userId: UserId; isOperator: boolean };

/** Whose session it is, if it is still good and its owner may still sign in. */
export async function findSessionOwner(ctx: Control, sessionId: SessionId, now: Date): Promise<SessionOwner | null> {
  const { rows } = await ctx.tx.raw<{ rows: SessionOwner[] }>(
    `select u.id as "userId", u.is_operator as "isOperator" from identity.sessions s join identity.users u on u.id = s.user_id where s.id = ? and s.revoked_at is null and s.ends_at > ? and u.disabled_at is null`,
    [sessionId, now],
  );
  return rows[0] ?? null;
}
