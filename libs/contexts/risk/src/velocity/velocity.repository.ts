import type { TxCtx } from '@stoa/platform/context';
import { HOUSE_LIMITS, type VelocityKind, type VelocityLimit } from './velocity.js';

export async function saveLimit(ctx: TxCtx, limit: VelocityLimit): Promise<void> {
  const row = { max_attempts: limit.maxAttempts, window_seconds: limit.windowSeconds };
  await ctx.tx('risk.limits').insert({ tenant_id: ctx.tenantId, kind: limit.kind, ...row }).onConflict(['tenant_id', 'kind']).merge(row);
}

export type Counted = { readonly limit: VelocityLimit; readonly attempts: readonly Date[] };

/** Adds this moment to each key and answers with those that still count, under the marketplace's own limit where it has one, else the house's. One statement; keys are
 *  locked in their order, so two that share them wait, never dead-lock. */
export async function countAttempt(ctx: TxCtx, keys: Readonly<Record<VelocityKind, string>>): Promise<Counted[]> {
  const { rows } = await ctx.tx.raw<{ rows: { kind: VelocityKind; most: number; seconds: number; attempts: Date[] }[] }>(
    `with k as materialized (
       select house.kind, house.hash, coalesce(own.max_attempts, house.most) as most, coalesce(own.window_seconds, house.seconds) as seconds
         from unnest(?::text[], ?::text[], ?::int[], ?::int[]) as house (kind, hash, most, seconds) left join risk.limits own on own.tenant_id = ? and own.kind = house.kind),
     counted as (
       insert into risk.velocities as v (tenant_id, kind, key_hash, attempts, due_at)
       select ?::uuid, k.kind, k.hash, array[?::timestamptz], ?::timestamptz + make_interval(secs => k.seconds) from k order by k.kind
       on conflict (tenant_id, kind, key_hash) do update
         set attempts = array(select t from unnest(v.attempts) t where t > excluded.attempts[1] - (excluded.due_at - excluded.attempts[1])) || excluded.attempts, due_at = excluded.due_at
       returning kind, attempts)
     select k.kind, k.most, k.seconds, counted.attempts from counted join k using (kind) order by k.kind`,
    [HOUSE_LIMITS.map((limit) => limit.kind), HOUSE_LIMITS.map((limit) => keys[limit.kind]), HOUSE_LIMITS.map((limit) => limit.maxAttempts), HOUSE_LIMITS.map((limit) => limit.windowSeconds), ctx.tenantId, ctx.tenantId, ctx.now, ctx.now],
  );
  return rows.map((row) => ({ limit: { kind: row.kind, maxAttempts: row.most, windowSeconds: row.seconds }, attempts: row.attempts }));
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
