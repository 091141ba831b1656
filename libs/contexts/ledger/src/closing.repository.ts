import type { TxCtx } from '@stoa/platform/context';

/** A month that is over for good: nothing is dated before `until` any more. `closedAt` is when that was decided. */
export type Closing = { readonly period: string; readonly until: Date; readonly closedAt: Date };
type Row = { period: string; until: Date; closed_at: Date };

/** The months that are closed, in their order. */
export async function listClosings(ctx: TxCtx): Promise<Closing[]> {
  const rows = await ctx.tx<Row>('ledger.closings').where('tenant_id', ctx.tenantId).orderBy('until').select('period', 'until', 'closed_at');
  return rows.map(toClosing);
}

/** When the first journal of the marketplace was booked; null while there is none. */
export async function firstBookedAt(ctx: TxCtx): Promise<Date | null> {
  const row = await ctx.tx<{ occurred_at: Date }>('ledger.journals').where('tenant_id', ctx.tenantId).orderBy(['occurred_at', 'id']).first('occurred_at');
  return row?.occurred_at ?? null;
}

export async function insertClosings(ctx: TxCtx, months: readonly { period: string; until: Date }[]): Promise<Closing[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>('select * from ledger.close(?, ?, ?::jsonb)', [ctx.tenantId, ctx.now, JSON.stringify(months)]);
  return rows.map(toClosing);
}

const toClosing = (row: Row): Closing => ({ period: row.period, until: row.until, closedAt: row.closed_at });
