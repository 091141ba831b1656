import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import type { MembershipId } from '@stoa/events/identity';
import { lastOwner, memberNotFound } from './membership.errors.js';
import { mayManage } from './membership.js';
import { findMembership, lockOwners, revokeMembership } from './membership.repository.js';

/** Ends somebody's membership; what they did stays in the audit trail under their name. The last owner of a place cannot leave it. */
export async function revokeMember(ctx: TxCtx, id: MembershipId): Promise<void> {
  const membership = await findMembership(ctx, id);
  if (!membership || !mayManage(ctx.actor, membership)) throw memberNotFound();
  if (membership.role === 'owner' && (await lockOwners(ctx, membership)).length === 1) throw lastOwner();
  await revokeMembership(ctx, id);
  await audit(ctx, { action: 'identity.member_revoked', subject: { kind: 'membership', id }, before: { role: membership.role, kind: membership.kind }, after: null });
}
