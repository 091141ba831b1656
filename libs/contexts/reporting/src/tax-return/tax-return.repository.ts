import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { Figures, ReturnRow } from './tax-return.js';

export type FiledReturn = { readonly name: string; readonly period: string; readonly reference: string; readonly owedMinor: bigint; readonly rows: readonly ReturnRow[]; readonly filedAt: Date; readonly filedBy: { readonly kind: string; readonly id: string } };
type Row = { name: string; period: string; reference: string; owed_minor: bigint; figures: { rows: unknown }; filed_at: Date; filed_by_kind: string; filed_by_id: string };

const filed = (ctx: TxCtx) => ctx.tx<Row>('reporting.tax_returns').where('tenant_id', ctx.tenantId);
const withText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
const revive = (rows: unknown): ReturnRow[] => JSON.parse(JSON.stringify(rows), (key, value: unknown) => (key.endsWith('Minor') ? BigInt(String(value)) : value)) as ReturnRow[];

/** Keeps what was filed, for ever; true when nobody had filed that period of that return before. */
export async function insertFiled(ctx: TxCtx, { name, period, reference, figures }: { name: string; period: string; reference: string; figures: Figures }): Promise<boolean> {
  const rows = await ctx.tx('reporting.tax_returns').insert({
    tenant_id: ctx.tenantId, id: newId(), name, period, reference, owed_minor: figures.recordsMinor, figures: JSON.stringify({ rows: figures.rows }, withText),
    filed_at: ctx.now, filed_by_kind: ctx.actor.kind, filed_by_id: ctx.actor.id,
  }).onConflict(['tenant_id', 'name', 'period']).ignore().returning('id');
  return rows.length === 1;
}

/** All that was filed of one return, the latest period first; of all returns when none is named. */
export async function listFiled(ctx: TxCtx, name: string | null = null): Promise<FiledReturn[]> {
  const rows = await filed(ctx).where(name === null ? {} : { name }).orderBy([{ column: 'period', order: 'desc' }, 'name']);
  return rows.map((row) => ({ name: row.name, period: row.period, reference: row.reference, owedMinor: row.owed_minor, rows: revive(row.figures.rows), filedAt: row.filed_at, filedBy: { kind: row.filed_by_kind, id: row.filed_by_id } }));
}

/** One filing of a return at a time. */
export async function lockReturn(ctx: TxCtx, name: string): Promise<void> {
  await ctx.tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [JSON.stringify([ctx.tenantId, 'tax_return', name])]);
}
