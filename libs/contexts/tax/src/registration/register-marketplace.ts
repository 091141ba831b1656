import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import type { PlatformRegistration } from '../evaluation/facts.js';
import { listRegistrations, replaceRegistrations } from './registration.repository.js';

/** Says where the marketplace itself is registered: what it may collect as facilitator or deemed supplier. Replaces the whole list. */
export async function registerMarketplace(ctx: TxCtx, list: readonly PlatformRegistration[]): Promise<PlatformRegistration[]> {
  const before = await listRegistrations(ctx);
  await replaceRegistrations(ctx, list);
  const after = await listRegistrations(ctx);
  await audit(ctx, { action: 'tax.marketplace_registered', subject: { kind: 'tenant', id: ctx.tenantId }, before: { registrations: before }, after: { registrations: after } });
  return after;
}
