import { audit } from '@stoa/platform/audit';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { memberJoined, type MembershipId, type UserId } from '@stoa/events/identity';
import { insertMembership } from '../membership/membership.repository.js';
import { openSession, type SessionDeps, type SignedIn } from '../session/sign-in.js';
import { hashPassword, verifyPassword } from '../user/password.js';
import { findUserByEmail, insertUser } from '../user/user.repository.js';
import type { User } from '../user/user.js';
import { invitationNotOpen, memberAlready, wrongPasswordForInvitation } from './invitation.errors.js';
import { claimedInvitation, isOpen, isTokenOf, type Invitation } from './invitation.js';
import { findInvitationAnywhere, markAccepted } from './invitation.repository.js';

type Accepting = { token: string; password: string; name: string; userAgent: string; now: Date; requestId: string | null };

/** What the link of an invitation shows before it is taken up. */
export const showInvitation = (deps: SessionDeps, token: string, now: Date): Promise<{ invitation: Invitation; hasAccount: boolean }> =>
  deps.db.transactionAsControl(async (tx) => {
    const invitation = await openInvitation(deps, { tx }, token, now);
    return { invitation, hasAccount: (await findUserByEmail({ tx }, invitation.email)) !== null };
  });

/** Takes up an invitation: makes the account, or joins the one that has this e-mail address once its password is given, and signs in. The link works once. */
export async function acceptInvitation(deps: SessionDeps, input: Accepting): Promise<SignedIn> {
  const { invitation, existing } = await deps.db.transactionAsControl(async (tx) => {
    const found = await openInvitation(deps, { tx }, input.token, input.now);
    return { invitation: found, existing: await findUserByEmail({ tx }, found.email) };
  });
  if (existing && !(await verifyPassword(input.password, existing.passwordHash))) throw wrongPasswordForInvitation();
  const passwordHash = existing ? existing.passwordHash : await hashPassword(input.password);
  return deps.db.transactionAsControl(async (tx) => {
    const { tenantId, id } = await openInvitation(deps, { tx }, input.token, input.now);
    const user: User = existing ?? { id: newId<UserId>(), email: invitation.email, name: input.name, passwordHash, isOperator: false, createdAt: input.now, disabledAt: null };
    if (!existing && !(await insertUser({ tx }, user))) throw wrongPasswordForInvitation(); // somebody made the account at this very moment
    const { kind, role, vendorId, placeName } = invitation;
    const membershipId = newId<MembershipId>();
    const inTenant = { tx, tenantId, now: input.now, requestId: input.requestId, actor: { kind, id: user.id, vendorId, permissions: new Set<string>() } };
    const membership = { id: membershipId, tenantId, userId: user.id, kind, role, vendorId, placeName, name: user.name, email: user.email, joinedAt: input.now, revokedAt: null };
    if (!(await insertMembership(inTenant, membership))) throw memberAlready();
    await markAccepted(inTenant, id);
    await audit(inTenant, { action: 'identity.member_joined', subject: { kind: 'membership', id: membershipId }, before: null, after: { kind, role, vendorId, invitationId: id } });
    await announce(inTenant, memberJoined, { membershipId, invitationId: id, userId: user.id, kind, role, vendorId });
    return openSession(deps, { tx }, user, input.userAgent, membershipId);
  });
}

async function openInvitation(deps: Pick<SessionDeps, 'tokenSecret'>, ctx: Parameters<typeof findInvitationAnywhere>[0], token: string, now: Date): Promise<Invitation> {
  const id = claimedInvitation(token);
  const invitation = id && (await findInvitationAnywhere(ctx, id));
  if (!invitation || !isTokenOf(deps.tokenSecret, token, invitation) || !isOpen(invitation, now)) throw invitationNotOpen();
  return invitation;
}
