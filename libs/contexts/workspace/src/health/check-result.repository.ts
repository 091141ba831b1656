import type { ControlTxCtx, TenantId, TxCtx } from '@stoa/platform/context';
import type { CheckResult } from './check.js';

type Row = { tenant_id: TenantId; code: string; looked_at: bigint; breaks: number; examples: string[]; took_ms: number; ran_at: Date };

export async function saveResults(ctx: TxCtx, results: readonly CheckResult[]): Promise<void> {
  if (results.length === 0) return;
  const rows = results.map((r) => ({ tenant_id: ctx.tenantId, code: r.code, looked_at: r.lookedAt, breaks: r.breaks, examples: r.examples, took_ms: r.tookMs, ran_at: r.ranAt }));
  await ctx.tx('workspace.check_results').insert(rows).onConflict(['tenant_id', 'code']).merge();
}

export type CheckSum = { code: string; lookedAt: number; breaks: number; tenants: number; tookMs: number; ranAt: Date; broken: { tenantId: TenantId; examples: string[] }[] };

/** Each check over all tenants, or in one, as their own jobs last wrote it; the oldest run counts. */
export async function sumResults(ctx: ControlTxCtx, tenantId: TenantId | null): Promise<CheckSum[]> {
  const rows = await ctx.tx<Row>('workspace.check_results').modify((query) => void (tenantId !== null && query.where('tenant_id', tenantId))).orderBy(['code', 'tenant_id']);
  const byCode = groupByCode(rows);
  return [...byCode].map(([code, all]) => ({
    code, lookedAt: all.reduce((sum, row) => sum + Number(row.looked_at), 0), breaks: all.reduce((sum, row) => sum + row.breaks, 0), tenants: all.length, tookMs: all.reduce((sum, row) => sum + row.took_ms, 0),
    ranAt: new Date(Math.min(...all.map((row) => row.ran_at.getTime()))), broken: all.filter((row) => row.breaks > 0).map((row) => ({ tenantId: row.tenant_id, examples: row.examples })),
  }));
}

function groupByCode(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.code, [...(groups.get(row.code) ?? []), row]);
  return groups;
}
