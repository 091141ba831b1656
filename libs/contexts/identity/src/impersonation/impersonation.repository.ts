import type { Knex } from 'knex';
import type { TenantId } from '@stoa/platform/context';
import type { ImpersonationId, UserId } from '@stoa/events/identity';
import type { Impersonation } from './impersonation.js';

type Row = { tenant_id: TenantId; id: ImpersonationId; user_id: UserId; reason: string; started_at: Date; ends_at: Date; ended_at: Date | null; ended_by: UserId | null };
type InTenant = { tx: Knex.Transaction; tenantId: TenantId };

const impersonations = (ctx: InTenant) => ctx.tx<Row>('identity.impersonations').where('tenant_id', ctx.tenantId);

export async function insertImpersonation(ctx: InTenant, one: Impersonation): Promise<void> {
  await ctx.tx('identity.impersonations').insert({ tenant_id: ctx.tenantId, id: one.id, user_id: one.userId, reason: one.reason, started_at: one.startedAt, ends_at: one.endsAt, ended_at: one.endedAt, ended_by: one.endedBy });
}

/** The one that is ended by this, or null when it was over before. */
export async function markEnded(ctx: InTenant, id: ImpersonationId, by: UserId, now: Date): Promise<Impersonation | null> {
  const [row] = await impersonations(ctx).where({ id }).whereNull('ended_at').where('ends_at', '>', now).update({ ended_at: now, ended_by: by }).returning('*');
  return row ? fromRow(row as Row) : null;
}

/** The visits to a marketplace, newest first. */
export async function listImpersonations(ctx: InTenant, limit = 20): Promise<Impersonation[]> {
  return (await impersonations(ctx).orderBy('id', 'desc').limit(limit)).map((row) => fromRow(row as Row));
}

const fromRow = (r: Row): Impersonation => ({ id: r.id, tenantId: r.tenant_id, userId: r.user_id, reason: r.reason, startedAt: r.started_at, endsAt: r.ends_at, endedAt: r.ended_at, endedBy: r.ended_by });
