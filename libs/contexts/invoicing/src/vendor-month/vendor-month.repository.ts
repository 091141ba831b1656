import type { DocumentId } from '@stoa/events/invoicing';
import type { TaxDecisionId } from '@stoa/events/tax';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import type { ChargedCommission, RefundedShare, VendorMonth, VendorMonthKey, WrittenMonth } from './vendor-month.js';

type Row = Record<string, unknown>;
const months = (ctx: TxCtx) => ctx.tx<Row>('invoicing.vendor_months').where('tenant_id', ctx.tenantId);
const keyRow = ({ vendorId, currency, period, kind }: VendorMonthKey) => ({ vendor_id: vendorId, currency, period, kind });

/** The months whose bookings were read already. */
export async function listMonthsRead(ctx: TxCtx): Promise<Set<string>> {
  return new Set((await ctx.tx<{ period: string }>('invoicing.months_read').where('tenant_id', ctx.tenantId).select('period')).map((row) => row.period));
}

/** Notes that the bookings of a month are being read; false where somebody else did. Whoever comes at the same time waits for the first. */
export async function noteMonthRead(ctx: TxCtx, period: string): Promise<boolean> {
  const inserted = await ctx.tx('invoicing.months_read').insert({ tenant_id: ctx.tenantId, period, read_at: ctx.now }).onConflict(['tenant_id', 'period']).ignore().returning('period');
  return inserted.length > 0;
}

/** Keeps what is to be written, due at once. */
export async function insertVendorMonths(ctx: TxCtx, all: readonly VendorMonth[]): Promise<void> {
  if (all.length === 0) return;
  await ctx.tx('invoicing.vendor_months').insert(all.map((month) => ({
    tenant_id: ctx.tenantId, ...keyRow(month), begins_at: month.beginsAt, ends_at: month.endsAt, input: inputToJson(month.input), state: 'due', due_at: ctx.now, updated_at: ctx.now,
  })));
}

/** What is due to be written, the oldest months first. */
export async function listDueMonths(ctx: TxCtx, limit: number): Promise<VendorMonthKey[]> {
  const rows = await months(ctx).where('due_at', '<=', ctx.now).orderBy(['ends_at', 'kind', 'vendor_id', 'currency']).limit(limit).select('vendor_id', 'currency', 'period', 'kind');
  return rows.map(keyOfRow);
}

/** Locks what is to be written; null where it was written meanwhile, or is not due any more. */
export async function claimVendorMonth(ctx: TxCtx, key: VendorMonthKey): Promise<VendorMonth | null> {
  const row = await months(ctx).where(keyRow(key)).where('due_at', '<=', ctx.now).forUpdate().first();
  return row ? toMonth(row) : null;
}

/** It is written, in the transaction that froze the document. */
export async function settleVendorMonth(ctx: TxCtx, key: VendorMonthKey, written: { documentId: DocumentId; decisionId: TaxDecisionId | null; isCredit: boolean }): Promise<void> {
  await months(ctx).where(keyRow(key)).update({
    state: 'written', document_id: written.documentId, decision_id: written.decisionId, is_credit: written.isCredit, reason: null, reason_code: null, due_at: null, updated_at: ctx.now,
  });
}

/** The month comes to nothing: no document. */
export async function settleWithNothing(ctx: TxCtx, key: VendorMonthKey): Promise<void> {
  await months(ctx).where(keyRow(key)).update({ state: 'nothing', reason: null, reason_code: null, due_at: null, updated_at: ctx.now });
}

/** It cannot be written now, and why; tried again later. */
export async function blockVendorMonth(ctx: TxCtx, key: VendorMonthKey, why: { code: string; message: string; dueAt: Date }): Promise<void> {
  await months(ctx).where(keyRow(key)).whereNotNull('due_at').update({ state: 'blocked', reason_code: why.code, reason: why.message, due_at: why.dueAt, updated_at: ctx.now });
}

/** Everything of a vendor, or of all, that waits for something is due at once: what it waited for may be there. */
export async function wakeVendorMonths(ctx: TxCtx, vendorId: VendorId | null): Promise<void> {
  await months(ctx).where({ state: 'blocked', ...(vendorId !== null && { vendor_id: vendorId }) }).update({ due_at: ctx.now, updated_at: ctx.now });
}

