import type { Actor, TenantId } from '@stoa/platform/context';
import type { MembershipId, UserId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import type { MemberKind, MemberPermission } from './permissions.js';

/** A person's place in a marketplace: on its staff, or with one of its vendors. */
export type Membership = {
  readonly id: MembershipId;
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly kind: MemberKind;
  readonly role: string;
  readonly vendorId: VendorId | null;
  /** The vendor's name as the one who invited knew it; null for staff. */
  readonly placeName: string | null;
  readonly name: string;
  readonly email: string;
  readonly joinedAt: Date;
  readonly revokedAt: Date | null;
};

/** Where somebody works: on the staff, or with a vendor. */
export const placeOf = (actor: Actor): { kind: MemberKind; vendorId: VendorId | null } => ({ kind: actor.kind === 'vendor' ? 'vendor' : 'staff', vendorId: actor.vendorId as VendorId | null });

/** May the actor give somebody this role? Nobody gives what they do not have; staff who review vendors may let a vendor's people in; a vendor's people invite for their vendor alone. */
export function mayInvite(actor: Actor, invitation: { kind: MemberKind; vendorId: string | null }, permissions: readonly MemberPermission[]): boolean {
  if (actor.kind === 'system' || actor.kind === 'operator') return true;
  if (actor.kind === 'staff' && invitation.kind === 'vendor') return actor.permissions.has('identity.invite') || actor.permissions.has('vendors.review');
  if (actor.kind === 'vendor' && (invitation.kind !== 'vendor' || invitation.vendorId !== actor.vendorId)) return false;
  return actor.permissions.has('identity.invite') && permissions.every((permission) => actor.permissions.has(permission));
}

/** May the actor see and end this membership? Staff see the staff; a vendor's people see their own vendor's. */
export const mayManage = (actor: Actor, membership: Pick<Membership, 'kind' | 'vendorId'>): boolean =>
  actor.kind === 'vendor' ? membership.kind === 'vendor' && membership.vendorId === actor.vendorId : actor.kind === 'staff' && membership.kind === 'staff';
