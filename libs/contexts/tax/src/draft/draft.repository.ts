import type { TxCtx } from '@stoa/platform/context';

export type AcceptedDraft = { draft: string; reason: string; acceptedBy: string; acceptedAt: Date };
type Row = { draft: string; reason: string; accepted_by: string; accepted_at: Date };

const acceptedDrafts = (ctx: TxCtx) => ctx.tx<Row>('tax.accepted_drafts').where('tenant_id', ctx.tenantId);

/** The unconfirmed rates that this marketplace works with at its own risk. */
export async function listAcceptedDrafts(ctx: TxCtx): Promise<AcceptedDraft[]> {
  const rows = await acceptedDrafts(ctx).orderBy('draft').select('draft', 'reason', 'accepted_by', 'accepted_at');
  return rows.map((row) => ({ draft: row.draft, reason: row.reason, acceptedBy: row.accepted_by, acceptedAt: row.accepted_at }));
}

/** Answers false when it was accepted before. */
export async function insertAcceptedDraft(ctx: TxCtx, accepted: AcceptedDraft): Promise<boolean> {
  const rows: unknown[] = await ctx.tx('tax.accepted_drafts').insert({ tenant_id: ctx.tenantId, draft: accepted.draft, reason: accepted.reason, accepted_by: accepted.acceptedBy, accepted_at: accepted.acceptedAt })
    .onConflict(['tenant_id', 'draft']).ignore().returning('draft');
  return rows.length > 0;
}

/** Answers false when there was nothing to take back. */
export async function deleteAcceptedDraft(ctx: TxCtx, draft: string): Promise<boolean> {
  return (await acceptedDrafts(ctx).where({ draft }).delete()) > 0;
}
