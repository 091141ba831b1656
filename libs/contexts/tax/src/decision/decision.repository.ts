import type { TxCtx } from '@stoa/platform/context';
import { write } from '@stoa/platform/events';
import type { TaxDecisionId } from '@stoa/events/tax';
import type { PackDocument } from '../pack/pack.js';
import type { TaxDecision } from './decision.js';
import { canonical, factsHash, reviveDecision } from './decision.codec.js';
import { decisionNotFound } from './decision.errors.js';

export type StoredDecision = { id: TaxDecisionId; consignmentId: string; orderId: string; decidedAt: Date; decision: TaxDecision };
type Row = { id: TaxDecisionId; consignment_id: string; order_id: string; decided_at: Date; tax_point: Date; decision: unknown };

const decisions = (ctx: TxCtx) => ctx.tx<Row>('tax.decisions').where('tenant_id', ctx.tenantId);
const packVersions = (ctx: TxCtx) => ctx.tx<PackDocument>('tax.pack_versions').where('tenant_id', ctx.tenantId);

/** Writes decisions for ever: no grant changes or removes them. */
export async function insertDecisions(ctx: TxCtx, items: readonly Omit<StoredDecision, 'decidedAt'>[]): Promise<void> {
  await write(ctx, ctx.tx('tax.decisions').insert(items.map(({ id, consignmentId, orderId, decision: d }) => ({
    tenant_id: ctx.tenantId, id, consignment_id: consignmentId, order_id: orderId, tax_point: d.facts.taxPoint, decided_at: ctx.now,
    place: d.place, scheme: d.scheme, liable: d.liable, currency: d.currency, tax_minor: d.totals.taxMinor, facts_sha256: factsHash(d.facts), decision: canonical(d),
  }))));
}

/** One decision of this tenant, or `tax.decision_not_found`. */
export async function getDecision(ctx: TxCtx, id: TaxDecisionId): Promise<StoredDecision> {
  const row = await decisions(ctx).where({ id }).first('id', 'consignment_id', 'order_id', 'decided_at', 'decision');
  if (!row) throw decisionNotFound();
  return fromRow(row);
}

/** The decisions of an order's consignments. */
export async function listDecisionsOfOrder(ctx: TxCtx, orderId: string): Promise<StoredDecision[]> {
  const rows = await decisions(ctx).where({ order_id: orderId }).orderBy('id').select('id', 'consignment_id', 'order_id', 'decided_at', 'decision');
  return rows.map(fromRow);
}

/** Several decisions by id, in one statement; ids that nobody has are left out. */
export async function listDecisions(ctx: TxCtx, ids: readonly TaxDecisionId[]): Promise<StoredDecision[]> {
  const rows = await decisions(ctx).whereIn('id', [...ids]).select('id', 'consignment_id', 'order_id', 'decided_at', 'decision');
  return rows.map(fromRow);
}

type Span = { since: Date; until: Date };
// What the marketplace charges its vendors is no sale of theirs.
const inSpan = (ctx: TxCtx, { since, until }: Span) => decisions(ctx).where('tax_point', '>=', since).where('tax_point', '<', until).whereRaw(`seller_id is distinct from 'marketplace'`);

/** How many decisions have their tax point in a span of time. */
export async function countDecisions(ctx: TxCtx, span: Span): Promise<number> {
  const [row] = await inSpan(ctx, span).count<{ count: bigint | string }[]>('id as count');
  return Number(row!.count);
}

/** Decisions of a span of time in portions, by their tax point: `after` is the last of the portion before. */
export async function listDecisionsBetween(ctx: TxCtx, { since, until, after, limit }: Span & { after: { taxPoint: Date; id: TaxDecisionId } | null; limit: number }): Promise<StoredDecision[]> {
  const query = inSpan(ctx, { since, until }).orderBy(['tax_point', 'id']).limit(limit);
  if (after !== null) query.whereRaw('(tax_point, id) > (?, ?)', [after.taxPoint, after.id]);
  return (await query.select('id', 'consignment_id', 'order_id', 'decided_at', 'decision')).map(fromRow);
}

const fromRow = (row: Omit<Row, 'tax_point'>): StoredDecision => ({ id: row.id, consignmentId: row.consignment_id, orderId: row.order_id, decidedAt: row.decided_at, decision: reviveDecision(row.decision) });

/** Which of these hashes the tenant has kept the bytes of. */
export async function listKeptPacks(ctx: TxCtx, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await packVersions(ctx).whereIn('sha256', [...hashes]).select('sha256');
  return new Set(rows.map((row) => row.sha256));
}

/** Keeps the bytes of packs; what is kept already stays. */
export async function keepPacks(ctx: TxCtx, documents: readonly PackDocument[]): Promise<void> {
  await ctx.tx('tax.pack_versions').insert(documents.map((document) => ({ tenant_id: ctx.tenantId, ...document }))).onConflict(['tenant_id', 'sha256']).ignore();
}

/** The kept bytes of packs, by their hashes. */
export async function readPacks(ctx: TxCtx, hashes: readonly string[]): Promise<PackDocument[]> {
  return packVersions(ctx).whereIn('sha256', [...hashes]).select('id', 'version', 'sha256', 'body');
}
