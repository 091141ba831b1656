import { answer } from '@stoa/web-api-client';
import { api, switchTo, type Membership } from '../app/auth.js';

/** Comes into a marketplace to look: says why, and works with the visit's own token from then on. */
export async function startVisit(tenantId: string, reason: string): Promise<void> {
  const visit = await answer(api.POST('/v1/operator/tenants/{tenant_id}/impersonations', { params: { path: { tenant_id: tenantId } }, body: { reason } }));
  await switchTo(visit.id);
}

/** Back to the operator's own desk; the visit is over then, and its token opens nothing any more. */
export async function leaveVisit(visit: Membership): Promise<void> {
  await switchTo('operator');
  if (!visit.tenant) return;
  await answer(api.DELETE('/v1/operator/tenants/{tenant_id}/impersonations/{impersonation_id}', { params: { path: { tenant_id: visit.tenant.id, impersonation_id: visit.id } } }));
}

/** "29:58" until a moment; null once it is past. */
export function timeLeft(until: string, now: number): string | null {
  const seconds = Math.ceil((Date.parse(until) - now) / 1000);
  return seconds <= 0 ? null : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