export type BlockedMonth = VendorMonthKey & { readonly reasonCode: string; readonly reason: string };
/** What cannot be written and why, the oldest first. */
export async function listBlockedMonths(ctx: TxCtx, filter: { vendorId: VendorId | null; limit: number }): Promise<BlockedMonth[]> {
  const rows = await months(ctx).where({ state: 'blocked' }).modify((query) => { if (filter.vendorId !== null) void query.where('vendor_id', filter.vendorId); })
    .orderBy(['ends_at', 'vendor_id', 'kind']).limit(filter.limit).select<Row[]>('vendor_id', 'currency', 'period', 'kind', 'reason_code', 'reason');
  return rows.map((row) => ({ ...keyOfRow(row), reasonCode: row['reason_code'] as string, reason: row['reason'] as string }));
}

/** The documents of a vendor that these orders stand on, the oldest first; credit notes are none of them. */
export async function listWrittenWithOrders(ctx: TxCtx, key: Pick<VendorMonthKey, 'vendorId' | 'currency' | 'kind'>, orderIds: readonly string[]): Promise<WrittenMonth[]> {
  return written(ctx, (query) => void query.where({ 'm.vendor_id': key.vendorId, 'm.currency': key.currency, 'm.kind': key.kind, 'm.is_credit': false })
    .whereRaw(`exists (select 1 from jsonb_array_elements(m.input -> 'charged') as c where c ->> 'orderId' = any(?))`, [[...orderIds]]));
}

/** What was written for months that ended, or on days that lie, in a stretch of time. */
export async function listWrittenIn(ctx: TxCtx, kind: VendorMonthKey['kind'], { from, to }: { from: Date; to: Date }): Promise<WrittenMonth[]> {
  return written(ctx, (query) => void query.where('m.kind', kind).where((either) => void either.whereRaw('m.ends_at > ? and m.ends_at <= ?', [from, to]).orWhereRaw('d.issued_at >= ? and d.issued_at < ?', [from, to])));
}

/** Which of these documents were written for a vendor's month. */
export async function listWrittenDocuments(ctx: TxCtx, ids: readonly DocumentId[]): Promise<Set<string>> {
  return ids.length === 0 ? new Set() : new Set(await months(ctx).whereIn('document_id', [...ids]).pluck('document_id') as string[]);
}

async function written(ctx: TxCtx, narrowed: (query: ReturnType<typeof writtenRows>) => void): Promise<WrittenMonth[]> {
  const rows: Row[] = await writtenRows(ctx).modify(narrowed);
  return rows.map((row) => ({
    ...keyOfRow(row), documentId: row['document_id'] as DocumentId, decisionId: row['decision_id'] as TaxDecisionId | null, isCredit: row['is_credit'] as boolean, endsAt: row['ends_at'] as Date, issuedAt: row['issued_at'] as Date,
  }));
}

const writtenRows = (ctx: TxCtx) => ctx.tx<Row, Row[]>('invoicing.vendor_months as m')
  .join('invoicing.documents as d', (on) => void on.on('d.tenant_id', 'm.tenant_id').andOn('d.id', 'm.document_id'))
  .where('m.tenant_id', ctx.tenantId).orderBy(['m.ends_at', 'm.document_id'])
  .select<Row[]>('m.vendor_id', 'm.currency', 'm.period', 'm.kind', 'm.document_id', 'm.decision_id', 'm.is_credit', 'm.ends_at', 'd.issued_at');

const keyOfRow = (row: Row): VendorMonthKey => ({ vendorId: row['vendor_id'] as VendorId, currency: row['currency'] as string, period: row['period'] as string, kind: row['kind'] as VendorMonthKey['kind'] });
const toMonth = (row: Row): VendorMonth => ({ ...keyOfRow(row), beginsAt: row['begins_at'] as Date, endsAt: row['ends_at'] as Date, input: inputFromJson(row['input'] as StoredInput) });

type StoredInput = { charged: { orderId: ChargedCommission['orderId']; minor: string }[]; refunded: RefundedShare[] };
const inputToJson = (input: VendorMonth['input']): string => JSON.stringify(input, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
const inputFromJson = (stored: StoredInput): VendorMonth['input'] =>
  ({ charged: stored.charged.map((one) => ({ ...one, minor: BigInt(one.minor) })), refunded: stored.refunded });
