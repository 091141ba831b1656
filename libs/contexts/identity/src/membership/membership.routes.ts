import { z } from 'zod';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { type Route, type RouteWorld, route } from '@stoa/platform/http';
import type { ApiKeyId, UserId } from '@stoa/events/identity';
import { getTenant } from '@stoa/tenancy';
import type { AccessDeps } from '../api-key/api-key.routes.js';
import { findApiKey } from '../api-key/api-key.repository.js';
import { inviteMember } from '../invitation/invite-member.js';
import { withdrawInvitation } from '../invitation/withdraw-invitation.js';
import { listOpenInvitations } from '../invitation/invitation.repository.js';
import type { Invitation } from '../invitation/invitation.js';
import { invitationId, membershipId, userId } from '../session/session.schemas.js';
import { changeRole } from './change-role.js';
import { findOwnPlace, listMembers } from './membership.repository.js';
import { placeOf, type Membership } from './membership.js';
import { roleCodes } from './permissions.js';
import { listRoles } from './role.repository.js';
import { revokeMember } from './revoke-member.js';

const memberView = z.object({ id: membershipId.wire, user_id: userId.wire, name: z.string(), email: z.string(), role: z.string(), joined_at: z.iso.datetime() }).meta({ id: 'Member' });
const toMemberView = (m: Membership): z.input<typeof memberView> => ({ id: membershipId.toWire(m.id), user_id: userId.toWire(m.userId), name: m.name, email: m.email, role: m.role, joined_at: m.joinedAt.toISOString() });

const invitationView = z.object({ id: invitationId.wire, email: z.string(), name: z.string().nullable(), role: z.string(), invited_at: z.iso.datetime(), expires_at: z.iso.datetime(), is_expired: z.boolean() }).meta({ id: 'Invitation' });
const toInvitationView = (i: Invitation, now: Date): z.input<typeof invitationView> => ({
  id: invitationId.toWire(i.id), email: i.email, name: i.name, role: i.role, invited_at: i.invitedAt.toISOString(), expires_at: i.expiresAt.toISOString(), is_expired: now >= i.expiresAt,
});

const meView = z.object({
  user_id: userId.wire, name: z.string(), role: z.string(), kind: z.enum(['staff', 'vendor', 'operator', 'api_key']), permissions: z.array(z.string()),
  marketplace: z.object({ name: z.string(), slug: z.string(), status: z.enum(['provisioning', 'live', 'suspended']), suspended_reason: z.string().nullable(), currency: z.string(), locale: z.string() }),
}).meta({ id: 'StaffMe' });

const listing = async (ctx: Ctx) =>
  ctx.inRead(async (tx) => {
    const place = placeOf(tx.actor);
    const roles = (await listRoles(tx)).filter((role) => role.kind === place.kind);
    return {
      members: (await listMembers(tx, place)).map(toMemberView),
      invitations: (await listOpenInvitations(tx, place)).map((invitation) => toInvitationView(invitation, tx.now)),
      roles: roles.map((role) => ({ code: role.code, permissions: [...role.permissions] })),
    };
  });
const membersView = z.object({ members: z.array(memberView), invitations: z.array(invitationView), roles: z.array(z.object({ code: z.string(), permissions: z.array(z.string()) })) }).meta({ id: 'Members' });

const locale = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/).default('en');

