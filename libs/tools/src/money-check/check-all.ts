import { createContext, createOperatorContext, systemActor } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import type { Logger } from '@stoa/platform/log';
import { listTenantIds, namesOfTenants } from '@stoa/tenancy';
import type { InvariantCheck } from '@stoa/platform/invariant';
import { runChecks } from '@stoa/workspace';

/** One check in one marketplace: how many rows it looked at, and what it found broken (the first few). */
export type Line = { tenant: string; code: string; label: string; lookedAt: number; breaks: number; examples: readonly string[]; tookMs: number };

/** Runs every invariant in every marketplace, each as that tenant, and keeps the results where the operator's page reads them. */
export async function checkAll(db: Database, checks: readonly InvariantCheck[], { now, log }: { now: Date; log: Logger }): Promise<Line[]> {
  const operator = createOperatorContext(db, { actor: systemActor, now, log, requestId: null });
  const tenants = await operator.inControlTx(async (tx) => {
    const ids = await listTenantIds(tx.tx);
    const names = await namesOfTenants(tx, ids);
    return ids.map((id) => ({ id, name: names.get(id)?.name ?? id }));
  });
  const labels = new Map(checks.map((check) => [check.code, check.label]));
  const lines: Line[] = [];
  for (const { id, name } of tenants) {
    const results = await runChecks(createContext(db, { tenantId: id, actor: systemActor, now, log, requestId: null }), checks);
    lines.push(...results.map(({ code, lookedAt, breaks, examples, tookMs }) => ({ tenant: name, code, label: labels.get(code) ?? code, lookedAt, breaks, examples, tookMs })));
  }
  return lines;
}

/** What is printed of it: one line each, and below a broken one what is wrong. */
export const describeLine = (line: Line): string =>
  [`  ${line.breaks === 0 ? 'holds ' : 'BROKEN'}  ${line.tenant.padEnd(16)} ${line.label.padEnd(60)} ${String(line.lookedAt).padStart(8)} looked at, ${line.breaks} broken`, ...line.examples.map((example) => `            ${example}`)].join('\n');
