import { actor } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import { mayInvite, mayManage } from './membership.js';
import type { MemberPermission } from './permissions.js';
import type { VendorId } from '@stoa/events/vendors';

const [mine, theirs] = [newId<VendorId>(), newId<VendorId>()];
const READS: readonly MemberPermission[] = ['catalog.read'];
const onStaff = { kind: 'staff', vendorId: null } as const;
const at = (vendorId: VendorId) => ({ kind: 'vendor', vendorId }) as const;

test('nobody gives a role that may more than they may themselves, or that they may not give at all', () => {
  expect(mayInvite(actor.staff(['identity.invite', 'catalog.read']), onStaff, READS)).toBe(true);
  expect(mayInvite(actor.staff(['identity.invite']), onStaff, READS)).toBe(false);
  expect(mayInvite(actor.staff(['catalog.read']), onStaff, READS)).toBe(false);
  expect(mayInvite(actor.staff(['catalog.read', 'vendors.read']), at(mine), READS)).toBe(false);
  expect(mayInvite(actor.staff(['vendors.review']), at(mine), READS)).toBe(true);
});

test('a vendor’s people invite for their own vendor alone', () => {
  const owner = actor.vendor(mine, ['identity.invite', 'catalog.read']);
  expect(mayInvite(owner, at(mine), READS)).toBe(true);
  expect(mayInvite(owner, at(theirs), READS)).toBe(false);
  expect(mayInvite(owner, onStaff, READS)).toBe(false);
});

test('staff see and end the staff’s memberships, a vendor’s people those of their own vendor', () => {
  expect([onStaff, at(mine), at(theirs)].map((place) => mayManage(actor.staff(), place))).toEqual([true, false, false]);
  expect([onStaff, at(mine), at(theirs)].map((place) => mayManage(actor.vendor(mine), place))).toEqual([false, true, false]);
  expect(mayManage(actor.shopper(), onStaff)).toBe(false);
});
