import type { Actor, TenantId } from '@stoa/platform/context';
import type { ApiKeyId, MembershipId, UserId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import { memberPermissions, type MemberKind, type MemberPermission } from '../membership/permissions.js';

/** A machine's way in, for the marketplace itself or for one of its vendors. The token is shown once; only its hash is kept. */
export type ApiKey = {
  readonly id: ApiKeyId;
  readonly tenantId: TenantId;
  readonly kind: MemberKind;
  readonly vendorId: VendorId | null;
  readonly name: string;
  /** The beginning of the token, by which people tell keys apart. */
  readonly hint: string;
  readonly tokenHash: string;
  readonly permissions: readonly MemberPermission[];
  /** Who made it, by which membership: the key may never do more than that membership may, and ends with it. */
  readonly membershipId: MembershipId;
  readonly createdBy: UserId;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  /** Why it was revoked; null while it is good. */
  readonly revokedReason: string | null;
};

export const TOKEN_PREFIX = 'stoa_sk_';
export const HINT_LENGTH = TOKEN_PREFIX.length + 4;

/** All but what is about people: a machine lets nobody in, and makes no further keys. */
export const keyPermissions = memberPermissions.filter((permission) => !permission.startsWith('identity.'));

/** What this person may give to a key: at most what they may do. */
export const grantableBy = (actor: Actor): MemberPermission[] => keyPermissions.filter((permission) => actor.permissions.has(permission));

/** May the actor see and revoke this key? People of the place it speaks for, never a key. */
export const mayManageKey = (actor: Actor, key: Pick<ApiKey, 'kind' | 'vendorId'>): boolean =>
  actor.kind === 'vendor' ? key.kind === 'vendor' && key.vendorId === actor.vendorId : actor.kind === 'staff' && key.kind === 'staff';
