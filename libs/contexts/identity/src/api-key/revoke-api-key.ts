import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import type { ApiKeyId } from '@stoa/events/identity';
import { mayManageKey } from './api-key.js';
import { apiKeyNotFound } from './api-key.errors.js';
import { findApiKey, markRevoked } from './api-key.repository.js';

/** Ends a key. Processes that knew it forget it within seconds. */
export async function revokeApiKey(ctx: TxCtx, id: ApiKeyId, reason: string): Promise<void> {
  const key = await findApiKey(ctx, id);
  if (!key || !mayManageKey(ctx.actor, key) || !(await markRevoked(ctx, id, reason))) throw apiKeyNotFound();
  await audit(ctx, { action: 'identity.api_key_revoked', subject: { kind: 'api_key', id }, before: { name: key.name, hint: key.hint, permissions: [...key.permissions] }, after: null, reason });
}
