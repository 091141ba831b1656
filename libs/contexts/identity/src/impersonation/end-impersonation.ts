import { audit } from '@stoa/platform/audit';
import type { ControlTxCtx, TenantId } from '@stoa/platform/context';
import type { ImpersonationId, UserId } from '@stoa/events/identity';
import { impersonationNotFound } from './impersonation.errors.js';
import { markEnded } from './impersonation.repository.js';

/** Ends a visit before its time: by the one who visits, or by another operator. The very next call with its token is refused. */
export async function endImpersonation(ctx: ControlTxCtx, tenantId: TenantId, id: ImpersonationId, now: Date): Promise<void> {
  const inTenant = { ...ctx, tenantId };
  const ended = await markEnded(inTenant, id, ctx.actor.id as UserId, now);
  if (!ended) throw impersonationNotFound();
  await audit(inTenant, { action: 'identity.impersonation_ended', subject: { kind: 'impersonation', id }, before: { endsAt: ended.endsAt.toISOString() }, after: { endedAt: now.toISOString(), byThemselves: ended.userId === ctx.actor.id } });
}
