import { z } from 'zod';
import { type Route, type RouteWorld, route } from '@stoa/platform/http';
import { wireId } from '@stoa/platform/typeid';
import type { ApiKeyId } from '@stoa/events/identity';
import { namesOfMembers } from '../membership/membership.repository.js';
import { placeOf } from '../membership/membership.js';
import type { AccessResolver } from '../session/resolve-access.js';
import { vendorId } from '../session/session.schemas.js';
import { type ApiKey, grantableBy, keyPermissions } from './api-key.js';
import { listApiKeys } from './api-key.repository.js';
import { createApiKey } from './create-api-key.js';
import { revokeApiKey } from './revoke-api-key.js';

export const apiKeyId = wireId<ApiKeyId, 'key'>('key');

const keyView = z.object({
  id: apiKeyId.wire, name: z.string(), hint: z.string().meta({ description: 'The beginning of the token.' }), permissions: z.array(z.string()), vendor_id: vendorId.wire.nullable(), created_by: z.string().nullable(),
  created_at: z.iso.datetime(), expires_at: z.iso.datetime().nullable(), last_used_at: z.iso.datetime().nullable(), is_expired: z.boolean(),
}).meta({ id: 'ApiKey' });

const toKeyView = (key: ApiKey, now: Date, names: ReadonlyMap<string, string>): z.input<typeof keyView> => ({
  id: apiKeyId.toWire(key.id), name: key.name, hint: key.hint, permissions: [...key.permissions], vendor_id: key.vendorId && vendorId.toWire(key.vendorId), created_by: names.get(key.createdBy) ?? null,
  created_at: key.createdAt.toISOString(), expires_at: key.expiresAt?.toISOString() ?? null, last_used_at: key.lastUsedAt?.toISOString() ?? null, is_expired: key.expiresAt !== null && now >= key.expiresAt,
});

const keyBody = z.strictObject({
  name: z.string().trim().min(1).max(80), permissions: z.array(z.enum(keyPermissions)).min(1).max(keyPermissions.length), expires_at: z.iso.datetime().nullable().default(null),
}).meta({ id: 'ApiKeyWish' });

export type AccessDeps = { access: Pick<AccessResolver, 'forget'> };

/** Staff make keys for the marketplace, a vendor's people for their vendor. The routes are the same, the place comes from who asks. */
const placeRoutes = (deps: AccessDeps, audience: 'staff' | 'vendor', prefix: '/v1/admin' | '/v1/vendor'): Route[] => [
  route({
    method: 'get', path: `${prefix}/api-keys`, summary: audience === 'staff' ? 'List the marketplace’s API keys' : 'List the vendor’s API keys', audience, permission: 'identity.keys',
    response: z.object({ data: z.array(keyView), grantable: z.array(z.string()).meta({ description: 'What you may allow a key to do.' }) }).meta({ id: 'ApiKeys' }), example: () => ({}),
    handle: (ctx) => ctx.inRead(async (tx) => {
      const keys = await listApiKeys(tx, placeOf(tx.actor));
      const names = await namesOfMembers(tx, keys.map((key) => key.createdBy));
      return { data: keys.map((key) => toKeyView(key, tx.now, names)), grantable: grantableBy(tx.actor) };
    }),
  }),
  route({
    method: 'post', path: `${prefix}/api-keys`, summary: 'Make an API key', description: 'The token is in this answer and never again. The key may do at most what you may, and ends when you leave.', audience, permission: 'identity.keys', status: 201,
    body: keyBody, response: z.object({ key: keyView, token: z.string() }).meta({ id: 'NewApiKey' }), answers: { 422: 'The key would have run out already.' },
    example: () => ({ body: { name: 'Stock system', permissions: ['catalog.read', 'inventory.read'], expires_at: '2099-01-01T00:00:00Z' } }),
    handle: (ctx, { body }) => ctx.inTx(async (tx) => {
      const { key, token } = await createApiKey(tx, { name: body.name, permissions: body.permissions, expiresAt: body.expires_at === null ? null : new Date(body.expires_at) });
      return { key: toKeyView(key, tx.now, await namesOfMembers(tx, [key.createdBy])), token };
    }),
  }),
  route({
    method: 'put', path: `${prefix}/api-keys/:api_key_id/revocation`, summary: 'Revoke an API key', description: 'It opens nothing from then on. A key that is revoked stays so.', audience, permission: 'identity.keys',
    params: z.object({ api_key_id: apiKeyId }), body: z.strictObject({ reason: z.string().trim().min(3).max(500) }), owner: 'params.api_key_id',
    example: (world: RouteWorld) => ({ params: { api_key_id: audience === 'staff' ? world.tenant.apiKey : world.vendorA.apiKey }, body: { reason: 'The system was replaced.' } }),
    handle: async (ctx, { params, body }) => {
      await ctx.inTx((tx) => revokeApiKey(tx, params.api_key_id, body.reason));
      await deps.access.forget();
      return null;
    },
  }),
];

export const apiKeyRoutes = (deps: AccessDeps): Route[] => [...placeRoutes(deps, 'staff', '/v1/admin'), ...placeRoutes(deps, 'vendor', '/v1/vendor')];
