import type { TxCtx } from '@stoa/platform/context';
import { HOUSE_LIMITS, type VelocityKind, type VelocityLimit } from './velocity.js';

/** The marketplace's limits: its own where it has one, else the house's. */
export async function listLimits(ctx: TxCtx): Promise<VelocityLimit[]> {
  const rows = await ctx.tx<{ kind: VelocityKind; max_attempts: number; window_seconds: number }>('risk.limits').where('tenant_id', ctx.tenantId);
  const own = new Map(rows.map((row) => [row.kind, { kind: row.kind, maxAttempts: row.max_attempts, windowSeconds: row.window_seconds }]));
  return HOUSE_LIMITS.map((limit) => own.get(limit.kind) ?? limit);
}

export async function saveLimit(ctx: TxCtx, limit: VelocityLimit): Promise<void> {
  const row = { max_attempts: limit.maxAttempts, window_seconds: limit.windowSeconds };
  await ctx.tx('risk.limits').insert({ tenant_id: ctx.tenantId, kind: limit.kind, ...row }).onConflict(['tenant_id', 'kind']).merge(row);
}

/** Adds this moment to each key and answers with those that still count, in one statement. Keys are locked in their order, so two that share them wait, never dead-lock. */
export async function countAttempt(ctx: TxCtx, keys: readonly { kind: VelocityKind; hash: string; windowSeconds: number }[]): Promise<Map<VelocityKind, Date[]>> {
  const sorted = [...keys].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  const { rows } = await ctx.tx.raw<{ rows: { kind: VelocityKind; attempts: Date[] }[] }>(
    `insert into risk.velocities as v (tenant_id, kind, key_hash, attempts, due_at)
     select ?::uuid, k.kind, k.hash, array[?::timestamptz], ?::timestamptz + make_interval(secs => k.seconds)
       from unnest(?::text[], ?::text[], ?::int[]) as k (kind, hash, seconds)
     on conflict (tenant_id, kind, key_hash) do update
       set attempts = array(select t from unnest(v.attempts) t where t > excluded.attempts[1] - (excluded.due_at - excluded.attempts[1])) || excluded.attempts, due_at = excluded.due_at
     returning kind, attempts`,
    [ctx.tenantId, ctx.now, ctx.now, sorted.map((k) => k.kind), sorted.map((k) => k.hash), sorted.map((k) => k.windowSeconds)],
  );
  return new Map(rows.map((row) => [row.kind, row.attempts]));
}

/** Forgets keys of which nothing counts any more. */
export async function deleteLapsed(ctx: TxCtx, limit: number): Promise<number> {
  const { rows } = await ctx.tx.raw<{ rows: unknown[] }>(
    `delete from risk.velocities where tenant_id = ? and (kind, key_hash) in
            (select kind, key_hash from risk.velocities where tenant_id = ? and due_at <= ? order by due_at limit ? for update skip locked) returning 1`,
    [ctx.tenantId, ctx.tenantId, ctx.now, limit],
  );
  return rows.length;
}
