import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import type { MembershipId } from '@stoa/events/identity';
import { lastOwner, mayNotGrant, memberNotFound, unknownRole } from './membership.errors.js';
import { mayInvite, mayManage, type Membership } from './membership.js';
import { findMembership, lockOwners, updateRole } from './membership.repository.js';
import { findRole } from './role.repository.js';

/** Gives a member another role. Nobody gives what they may not do themselves, nor takes a role away that may do more than theirs; the last owner stays one. */
export async function changeRole(ctx: TxCtx, id: MembershipId, code: string): Promise<Membership> {
  const membership = await findMembership(ctx, id);
  if (!membership || !mayManage(ctx.actor, membership)) throw memberNotFound();
  const [now, then] = [await findRole(ctx, membership.kind, membership.role), await findRole(ctx, membership.kind, code)];
  if (!then) throw unknownRole(membership.kind, code);
  for (const role of [now, then]) if (role && !mayInvite(ctx.actor, membership, role.permissions)) throw mayNotGrant(role.code);
  if (membership.role === code) return membership;
  if (membership.role === 'owner' && (await lockOwners(ctx, membership)).length === 1) throw lastOwner();
  await updateRole(ctx, id, code);
  await audit(ctx, { action: 'identity.member_role_changed', subject: { kind: 'membership', id }, before: { role: membership.role }, after: { role: code } });
  return { ...membership, role: code };
}
