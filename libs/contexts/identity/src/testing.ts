import jwt from 'jsonwebtoken';
import type { TenantId } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { newId } from '@stoa/platform/ids';
import type { ImpersonationId, MembershipId, UserId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import type { Impersonation } from './impersonation/impersonation.js';
import { insertImpersonation } from './impersonation/impersonation.repository.js';
import { insertMembership } from './membership/membership.repository.js';
import type { MemberKind } from './membership/permissions.js';
import { provisionRoles } from './membership/provision-roles.js';
import { insertMissingRoles } from './membership/role.repository.js';
import { readClaims, signAccessToken } from './session/access-token.js';
import { openSession, type SessionDeps } from './session/sign-in.js';
import { insertUser } from './user/user.repository.js';
import type { User } from './user/user.js';

const JOINED = new Date('2026-01-05T09:00:00Z');
/** Nobody signs in with it: tests that need a password hash one themselves. */
const NO_PASSWORD = 'no password';

export async function savedUser(db: Database, changes: Partial<User> = {}): Promise<User> {
  const id = newId<UserId>();
  const user: User = { id, email: `${id}@example.test`, name: 'Ida Meri', passwordHash: NO_PASSWORD, isOperator: false, createdAt: JOINED, disabledAt: null, ...changes };
  await db.transactionAsControl((tx) => insertUser({ tx }, user));
  return user;
}

export type SignedInMember = { user: User; membershipId: MembershipId; accessToken: string };

type MemberIs = { kind: MemberKind; role: string; vendorId?: VendorId | null; name?: string };

/** Somebody who works in a marketplace. The role `bystander` may do nothing at all. It commits. */
export async function savedMember(db: Database, tenantId: TenantId, is: MemberIs): Promise<{ user: User; membershipId: MembershipId }> {
  const user = await savedUser(db, is.name ? { name: is.name } : {});
  const membershipId = newId<MembershipId>();
  await db.transactionAsControl(async (tx) => {
    await provisionRoles({ tx, tenantId });
    await insertMissingRoles({ tx, tenantId }, [{ kind: is.kind, code: 'bystander', permissions: [] }]);
    await insertMembership({ tx, tenantId }, {
      id: membershipId, tenantId, userId: user.id, kind: is.kind, role: is.role, vendorId: is.vendorId ?? null, placeName: null, name: user.name, email: user.email, joinedAt: JOINED, revokedAt: null,
    });
  });
  return { user, membershipId };
}

/** The same, signed in there. */
export async function signedInMember(deps: SessionDeps, tenantId: TenantId, is: MemberIs): Promise<SignedInMember> {
  const { user, membershipId } = await savedMember(deps.db, tenantId, is);
  const { accessToken } = await deps.db.transactionAsControl((tx) => openSession(deps, { tx }, user, 'jest', membershipId));
  return { user, membershipId, accessToken };
}

/** An operator who is signed in. */
export async function signedInOperator(deps: SessionDeps): Promise<{ user: User; accessToken: string }> {
  const user = await savedUser(deps.db, { isOperator: true, name: 'Sam Okafor' });
  return { user, accessToken: (await deps.db.transactionAsControl((tx) => openSession(deps, { tx }, user, 'jest'))).accessToken };
}

/** An operator who looks at a marketplace by now, with a token for it. `at` is the wall clock's moment of coming in. */
export async function visitingOperator(deps: SessionDeps, tenantId: TenantId, at = new Date()): Promise<{ user: User; visit: Impersonation; deskToken: string; accessToken: string }> {
  const user = await savedUser(deps.db, { isOperator: true, name: 'Sam Okafor' });
  const visit: Impersonation = { id: newId<ImpersonationId>(), tenantId, userId: user.id, reason: 'Ticket 4711: orders are missing.', startedAt: at, endsAt: new Date(at.getTime() + 30 * 60_000), endedAt: null, endedBy: null };
  return deps.db.transactionAsControl(async (tx) => {
    await insertImpersonation({ tx, tenantId }, visit);
    const { accessToken: deskToken } = await openSession(deps, { tx }, user, 'jest');
    const claims = readClaims(jwt.decode(deskToken))!;
    return { user, visit, deskToken, accessToken: signAccessToken(deps.tokenSecret, { ...claims, membership: visit.id, tenantId }) };
  });
}
