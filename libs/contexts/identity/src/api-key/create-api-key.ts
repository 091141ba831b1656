import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { hashToken, newToken } from '@stoa/platform/crypto';
import { newId } from '@stoa/platform/ids';
import type { ApiKeyId, UserId } from '@stoa/events/identity';
import { findOwnPlace } from '../membership/membership.repository.js';
import type { MemberPermission } from '../membership/permissions.js';
import { type ApiKey, HINT_LENGTH, TOKEN_PREFIX, grantableBy } from './api-key.js';
import { expiryInThePast, keyAboveOwn, keysAreMadeByPeople } from './api-key.errors.js';
import { insertApiKey } from './api-key.repository.js';

/** Makes a key for the place where the actor works. The token leaves here and nowhere else: it cannot be shown again. */
export async function createApiKey(ctx: TxCtx, wanted: { name: string; permissions: readonly MemberPermission[]; expiresAt: Date | null }): Promise<{ key: ApiKey; token: string }> {
  const place = await findOwnPlace(ctx);
  if (!place) throw keysAreMadeByPeople();
  const grantable = new Set(grantableBy(ctx.actor));
  const beyond = wanted.permissions.filter((permission) => !grantable.has(permission));
  if (beyond.length > 0) throw keyAboveOwn(beyond);
  if (wanted.expiresAt !== null && wanted.expiresAt <= ctx.now) throw expiryInThePast();
  const token = `${TOKEN_PREFIX}${newToken()}`;
  const key: ApiKey = {
    id: newId<ApiKeyId>(), tenantId: ctx.tenantId, kind: place.kind, vendorId: place.vendorId, name: wanted.name, hint: token.slice(0, HINT_LENGTH), tokenHash: hashToken(token),
    permissions: [...new Set(wanted.permissions)], membershipId: place.id, createdBy: ctx.actor.id as UserId, createdAt: ctx.now, expiresAt: wanted.expiresAt, lastUsedAt: null, revokedAt: null, revokedReason: null,
  };
  await insertApiKey(ctx, key);
  const after = { name: key.name, hint: key.hint, permissions: [...key.permissions], vendorId: key.vendorId, expiresAt: key.expiresAt?.toISOString() ?? null };
  await audit(ctx, { action: 'identity.api_key_created', subject: { kind: 'api_key', id: key.id }, before: null, after });
  return { key, token };
}
