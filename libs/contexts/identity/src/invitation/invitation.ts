import type { TenantId } from '@stoa/platform/context';
import { equalSecrets, hmacToken } from '@stoa/platform/crypto';
import type { InvitationId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import { wireId } from '@stoa/platform/typeid';
import type { MemberKind } from '../membership/permissions.js';

/** An open door for one e-mail address to one role in one place. */
export type Invitation = {
  readonly id: InvitationId;
  readonly tenantId: TenantId;
  readonly email: string;
  readonly name: string | null;
  readonly kind: MemberKind;
  readonly role: string;
  readonly vendorId: VendorId | null;
  readonly placeName: string | null;
  readonly locale: string;
  /** Raised when the mail is sent again: older links stop working. */
  readonly version: number;
  readonly invitedBy: string;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
};

export const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;
export const expiryOf = (now: Date): Date => new Date(now.getTime() + INVITATION_DAYS * DAY_MS);

export const isOpen = (invitation: Invitation, now: Date): boolean => invitation.acceptedAt === null && invitation.revokedAt === null && now < invitation.expiresAt;

const invitationId = wireId<InvitationId, 'inv'>('inv');

/** The token of the link in the mail. It is derived, so it stands in no row, event or task. */
export const invitationToken = (tokenSecret: string, invitation: { id: InvitationId; version: number }): string =>
  `${invitationId.toWire(invitation.id)}.${hmacToken(tokenSecret, 'invitation', invitation.id, invitation.version)}`;

/** Which invitation a token claims to be for; null when it is not even shaped like one. */
export function claimedInvitation(token: string): InvitationId | null {
  const parsed = invitationId.safeParse(token.split('.')[0] ?? '');
  return parsed.success ? parsed.data : null;
}

export const isTokenOf = (tokenSecret: string, token: string, invitation: { id: InvitationId; version: number }): boolean => equalSecrets(token, invitationToken(tokenSecret, invitation));
