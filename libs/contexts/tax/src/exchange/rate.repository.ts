import type { TxCtx } from '@stoa/platform/context';
import { DAILY_RATE_HOLDS_DAYS, type ReferenceRate } from './reference-rate.js';

export type StoredRate = ReferenceRate & { readonly enteredBy: string; readonly enteredAt: Date };
type Row = { source: string; base: string; quote: string; rate: string; from: string; to: string | null; entered_by: string; entered_at: Date };

const rates = (ctx: TxCtx) => ctx.tx('tax.exchange_rates').where('tenant_id', ctx.tenantId);
const columns = (ctx: TxCtx) => ['source', 'base', 'quote', 'rate', ctx.tx.raw('from_day::text as "from"'), ctx.tx.raw('to_day::text as "to"'), 'entered_by', 'entered_at'];
const fromRow = ({ entered_by: enteredBy, entered_at: enteredAt, ...rate }: Row): StoredRate => ({ ...rate, enteredBy, enteredAt });

/** Rates that may hold on some day of a stretch, into the named currencies or all. */
export async function listRates(ctx: TxCtx, { from, to, quotes = null }: { from: string; to: string; quotes?: readonly string[] | null }): Promise<StoredRate[]> {
  const query = rates(ctx).where('from_day', '<=', to).whereRaw('coalesce(to_day, from_day + ?::int) >= ?::date', [DAILY_RATE_HOLDS_DAYS, from]);
  if (quotes) query.whereIn('quote', [...quotes]);
  return (await query.orderBy([{ column: 'source' }, { column: 'quote' }, { column: 'from_day', order: 'desc' }]).select<Row[]>(columns(ctx))).map(fromRow);
}

/** What one source said on one day. */
export async function listRatesOfDay(ctx: TxCtx, source: string, day: string): Promise<StoredRate[]> {
  return (await rates(ctx).where({ source, from_day: day }).orderBy(['base', 'quote']).select<Row[]>(columns(ctx))).map(fromRow);
}

/** Writes rates down; what stood for the same day and pair is replaced. Decisions keep the rates they were made with. */
export async function putRates(ctx: TxCtx, list: readonly ReferenceRate[]): Promise<void> {
  if (list.length === 0) return;
  await ctx.tx('tax.exchange_rates')
    .insert(list.map(({ from, to, ...rate }) => ({ tenant_id: ctx.tenantId, ...rate, from_day: from, to_day: to, entered_by: ctx.actor.id, entered_at: ctx.now })))
    .onConflict(['tenant_id', 'source', 'base', 'quote', 'from_day']).merge(['rate', 'to_day', 'entered_by', 'entered_at']);
}
