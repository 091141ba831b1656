import { audit } from '@stoa/platform/audit';
import type { ControlTxCtx, TenantId } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { newId } from '@stoa/platform/ids';
import type { ImpersonationId, UserId } from '@stoa/events/identity';
import { getTenantById } from '@stoa/tenancy';
import { findUser } from '../user/user.repository.js';
import type { Impersonation } from './impersonation.js';
import { insertImpersonation } from './impersonation.repository.js';

/** Lets an operator into a marketplace, to look. Who, why and until when stands in the marketplace's own audit trail, in the same transaction. Times are wall clock, as sessions' are. */
export async function startImpersonation(ctx: ControlTxCtx, input: { tenantId: TenantId; reason: string; minutes: number }, now: Date): Promise<Impersonation> {
  invariant(ctx.actor.kind === 'operator', 'only an operator visits');
  const { id: tenantId } = await getTenantById(ctx, input.tenantId);
  const user = await findUser(ctx, ctx.actor.id as UserId);
  invariant(user, 'an operator who asks has an account');
  const started: Impersonation = {
    id: newId<ImpersonationId>(), tenantId, userId: user.id, reason: input.reason, startedAt: now, endsAt: new Date(now.getTime() + input.minutes * 60_000), endedAt: null, endedBy: null,
  };
  await insertImpersonation({ ...ctx, tenantId }, started);
  await audit({ ...ctx, tenantId }, {
    action: 'identity.impersonation_started', subject: { kind: 'impersonation', id: started.id }, before: null, after: { operator: user.name, minutes: input.minutes, endsAt: started.endsAt.toISOString(), mayChange: false }, reason: input.reason,
  });
  return started;
}
