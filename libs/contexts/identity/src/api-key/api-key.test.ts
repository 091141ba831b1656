import type { MembershipId } from '@stoa/events/identity';
import type { TenantId } from '@stoa/platform/context';
import { hashToken } from '@stoa/platform/crypto';
import { newId } from '@stoa/platform/ids';
import { type TestEnvironment, actor, audited, withDatabase } from '@stoa/platform/testing';
import type { VendorId } from '@stoa/events/vendors';
import { revokeMembership } from '../membership/membership.repository.js';
import { openAccessResolver } from '../session/resolve-access.js';
import { savedMember } from '../testing.js';
import { grantableBy } from './api-key.js';
import { listApiKeys } from './api-key.repository.js';
import { createApiKey } from './create-api-key.js';
import { revokeApiKey } from './revoke-api-key.js';

const NOW = new Date('2026-03-01T09:00:00Z');
const staff = { kind: 'staff', vendorId: null } as const;

/** The context of somebody with a role here, who is really a member. */
async function member(env: TestEnvironment, role: string, permissions: readonly string[], vendorId: VendorId | null = null) {
  const { user, membershipId } = await savedMember(env.db, env.ctx.tenantId, { kind: vendorId === null ? 'staff' : 'vendor', role, vendorId });
  const who = vendorId === null ? actor.staff(permissions) : actor.vendor(vendorId, permissions);
  return { ctx: env.as({ ...who, id: user.id }), membershipId, user };
}
const keysAt = (env: TestEnvironment) => env.ctx.inRead((tx) => tx.tx('identity.api_keys').where({ tenant_id: tx.tenantId }).orderBy('id'));
const make = (who: Awaited<ReturnType<typeof member>>, permissions: readonly string[], expiresAt: Date | null = null) =>
  who.ctx.inTx((tx) => createApiKey(tx, { name: 'Stock system', permissions: permissions as never, expiresAt }));

test('a key opens the marketplace it was made in, with its own permissions; its token is kept nowhere', () =>
  withDatabase(async (env) => {
    const owner = await member(env, 'owner', ['identity.invite', 'orders.read', 'catalog.read']);
    const { key, token } = await make(owner, ['orders.read']);
    const resolver = openAccessResolver(env.db, { now: () => NOW });

    expect(token).toMatch(/^stoa_sk_[\w-]{43}$/);
    expect(await resolver.resolveKey(token)).toEqual({ tenantId: env.ctx.tenantId, isVisit: false, actor: { kind: 'api_key', id: key.id, vendorId: null, permissions: new Set(['orders.read']) } });
    expect(await resolver.resolveKey(`${token}x`)).toBeNull();
    const [row] = await keysAt(env);
    expect(row).toMatchObject({ token_hash: hashToken(token), hint: token.slice(0, 12), last_used_at: NOW });
    expect(JSON.stringify([row, await audited(env.ctx)])).not.toContain(token.slice(12));
    expect(await audited(env.ctx)).toMatchObject([{ action: 'identity.api_key_created', actor_id: owner.user.id, subject_id: key.id, after: { name: 'Stock system', permissions: ['orders.read'], expiresAt: null } }]);
  }));

test('nobody gives a key what they may not do, and no key is about people: nothing is made', () =>
  withDatabase(async (env) => {
    const owner = await member(env, 'owner', ['identity.invite', 'orders.read']);

    await expect(make(owner, ['orders.read', 'pricing.write'])).rejects.toMatchObject({ code: 'identity.key_above_own', kind: 'forbidden', details: { permissions: ['pricing.write'] } });
    await expect(make(owner, ['identity.invite'])).rejects.toMatchObject({ code: 'identity.key_above_own' });
    await expect(make(owner, ['orders.read'], env.ctx.now)).rejects.toMatchObject({ code: 'identity.key_expiry_past', kind: 'unprocessable' });
    const machine = env.as({ kind: 'api_key', id: newId(), vendorId: null, permissions: new Set(['orders.read']) });
    await expect(machine.inTx((tx) => createApiKey(tx, { name: 'A key’s key', permissions: ['orders.read'], expiresAt: null }))).rejects.toMatchObject({ code: 'identity.keys_are_made_by_people' });

    expect(grantableBy(owner.ctx.actor)).toEqual(['orders.read']);
    expect(await keysAt(env)).toEqual([]);
    expect(await audited(env.ctx)).toEqual([]);
  }));

