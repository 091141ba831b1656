import type { MembershipId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import { newId } from '@stoa/platform/ids';
import { type TestEnvironment, actor, audited, withDatabase } from '@stoa/platform/testing';
import { savedMember } from '../testing.js';
import { changeRole } from './change-role.js';
import { memberPermissions } from './permissions.js';
import { revokeMember } from './revoke-member.js';

const OWNER = [...memberPermissions];
const rolesOf = (env: TestEnvironment) => env.ctx.inRead(async (tx) => Object.fromEntries((await tx.tx('identity.memberships').where('tenant_id', tx.tenantId).whereNull('revoked_at')).map((row) => [row.id, row.role])));
const staff = (env: TestEnvironment, role: string) => savedMember(env.db, env.ctx.tenantId, { kind: 'staff', role });

test('an owner gives a member another role, and the trail says which it was', () =>
  withDatabase(async (env) => {
    const [owner, ben] = [await staff(env, 'owner'), await staff(env, 'support')];
    const ctx = env.as({ ...actor.staff(OWNER), id: owner.user.id });
    expect(await ctx.inTx((tx) => changeRole(tx, ben.membershipId, 'finance'))).toMatchObject({ id: ben.membershipId, role: 'finance' });
    await ctx.inTx((tx) => changeRole(tx, ben.membershipId, 'finance')); // once more changes and says nothing

    expect(await rolesOf(env)).toEqual({ [owner.membershipId]: 'owner', [ben.membershipId]: 'finance' });
    expect(await audited(env.ctx)).toMatchObject([{ action: 'identity.member_role_changed', actor_id: owner.user.id, subject_id: ben.membershipId, before: { role: 'support' }, after: { role: 'finance' } }]);
  }));

test('nobody gives a role that may do more than theirs, or takes one away; nothing changes', () =>
  withDatabase(async (env) => {
    const [owner, other, ben] = [await staff(env, 'owner'), await staff(env, 'owner'), await staff(env, 'support')];
    const inviter = env.as({ ...actor.staff(['identity.invite', 'tenancy.read', 'vendors.read', 'catalog.read', 'inventory.read', 'shipping.read', 'orders.read', 'orders.fulfil', 'orders.note', 'notifications.read']), id: newId() });
    const before = await rolesOf(env);

    for (const role of ['finance', 'owner']) await expect(inviter.inTx((tx) => changeRole(tx, ben.membershipId, role))).rejects.toMatchObject({ code: 'identity.role_above_own', kind: 'forbidden' });
    await expect(inviter.inTx((tx) => changeRole(tx, other.membershipId, 'support'))).rejects.toMatchObject({ code: 'identity.role_above_own', details: { role: 'owner' } });
    await expect(inviter.inTx((tx) => changeRole(tx, ben.membershipId, 'admiral'))).rejects.toMatchObject({ code: 'identity.unknown_role' });
    expect(await rolesOf(env)).toEqual(before);
    expect(before[owner.membershipId]).toBe('owner');
    expect(await audited(env.ctx)).toEqual([]);
  }));

test('the last owner stays one: neither with another role nor by leaving', () =>
  withDatabase(async (env) => {
    const [one, other] = [await staff(env, 'owner'), await staff(env, 'owner')];
    const as = (who: typeof one) => env.as({ ...actor.staff(OWNER), id: who.user.id });
    await as(one).inTx((tx) => changeRole(tx, other.membershipId, 'support'));

    await expect(as(one).inTx((tx) => changeRole(tx, one.membershipId, 'support'))).rejects.toMatchObject({ code: 'identity.last_owner', kind: 'conflict' });
    await expect(as(one).inTx((tx) => revokeMember(tx, one.membershipId))).rejects.toMatchObject({ code: 'identity.last_owner' });
    expect(await rolesOf(env)).toEqual({ [one.membershipId]: 'owner', [other.membershipId]: 'support' });
  }));

test('a vendor’s people change their own only: neither another vendor’s nor the staff’s', () =>
  withDatabase(async (env) => {
    const [mine, theirs] = [newId<VendorId>(), newId<VendorId>()];
    const vendor = (vendorId: VendorId, role: string) => savedMember(env.db, env.ctx.tenantId, { kind: 'vendor', role, vendorId });
    const [owner, packer, stranger, ida] = [await vendor(mine, 'owner'), await vendor(mine, 'fulfilment'), await vendor(theirs, 'fulfilment'), await staff(env, 'support')];
    const ctx = env.as({ ...actor.vendor(mine, OWNER), id: owner.user.id });
    await ctx.inTx((tx) => changeRole(tx, packer.membershipId, 'owner'));
    for (const id of [stranger.membershipId, ida.membershipId, newId<MembershipId>()]) await expect(ctx.inTx((tx) => changeRole(tx, id, 'owner'))).rejects.toMatchObject({ code: 'identity.member_not_found' });
    expect(await rolesOf(env)).toEqual({ [owner.membershipId]: 'owner', [packer.membershipId]: 'owner', [stranger.membershipId]: 'fulfilment', [ida.membershipId]: 'support' });
  }));
