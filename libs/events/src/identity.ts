import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { VendorId } from './vendors.js';

export type UserId = Id<'UserId'>;
export type MembershipId = Id<'MembershipId'>;
export type InvitationId = Id<'InvitationId'>;
export type ApiKeyId = Id<'ApiKeyId'>;
export type ImpersonationId = Id<'ImpersonationId'>;
/** Where somebody works by a token: as a member, or as an operator who looks. */
export type PlaceId = MembershipId | ImpersonationId;
export type SessionId = Id<'SessionId'>;

/** Somebody is invited to the staff or to a vendor. The token of the mail is derived from id and version; it stands nowhere. */
export const memberInvited = defineEvent('identity.member_invited', 1, z.object({ invitationId: uuid<InvitationId>(), version: z.int() }));

/** An invitation was taken up. */
export const memberJoined = defineEvent(
  'identity.member_joined',
  1,
  z.object({ membershipId: uuid<MembershipId>(), invitationId: uuid<InvitationId>(), userId: uuid<UserId>(), kind: z.enum(['staff', 'vendor']), role: z.string(), vendorId: uuid<VendorId>().nullable() }),
);
