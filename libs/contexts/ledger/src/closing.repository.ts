import type { TxCtx } from '@stoa/platform/context';

/** A month that is over for good: nothing is dated before `until` any more. `closedAt` is when that was decided. */
export type Closing = { readonly period: string; readonly until: Date; readonly closedAt: Date };
type Row = { period: string; until: Date; closed_at: Date };

/** The months that are closed, in their order. */
export async function listClosings(ctx: TxCtx): Promise<Closing[]> {
  const rows = await ctx.tx<Row>('ledger.closings').where('tenant_id', ctx.tenantId).orderBy('until').select('period', 'until', 'closed_at');
  return rows.map(toClosing);
}

/** When the first journal of the marketplace was booked and when the last; null while there is none. */
export async function bookedBetween(ctx: TxCtx): Promise<{ firstAt: Date; lastAt: Date } | null> {
  const { rows } = await ctx.tx.raw<{ rows: { first_at: Date | null; last_at: Date | null }[] }>('select min(occurred_at) as first_at, max(occurred_at) as last_at from ledger.journals where tenant_id = ?', [ctx.tenantId]);
  const { first_at: firstAt = null, last_at: lastAt = null } = rows[0] ?? {};
  return firstAt && lastAt && { firstAt, lastAt };
}

export async function insertClosings(ctx: TxCtx, months: readonly { period: string; until: Date }[]): Promise<Closing[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>('select * from ledger.close(?, ?, ?::jsonb)', [ctx.tenantId, ctx.now, JSON.stringify(months)]);
  return rows.map(toClosing);
}

const toClosing = (row: Row): Closing => ({ period: row.period, until: row.until, closedAt: row.closed_at });
