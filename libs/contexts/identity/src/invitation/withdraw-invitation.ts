import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import type { InvitationId } from '@stoa/events/identity';
import { mayManage } from '../membership/membership.js';
import { invitationNotOpen } from './invitation.errors.js';
import { isOpen } from './invitation.js';
import { findInvitation, markWithdrawn } from './invitation.repository.js';

/** Closes an open invitation: its link stops working. */
export async function withdrawInvitation(ctx: TxCtx, id: InvitationId): Promise<void> {
  const invitation = await findInvitation(ctx, id);
  if (!invitation || !mayManage(ctx.actor, invitation) || !isOpen(invitation, ctx.now)) throw invitationNotOpen();
  await markWithdrawn(ctx, id);
  await audit(ctx, { action: 'identity.invitation_withdrawn', subject: { kind: 'invitation', id }, before: { role: invitation.role, kind: invitation.kind }, after: null });
}
