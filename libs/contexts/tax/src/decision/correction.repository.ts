import type { TaxDecisionId } from '@stoa/events/tax';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { CorrectedLine, Correction } from './correction.js';

type StoredLine = Omit<CorrectedLine, 'netMinor' | 'taxMinor' | 'components'> & { netMinor: string; taxMinor: string; components: (Omit<CorrectedLine['components'][number], 'baseMinor' | 'taxMinor'> & { baseMinor: string; taxMinor: string })[] };
type Row = { decision_id: TaxDecisionId; cause_id: string; direction: Correction['direction']; currency: string; lines: StoredLine[] };

const withText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
const added = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);

/** Writes corrections for ever; one that stands already stays. */
export async function insertCorrections(ctx: TxCtx, list: readonly Correction[]): Promise<void> {
  if (list.length === 0) return;
  await ctx.tx('tax.corrections').insert(list.map(({ decisionId, causeId, direction, currency, lines }) => ({
    tenant_id: ctx.tenantId, id: newId(), decision_id: decisionId, cause_id: causeId, direction, currency, corrected_at: ctx.now,
    net_minor: added(lines.map((line) => line.netMinor)), tax_minor: added(lines.map((line) => line.taxMinor)), lines: JSON.stringify(lines, withText),
  }))).onConflict(['tenant_id', 'decision_id', 'cause_id', 'direction']).ignore();
}

/** What was corrected of these decisions, the oldest first. */
export async function listCorrections(ctx: TxCtx, decisionIds: readonly TaxDecisionId[]): Promise<Correction[]> {
  const rows = await ctx.tx<Row>('tax.corrections').where('tenant_id', ctx.tenantId).whereIn('decision_id', [...decisionIds]).orderBy(['corrected_at', 'id']).select('decision_id', 'cause_id', 'direction', 'currency', 'lines');
  return rows.map((row) => ({ decisionId: row.decision_id, causeId: row.cause_id, direction: row.direction, currency: row.currency, lines: row.lines.map(revived) }));
}

const revived = (line: StoredLine): CorrectedLine => ({
  ...line, netMinor: BigInt(line.netMinor), taxMinor: BigInt(line.taxMinor), components: line.components.map((part) => ({ ...part, baseMinor: BigInt(part.baseMinor), taxMinor: BigInt(part.taxMinor) })),
});