/** Staff run their own staff; a vendor's people run their own. The routes are the same, the place comes from who asks. */
const placeRoutes = (deps: AccessDeps, audience: 'staff' | 'vendor', prefix: '/v1/admin' | '/v1/vendor'): Route[] => [
  route({
    method: 'get', path: `${prefix}/members`, summary: audience === 'staff' ? 'List the staff, its open invitations and roles' : 'List the vendor’s people, open invitations and roles', audience,
    permission: 'identity.invite', response: membersView, example: () => ({}), handle: listing,
  }),
  route({
    method: 'post', path: `${prefix}/invitations`, summary: 'Invite somebody', audience, permission: 'identity.invite', status: 201, response: invitationView,
    body: z.strictObject({ email: z.email().max(254), role: z.enum(roleCodes[audience]), name: z.string().trim().min(1).max(120).nullable().default(null), locale }),
    example: () => ({ body: { email: 'new@example.test', role: audience === 'staff' ? 'support' : 'fulfilment' } }),
    handle: (ctx, { body }) => ctx.inTx(async (tx) => {
      const placeName = audience === 'vendor' ? ((await findOwnPlace(tx))?.placeName ?? null) : null;
      return toInvitationView(await inviteMember(tx, { ...body, ...placeOf(tx.actor), placeName }), tx.now);
    }),
  }),
  route({
    method: 'delete', path: `${prefix}/invitations/:invitation_id`, summary: 'Withdraw an invitation', audience, permission: 'identity.invite', params: z.object({ invitation_id: invitationId }), owner: 'params.invitation_id',
    example: (world: RouteWorld) => ({ params: { invitation_id: audience === 'staff' ? world.tenant.invitation : world.vendorA.invitation } }),
    handle: async (ctx, { params }) => {
      await ctx.inTx((tx) => withdrawInvitation(tx, params.invitation_id));
      return null;
    },
  }),
  route({
    method: 'put', path: `${prefix}/members/:membership_id/role`, summary: 'Give a member another role', audience, permission: 'identity.invite', params: z.object({ membership_id: membershipId }), owner: 'params.membership_id',
    body: z.strictObject({ role: z.enum(roleCodes[audience]) }), response: memberView,
    example: (world: RouteWorld) => ({ params: { membership_id: audience === 'staff' ? world.tenant.member : world.vendorA.member }, body: { role: audience === 'staff' ? 'catalog' : 'owner' } }),
    handle: async (ctx, { params, body }) => {
      const changed = await ctx.inTx((tx) => changeRole(tx, params.membership_id, body.role));
      await deps.access.forget(); // what they may do is asked anew at once
      return toMemberView(changed);
    },
  }),
  route({
    method: 'delete', path: `${prefix}/members/:membership_id`, summary: 'End a membership', audience, permission: 'identity.invite', params: z.object({ membership_id: membershipId }), owner: 'params.membership_id',
    example: (world: RouteWorld) => ({ params: { membership_id: audience === 'staff' ? world.tenant.member : world.vendorA.member } }),
    handle: async (ctx, { params }) => {
      await ctx.inTx((tx) => revokeMember(tx, params.membership_id));
      await deps.access.forget();
      return null;
    },
  }),
];

/** Who asks, in words: somebody of the staff, a machine with its key (and the one who made it), or an operator who visits. */
async function describeActor(tx: TxCtx): Promise<{ user_id: UserId; name: string; role: string; kind: 'staff' | 'operator' | 'api_key' }> {
  if (tx.actor.kind === 'api_key') {
    const key = await findApiKey(tx, tx.actor.id as ApiKeyId);
    invariant(key, 'a key that is used is there');
    return { user_id: key.createdBy, name: key.name, role: 'api_key', kind: 'api_key' };
  }
  const place = await findOwnPlace(tx);
  return { user_id: tx.actor.id as UserId, name: place?.name ?? 'Operator', role: place?.role ?? 'operator', kind: tx.actor.kind === 'operator' ? 'operator' : 'staff' };
}

export const memberRoutes = (deps: AccessDeps): Route[] => [
  route({
    method: 'get', path: '/v1/admin/me', summary: 'Say who I am in this marketplace', audience: 'staff', permission: 'none', response: meView, example: () => ({}),
    handle: (ctx) => ctx.inRead(async (tx) => {
      const tenant = await getTenant(tx);
      const who = await describeActor(tx);
      return {
        ...who, user_id: userId.toWire(who.user_id), permissions: [...tx.actor.permissions],
        marketplace: { name: tenant.name, slug: tenant.slug, status: tenant.status, suspended_reason: tenant.suspendedReason, currency: tenant.currency, locale: tenant.locale },
      };
    }),
  }),
  ...placeRoutes(deps, 'staff', '/v1/admin'),
  ...placeRoutes(deps, 'vendor', '/v1/vendor'),
];

