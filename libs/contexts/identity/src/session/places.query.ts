import type { Knex } from 'knex';
import type { TenantId } from '@stoa/platform/context';
import type { ImpersonationId, PlaceId, SessionId, UserId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import { visitorPermissions } from '../impersonation/impersonation.js';
import type { MemberKind, MemberPermission } from '../membership/permissions.js';

/** A place where a person may work, with what they may do there. `visit` is set where an operator only looks, for a while. */
export type Place = { id: PlaceId; tenantId: TenantId; kind: MemberKind; role: string; vendorId: VendorId | null; placeName: string | null; name: string; permissions: MemberPermission[]; visit: { reason: string; endsAt: Date } | null };
type Control = { tx: Knex.Transaction };

const PLACES = `select m.id, m.tenant_id as "tenantId", m.kind, m.role, m.vendor_id as "vendorId", m.place_name as "placeName", m.name, r.permissions, null as visit
  from identity.memberships m join identity.roles r on r.tenant_id = m.tenant_id and r.kind = m.kind and r.code = m.role where m.revoked_at is null and m.user_id = ?`;

/** All places of a person, staff first; behind them what they look at as an operator. */
export async function listPlaces(ctx: Control, userId: UserId, now = new Date()): Promise<Place[]> {
  const { rows } = await ctx.tx.raw<{ rows: Place[] }>(`${PLACES} order by m.kind, m.id`, [userId]);
  return [...rows, ...(await listVisits(ctx, userId, now))];
}

type VisitRow = { id: ImpersonationId; tenantId: TenantId; name: string; reason: string; endsAt: Date };

/** The marketplaces that an operator looks at now. Whoever is no operator any more, and what has been ended or is past its time, is not among them. */
async function listVisits(ctx: Control, userId: UserId, now: Date): Promise<Place[]> {
  const { rows } = await ctx.tx.raw<{ rows: VisitRow[] }>(
    `select i.id, i.tenant_id as "tenantId", u.name, i.reason, i.ends_at as "endsAt" from identity.impersonations i join identity.users u on u.id = i.user_id
      where i.user_id = ? and i.ended_at is null and i.ends_at > ? and u.is_operator and u.disabled_at is null order by i.id`,
    [userId, now],
  );
  return rows.map(({ id, tenantId, name, reason, endsAt }) => ({ id, tenantId, kind: 'staff', role: 'operator', vendorId: null, placeName: null, name, permissions: [...visitorPermissions], visit: { reason, endsAt } }));
}

export async function findPlace(ctx: Control, userId: UserId, id: PlaceId, now: Date): Promise<Place | null> {
  const member = (await ctx.tx.raw<{ rows: Place[] }>(`${PLACES} and m.id = ?`, [userId, id])).rows[0];
  return member ?? (await listVisits(ctx, userId, now)).find((visit) => visit.id === id) ?? null;
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
