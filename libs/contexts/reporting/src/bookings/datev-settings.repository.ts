import type { TxCtx } from '@stoa/platform/context';
import type { ChartName, DatevSettings } from './chart.js';

type Row = { tenant_id: string; consultant: number; client: number; fiscal_year_start: string; account_length: number; chart: ChartName; accounts: Record<string, string> };

/** How the marketplace's accountant numbers its accounts; null until somebody has said it. */
export async function findDatevSettings(ctx: TxCtx): Promise<DatevSettings | null> {
  const row = await ctx.tx<Row>('reporting.datev_settings').where('tenant_id', ctx.tenantId).first();
  return row ? { consultant: row.consultant, client: row.client, fiscalYearStart: row.fiscal_year_start, accountLength: row.account_length, chart: row.chart, accounts: row.accounts } : null;
}

export async function putDatevSettings(ctx: TxCtx, settings: DatevSettings): Promise<void> {
  await ctx.tx('reporting.datev_settings').insert({
    tenant_id: ctx.tenantId, consultant: settings.consultant, client: settings.client, fiscal_year_start: settings.fiscalYearStart, account_length: settings.accountLength, chart: settings.chart,
    accounts: JSON.stringify(settings.accounts), changed_by: ctx.actor.id, changed_at: ctx.now,
  }).onConflict(['tenant_id']).merge();
}
