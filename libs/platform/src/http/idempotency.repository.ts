import type { TxCtx } from '../context.js';

type Where = { principal: string; route: string; key: string };
type Known = { bodyHash: string; status: number; answer: unknown };

const keys = (ctx: TxCtx) => ctx.tx('platform.idempotency_keys').where('tenant_id', ctx.tenantId);

/** What this key answered; null when it is new, and ours until the transaction ends. The lock is tried, not waited for: a second call learns at once that the first still runs. */
export async function claimKey(ctx: TxCtx, { principal, route, key, since }: Where & { since: Date }): Promise<Known | 'in flight' | null> {
  const { rows } = await ctx.tx.raw('select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as is_ours', [JSON.stringify([ctx.tenantId, principal, route, key])]);
  if (!rows[0].is_ours) return 'in flight';
  const row = await keys(ctx).where({ principal, route, key }).where('created_at', '>', since).first('body_hash', 'status', 'answer');
  return row ? { bodyHash: row.body_hash, status: row.status, answer: row.answer } : null;
}

export async function insertKey(ctx: TxCtx, row: Where & { bodyHash: string; status: number; body: unknown }): Promise<void> {
  const kept = { body_hash: row.bodyHash, status: row.status, answer: row.body === undefined ? null : JSON.stringify(row.body), created_at: ctx.now };
  await ctx.tx('platform.idempotency_keys')
    .insert({ tenant_id: ctx.tenantId, principal: row.principal, route: row.route, key: row.key, ...kept })
    .onConflict(['tenant_id', 'principal', 'route', 'key']).merge(kept); // only one that is too old to be replayed can be in the way
}

export const deleteKeysBefore = (ctx: TxCtx, before: Date): Promise<number> => keys(ctx).where('created_at', '<', before).delete();
