import type { TxCtx } from '@stoa/platform/context';
import type { Sealed } from '../key/key.js';

type Row = { tenant_id: string; end_year: number; wrapped: Sealed | null; created_at: Date; lapses_at: Date | null; destroyed_at: Date | null };
const keys = (ctx: TxCtx) => ctx.tx<Row>('privacy.retention_keys').where('tenant_id', ctx.tenantId);

/** The tenant's wrapped key of a year; `wrapped` is null once it is destroyed. `isSettled` is false for one that this very transaction made. */
export async function findRetentionKey(ctx: TxCtx, endYear: number): Promise<{ wrapped: Sealed | null; isSettled: boolean } | null> {
  const row = await keys(ctx).where({ end_year: endYear }).first<{ wrapped: Sealed | null; is_settled: boolean } | undefined>('wrapped', ctx.tx.raw('created_xid is distinct from pg_current_xact_id_if_assigned() as is_settled'));
  return row ? { wrapped: row.wrapped, isSettled: row.is_settled } : null;
}

/** Keeps the first key that anyone makes for the year; a second one made at the same moment is dropped. */
export async function keepFirstRetentionKey(ctx: TxCtx, key: { endYear: number; wrapped: Sealed; lapsesAt: Date }): Promise<void> {
  await ctx.tx<Row>('privacy.retention_keys').insert({ tenant_id: ctx.tenantId, end_year: key.endYear, wrapped: key.wrapped, created_at: ctx.now, lapses_at: key.lapsesAt }).onConflict(['tenant_id', 'end_year']).ignore();
}

/** Destroys the keys of years that are over everywhere. Answers with the years. */
export async function destroyRetentionKeys(ctx: TxCtx): Promise<number[]> {
  const rows = await keys(ctx).where('lapses_at', '<=', ctx.now).update({ wrapped: null, lapses_at: null, destroyed_at: ctx.now }).returning('end_year');
  return rows.map((row) => row.end_year).sort((a, b) => a - b);
}
