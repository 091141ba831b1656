import type { TxCtx } from '@stoa/platform/context';
import type { OutsideSales } from './outside-sales.js';

type Row = { code: string; place: string; year: number; currency: string; net_minor: bigint; sales: number };
const rows = (ctx: TxCtx) => ctx.tx<Row>('tax.outside_sales').where('tenant_id', ctx.tenantId);
const fromRow = ({ net_minor: netMinor, code, place, year, currency, sales }: Row): OutsideSales => ({ code, place, year, currency, netMinor: BigInt(netMinor), sales });

/** What staff wrote down of sales elsewhere, since a year. */
export async function listOutsideSales(ctx: TxCtx, sinceYear: number): Promise<OutsideSales[]> {
  return (await rows(ctx).where('year', '>=', sinceYear).orderBy(['place', 'code', 'year']).select('code', 'place', 'year', 'currency', 'net_minor', 'sales')).map(fromRow);
}

export async function findOutsideSales(ctx: TxCtx, { code, place, year }: Pick<OutsideSales, 'code' | 'place' | 'year'>): Promise<OutsideSales | null> {
  const row = await rows(ctx).where({ code, place, year }).first('code', 'place', 'year', 'currency', 'net_minor', 'sales');
  return row ? fromRow(row) : null;
}

export async function putOutsideSales(ctx: TxCtx, said: OutsideSales): Promise<void> {
  await ctx.tx('tax.outside_sales').insert({ tenant_id: ctx.tenantId, code: said.code, place: said.place, year: said.year, currency: said.currency, net_minor: said.netMinor.toString(), sales: said.sales, entered_by: ctx.actor.id, entered_at: ctx.now })
    .onConflict(['tenant_id', 'code', 'place', 'year']).merge(['currency', 'net_minor', 'sales', 'entered_by', 'entered_at']);
}
