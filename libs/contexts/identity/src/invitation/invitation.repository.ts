import type { Knex } from 'knex';
import type { TenantId, TxCtx } from '@stoa/platform/context';
import type { InvitationId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import type { MemberKind } from '../membership/permissions.js';
import type { Invitation } from './invitation.js';

type Row = {
  tenant_id: TenantId; id: InvitationId; email: string; name: string | null; kind: MemberKind; role: string; vendor_id: VendorId | null; place_name: string | null; locale: string; version: number;
  invited_by: string; invited_at: Date; expires_at: Date; accepted_at: Date | null; revoked_at: Date | null;
};
type InTenant = { tx: Knex.Transaction; tenantId: TenantId };

const invitations = (ctx: InTenant) => ctx.tx<Row>('identity.invitations').where('tenant_id', ctx.tenantId);

export async function insertInvitation(ctx: InTenant, i: Invitation): Promise<void> {
  await ctx.tx<Row>('identity.invitations').insert({
    tenant_id: ctx.tenantId, id: i.id, email: i.email, name: i.name, kind: i.kind, role: i.role, vendor_id: i.vendorId, place_name: i.placeName, locale: i.locale, version: i.version, invited_by: i.invitedBy,
    invited_at: i.invitedAt, expires_at: i.expiresAt, accepted_at: null, revoked_at: null,
  });
}

export async function findInvitation(ctx: InTenant, id: InvitationId): Promise<Invitation | null> {
  const row = await invitations(ctx).where({ id }).first();
  return row ? fromRow(row as Row) : null;
}

/** By id alone, as stoa_control: the link of a mail does not name the marketplace. Locked, so that a link works once. */
export async function findInvitationAnywhere(ctx: { tx: Knex.Transaction }, id: InvitationId): Promise<Invitation | null> {
  const row = await ctx.tx<Row>('identity.invitations').where({ id }).forUpdate().first();
  return row ? fromRow(row as Row) : null;
}

export async function markAccepted(ctx: InTenant & { now: Date }, id: InvitationId): Promise<void> {
  await invitations(ctx).where({ id }).update({ accepted_at: ctx.now });
}

export async function markWithdrawn(ctx: TxCtx, id: InvitationId): Promise<void> {
  await invitations(ctx).where({ id }).update({ revoked_at: ctx.now });
}

/** Invitations of one place that nobody has taken up yet, newest first. */
export async function listOpenInvitations(ctx: TxCtx, place: { kind: MemberKind; vendorId: VendorId | null }): Promise<Invitation[]> {
  const rows = await invitations(ctx).where({ kind: place.kind, vendor_id: place.vendorId }).whereNull('accepted_at').whereNull('revoked_at').orderBy('id', 'desc').limit(100);
  return rows.map((row) => fromRow(row as Row));
}

const fromRow = (r: Row): Invitation => ({
  id: r.id, tenantId: r.tenant_id, email: r.email, name: r.name, kind: r.kind, role: r.role, vendorId: r.vendor_id, placeName: r.place_name, locale: r.locale, version: r.version, invitedBy: r.invited_by,
  invitedAt: r.invited_at, expiresAt: r.expires_at, acceptedAt: r.accepted_at, revokedAt: r.revoked_at,
});
