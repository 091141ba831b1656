import type { Knex } from 'knex';
import type { TenantId, TxCtx } from '@stoa/platform/context';
import type { MembershipId, UserId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import type { MemberKind, MemberPermission } from './permissions.js';
import { listRoles } from './role.repository.js';
import type { Membership } from './membership.js';

type Row = {
  tenant_id: TenantId; id: MembershipId; user_id: UserId; kind: MemberKind; role: string; vendor_id: VendorId | null; place_name: string | null; name: string; email: string; joined_at: Date; revoked_at: Date | null;
};
type InTenant = { tx: Knex.Transaction; tenantId: TenantId };

const memberships = (ctx: InTenant) => ctx.tx<Row>('identity.memberships').where('tenant_id', ctx.tenantId);

/** Answers false when the person is a member of that place already. */
export async function insertMembership(ctx: InTenant, m: Membership): Promise<boolean> {
  const rows = await ctx.tx('identity.memberships').insert({
    tenant_id: ctx.tenantId, id: m.id, user_id: m.userId, kind: m.kind, role: m.role, vendor_id: m.vendorId, place_name: m.placeName, name: m.name, email: m.email, joined_at: m.joinedAt, revoked_at: null,
  }).onConflict().ignore().returning('id');
  return rows.length === 1;
}

export async function findMembership(ctx: InTenant, id: MembershipId): Promise<Membership | null> {
  const row = await memberships(ctx).where({ id }).whereNull('revoked_at').first();
  return row ? fromRow(row as Row) : null;
}

/** The asking person's own membership in the place they speak for; null for an operator who is visiting. */
export async function findOwnPlace(ctx: TxCtx): Promise<Membership | null> {
  const row = await memberships(ctx).where({ user_id: ctx.actor.id as UserId, kind: ctx.actor.kind as MemberKind, vendor_id: ctx.actor.vendorId as VendorId | null }).whereNull('revoked_at').first();
  return row ? fromRow(row as Row) : null;
}

/** The people of one place: the staff (`vendorId` null) or a vendor's. */
export async function listMembers(ctx: TxCtx, place: { kind: MemberKind; vendorId: VendorId | null }): Promise<Membership[]> {
  return (await memberships(ctx).where({ kind: place.kind, vendor_id: place.vendorId }).whereNull('revoked_at').orderBy('id')).map((row) => fromRow(row as Row));
}

/** Whom of a vendor's people a mail reaches that only those with a permission may read: their addresses, each once. */
export async function addressesOfVendor(ctx: TxCtx, vendorId: VendorId, permission: MemberPermission): Promise<string[]> {
  const allowed = new Set((await listRoles(ctx)).filter((role) => role.kind === 'vendor' && role.permissions.includes(permission)).map((role) => role.code));
  return [...new Set((await listMembers(ctx, { kind: 'vendor', vendorId })).filter((member) => allowed.has(member.role)).map((member) => member.email))];
}

/** The same of the marketplace's own people. */
export async function addressesOfStaff(ctx: TxCtx, permission: MemberPermission): Promise<string[]> {
  const allowed = new Set((await listRoles(ctx)).filter((role) => role.kind === 'staff' && role.permissions.includes(permission)).map((role) => role.code));
  return [...new Set((await listMembers(ctx, { kind: 'staff', vendorId: null })).filter((member) => allowed.has(member.role)).map((member) => member.email))];
}

/** How the users of this marketplace are called; people who left keep their names here. */
export async function namesOfMembers(ctx: TxCtx, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await memberships(ctx).whereIn('user_id', [...userIds] as UserId[]).orderBy('joined_at').select('user_id', 'name');
  return new Map(rows.map((row) => [row.user_id as string, row.name]));
}

export async function revokeMembership(ctx: TxCtx, id: MembershipId): Promise<void> {
  await memberships(ctx).where({ id }).whereNull('revoked_at').update({ revoked_at: ctx.now });
}

export async function updateRole(ctx: TxCtx, id: MembershipId, role: string): Promise<void> {
  await memberships(ctx).where({ id }).whereNull('revoked_at').update({ role });
}

/** Locks the owners of the staff, so that two of them cannot both be the last but one to leave. */
export async function lockOwners(ctx: TxCtx, place: { kind: MemberKind; vendorId: VendorId | null }): Promise<MembershipId[]> {
  const rows = await memberships(ctx).where({ kind: place.kind, vendor_id: place.vendorId, role: 'owner' }).whereNull('revoked_at').orderBy('id').forUpdate().select('id');
  return rows.map((row) => row.id);
}

const fromRow = (r: Row): Membership => ({
  id: r.id, tenantId: r.tenant_id, userId: r.user_id, kind: r.kind, role: r.role, vendorId: r.vendor_id, placeName: r.place_name, name: r.name, email: r.email, joinedAt: r.joined_at, revokedAt: r.revoked_at,
});
