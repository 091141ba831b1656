import type { ReversalId, TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import type { Reversal } from './reversal.js';
import { transferNotFound } from './transfer.errors.js';

type Row = {
  id: ReversalId; transfer_id: TransferId; vendor_id: VendorId; cause_kind: string; cause_id: string; amount_minor: bigint; currency: string; state: Reversal['state']; reason: Reversal['reason']; detail: string | null;
  key_no: number; keyed_at: Date | null; tries: number; reversal_ref: string | null; created_at: Date; done_at: Date | null; due_at: Date | null;
};

const reversals = (ctx: TxCtx) => ctx.tx<Row>('payouts.reversals').where('tenant_id', ctx.tenantId);

export async function findReversal(ctx: TxCtx, of: { transferId: TransferId; cause: Reversal['cause'] }): Promise<Reversal | null> {
  const row = await reversals(ctx).where({ transfer_id: of.transferId, cause_kind: of.cause.kind, cause_id: of.cause.id }).first();
  return row ? fromRow(row) : null;
}

export async function insertReversal(ctx: TxCtx, reversal: Reversal): Promise<void> {
  await ctx.tx('payouts.reversals').insert({ tenant_id: ctx.tenantId, ...toRow(reversal) });
}

export async function getReversal(ctx: TxCtx, id: ReversalId): Promise<Reversal> {
  const row = await reversals(ctx).where({ id }).first();
  if (!row) throw transferNotFound();
  return fromRow(row);
}

/** Lock its transfer first. */
export async function lockReversal(ctx: TxCtx, id: ReversalId): Promise<Reversal> {
  const row = await reversals(ctx).where({ id }).forUpdate().first();
  if (!row) throw transferNotFound();
  return fromRow(row);
}

export async function listReversalsOf(ctx: TxCtx, transferIds: readonly TransferId[]): Promise<Reversal[]> {
  return (await reversals(ctx).whereIn('transfer_id', [...transferIds]).orderBy('id')).map(fromRow);
}

/** Takes reversals that are due, and leaves them alone for two minutes. */
export async function claimDueReversals(ctx: TxCtx, limit: number): Promise<ReversalId[]> {
  const { rows } = await ctx.tx.raw<{ rows: { id: ReversalId }[] }>(
    `update payouts.reversals set due_at = ?::timestamptz + interval '2 minutes', tries = tries + 1
      where tenant_id = ? and id in (select id from payouts.reversals where tenant_id = ? and due_at <= ? order by due_at, id limit ? for update skip locked) returning id`,
    [ctx.now, ctx.tenantId, ctx.tenantId, ctx.now, limit],
  );
  return rows.map((row) => row.id);
}

/** What the payment company would not give back today, because nothing is there or the account is restricted: locked with their transfers, which somebody else may hold. */
export async function lockStuckReversals(ctx: TxCtx, of: { vendorId: VendorId; currency: string }): Promise<Reversal[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `select r.* from payouts.reversals r join payouts.transfers t on t.tenant_id = r.tenant_id and t.id = r.transfer_id
      where r.tenant_id = ? and r.vendor_id = ? and r.currency = ? and r.state = 'waiting' and r.reason in ('insufficient_funds', 'account_restricted') order by r.id for update of t, r skip locked`,
    [ctx.tenantId, of.vendorId, of.currency],
  );
  return rows.map(fromRow);
}

/** Saves a locked reversal. */
export async function updateReversal(ctx: TxCtx, reversal: Reversal): Promise<void> {
  const { id, ...changes } = toRow(reversal);
  await reversals(ctx).where({ id }).update(changes);
}

const toRow = (r: Reversal): Row => ({
  id: r.id, transfer_id: r.transferId, vendor_id: r.vendorId, cause_kind: r.cause.kind, cause_id: r.cause.id, amount_minor: r.amount.minor, currency: r.amount.currency, state: r.state, reason: r.reason, detail: r.detail,
  key_no: r.keyNo, keyed_at: r.keyedAt, tries: r.tries, reversal_ref: r.reversalRef, created_at: r.createdAt, done_at: r.doneAt, due_at: r.dueAt,
});
const fromRow = (row: Row): Reversal => ({
  id: row.id, transferId: row.transfer_id, vendorId: row.vendor_id, cause: { kind: row.cause_kind, id: row.cause_id }, amount: money(row.amount_minor, row.currency), state: row.state, reason: row.reason, detail: row.detail,
  keyNo: row.key_no, keyedAt: row.keyed_at, tries: row.tries, reversalRef: row.reversal_ref, createdAt: row.created_at, doneAt: row.done_at, dueAt: row.due_at,
});
