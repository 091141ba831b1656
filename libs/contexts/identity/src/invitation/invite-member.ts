import type { Knex } from 'knex';
import { audit } from '@stoa/platform/audit';
import type { Actor, TenantId } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { memberInvited, type InvitationId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import { mayNotGrant, unknownRole } from '../membership/membership.errors.js';
import { mayInvite } from '../membership/membership.js';
import type { MemberKind } from '../membership/permissions.js';
import { provisionRoles } from '../membership/provision-roles.js';
import { findRole } from '../membership/role.repository.js';
import { normalizeEmail } from '../user/user.js';
import { expiryOf, type Invitation } from './invitation.js';
import { insertInvitation } from './invitation.repository.js';

export type InviteMember = { email: string; role: string; kind: MemberKind; vendorId: VendorId | null; locale: string; name?: string | null; placeName?: string | null };
/** A transaction of the app, or of the operator who opens a marketplace. */
type Inviting = { tx: Knex.Transaction; tenantId: TenantId; now: Date; actor: Actor; requestId: string | null };

/** Invites somebody to the staff or to a vendor. The mail is sent by whoever hears the event; its token is derived there. */
export async function inviteMember(ctx: Inviting, input: InviteMember): Promise<Invitation> {
  const role = (await findRole(ctx, input.kind, input.role)) ?? (await findProvisioned(ctx, input.kind, input.role));
  if (!role) throw unknownRole(input.kind, input.role);
  if (!mayInvite(ctx.actor, input, role.permissions)) throw mayNotGrant(input.role);
  const invitation: Invitation = {
    id: newId<InvitationId>(), tenantId: ctx.tenantId, email: normalizeEmail(input.email), name: input.name ?? null, kind: input.kind, role: input.role, vendorId: input.vendorId,
    placeName: input.placeName ?? null, locale: input.locale, version: 1, invitedBy: ctx.actor.id, invitedAt: ctx.now, expiresAt: expiryOf(ctx.now), acceptedAt: null, revokedAt: null,
  };
  await insertInvitation(ctx, invitation);
  await audit(ctx, { action: 'identity.member_invited', subject: { kind: 'invitation', id: invitation.id }, before: null, after: { kind: input.kind, role: input.role, vendorId: input.vendorId } });
  await announce(ctx, memberInvited, { invitationId: invitation.id, version: invitation.version });
  return invitation;
}

/** The first person of a new marketplace is invited before its roles are provisioned: the roles are then made here, the later part finds them. */
async function findProvisioned(ctx: Inviting, kind: MemberKind, code: string) {
  await provisionRoles(ctx);
  return findRole(ctx, kind, code);
}