test('a key never may more than its maker may by now, and ends with the maker', () =>
  withDatabase(async (env) => {
    const finance = await member(env, 'finance', ['identity.invite', 'orders.read', 'pricing.write']);
    const { token } = await make(finance, ['orders.read', 'pricing.write']);
    const resolver = openAccessResolver(env.db, { now: () => NOW });
    const permissions = async () => { await resolver.forget(); return [...((await resolver.resolveKey(token))?.actor.permissions ?? ['none'])]; };

    expect(await permissions()).toEqual(['orders.read', 'pricing.write']);
    await env.ctx.inTx((tx) => tx.tx('identity.roles').where({ tenant_id: tx.tenantId, kind: 'staff', code: 'finance' }).update({ permissions: ['orders.read'] }));
    expect(await permissions()).toEqual(['orders.read']);
    await env.ctx.inTx((tx) => revokeMembership(tx, finance.membershipId as MembershipId));
    expect(await permissions()).toEqual(['none']);
  }));

test('a key runs out by itself, and is over when it is revoked, once', () =>
  withDatabase(async (env) => {
    const owner = await member(env, 'owner', ['identity.invite', 'orders.read']);
    const { key, token } = await make(owner, ['orders.read'], new Date('2026-03-02T00:00:00Z'));
    const at = (text: string) => openAccessResolver(env.db, { now: () => new Date(text) }).resolveKey(token);

    expect(await at('2026-03-01T23:59:59Z')).not.toBeNull();
    expect(await at('2026-03-02T00:00:00Z')).toBeNull();
    await owner.ctx.inTx((tx) => revokeApiKey(tx, key.id, 'The system was replaced.'));
    expect(await at('2026-03-01T10:00:00Z')).toBeNull();

    expect(await owner.ctx.inRead((tx) => listApiKeys(tx, staff))).toEqual([]);
    await expect(owner.ctx.inTx((tx) => revokeApiKey(tx, key.id, 'The system was replaced.'))).rejects.toMatchObject({ code: 'identity.api_key_not_found' });
    expect((await audited(env.ctx)).map((entry) => entry.action)).toEqual(['identity.api_key_created', 'identity.api_key_revoked']);
  }));

test('a vendor’s key is the vendor’s: neither another vendor, nor the staff, nor another marketplace sees or ends it', () =>
  withDatabase(async (env) => {
    const [mine, other] = [newId<VendorId>(), newId<VendorId>()];
    const potter = await member(env, 'owner', ['identity.invite', 'catalog.write'], mine);
    const { key, token } = await make(potter, ['catalog.write']);
    const strangers = [env.as(actor.vendor(other)), env.as(actor.staff()), env.newTenant()];

    for (const stranger of strangers) await expect(stranger.inTx((tx) => revokeApiKey(tx, key.id, 'The system was replaced.'))).rejects.toMatchObject({ code: 'identity.api_key_not_found' });
    expect(await env.as(actor.vendor(other)).inRead((tx) => listApiKeys(tx, { kind: 'vendor', vendorId: other }))).toEqual([]);
    expect(await openAccessResolver(env.db, { now: () => NOW }).resolveKey(token)).toMatchObject({ tenantId: env.ctx.tenantId satisfies TenantId, actor: { kind: 'api_key', vendorId: mine } });
    expect((await potter.ctx.inRead((tx) => listApiKeys(tx, { kind: 'vendor', vendorId: mine }))).map((one) => [one.id, one.lastUsedAt])).toEqual([[key.id, NOW]]);
  }));

test('a busy machine costs no write per request: its last use is written once a minute', () =>
  withDatabase(async (env) => {
    const owner = await member(env, 'owner', ['identity.keys', 'orders.read']);
    const { token } = await make(owner, ['orders.read']);
    const usedAt = async (text: string) => {
      await openAccessResolver(env.db, { now: () => new Date(text) }).resolveKey(token);
      return (await keysAt(env))[0].last_used_at.toISOString();
    };

    expect(await usedAt('2026-03-01T09:00:00Z')).toBe('2026-03-01T09:00:00.000Z');
    expect(await usedAt('2026-03-01T09:00:59Z')).toBe('2026-03-01T09:00:00.000Z');
    expect(await usedAt('2026-03-01T09:01:00Z')).toBe('2026-03-01T09:01:00.000Z');
  }));

test('whoever revokes a key says why, in the table and in the audit trail', () =>
  withDatabase(async (env) => {
    const owner = await member(env, 'owner', ['identity.keys', 'orders.read']);
    const { key } = await make(owner, ['orders.read']);
    await owner.ctx.inTx((tx) => revokeApiKey(tx, key.id, 'Found in a public repository.'));

    expect((await keysAt(env))[0]).toMatchObject({ revoked_at: env.ctx.now, revoked_reason: 'Found in a public repository.' });
    expect((await audited(env.ctx)).at(-1)).toMatchObject({ action: 'identity.api_key_revoked', reason: 'Found in a public repository.' });
  }));
