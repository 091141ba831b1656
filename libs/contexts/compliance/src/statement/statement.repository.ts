import type { TxCtx } from '@stoa/platform/context';
import type { StatementOfReasonsId } from '@stoa/events/compliance';
import type { VendorId } from '@stoa/events/vendors';
import type { Restriction, StatementOfReasons } from './statement.js';

type Row = {
  id: StatementOfReasonsId; vendor_id: VendorId; subject_kind: 'listing' | 'vendor' | 'order'; subject_id: string; restriction: Restriction; ground: 'law' | 'terms'; legal_basis: string; facts: string;
  markets: string[]; automated_detection: boolean; automated_decision: boolean; decided_by: string; decided_at: Date;
};
const COLUMNS = ['id', 'vendor_id', 'subject_kind', 'subject_id', 'restriction', 'ground', 'legal_basis', 'facts', 'markets', 'automated_detection', 'automated_decision', 'decided_by', 'decided_at'] as const;
const statements = (ctx: TxCtx) => ctx.tx<Row>('compliance.statements_of_reasons').where('tenant_id', ctx.tenantId);

/** Writes a statement for ever: no grant changes or removes it. */
export async function insertStatement(ctx: TxCtx, s: StatementOfReasons): Promise<void> {
  await ctx.tx('compliance.statements_of_reasons').insert({
    tenant_id: ctx.tenantId, id: s.id, vendor_id: s.vendorId, subject_kind: s.subject.kind, subject_id: s.subject.id, restriction: s.restriction, ground: s.ground, legal_basis: s.legalBasis,
    facts: s.facts, markets: [...s.markets], automated_detection: s.automatedDetection, automated_decision: s.automatedDecision, decided_by: s.decidedBy, decided_at: s.decidedAt,
  });
}

export type StatementFilter = { vendorId?: VendorId | null; subjectId?: string | null; before?: StatementOfReasonsId | null; limit: number };

/** Statements, the newest first; of one vendor or about one subject where asked. */
export async function listStatements(ctx: TxCtx, { vendorId = null, subjectId = null, before = null, limit }: StatementFilter): Promise<StatementOfReasons[]> {
  const query = statements(ctx).orderBy('id', 'desc').limit(limit).select(...COLUMNS);
  if (vendorId !== null) void query.where({ vendor_id: vendorId });
  if (subjectId !== null) void query.where({ subject_id: subjectId });
  if (before !== null) void query.where('id', '<', before);
  return ((await query) as Row[]).map(fromRow);
}

const fromRow = (row: Row): StatementOfReasons => ({
  id: row.id, vendorId: row.vendor_id, subject: { kind: row.subject_kind, id: row.subject_id }, restriction: row.restriction, ground: row.ground, legalBasis: row.legal_basis, facts: row.facts,
  markets: row.markets, automatedDetection: row.automated_detection, automatedDecision: row.automated_decision, decidedBy: row.decided_by, decidedAt: row.decided_at,
});
