import type { TxCtx } from '@stoa/platform/context';
import { write } from '@stoa/platform/events';
import { money, type Money } from '@stoa/platform/money';
import type { Attempt } from '../attempt/attempt.js';
import { newAttempt } from '../attempt/attempt.repository.js';

/** What a shopper owes by bank transfer, and whether it came. */
export type BankTransfer = {
  readonly intentRef: string;
  readonly attemptId: string;
  readonly idempotencyKey: string;
  readonly amount: Money;
  readonly state: 'awaited' | 'received' | 'canceled';
  /** The day on the bank statement. */
  readonly receivedOn: string | null;
  readonly note: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
};

type Row = {
  intent_ref: string; attempt_id: string; idempotency_key: string; amount_minor: bigint; currency: string; state: BankTransfer['state']; received_on: string | null; note: string | null; opened_at: Date; closed_at: Date | null;
};

const transfers = (ctx: TxCtx) => ctx.tx<Row>('payments.bank_transfers').where('tenant_id', ctx.tenantId);

const toRow = (ctx: TxCtx, transfer: BankTransfer) => ({
  tenant_id: ctx.tenantId, intent_ref: transfer.intentRef, attempt_id: transfer.attemptId, idempotency_key: transfer.idempotencyKey, amount_minor: transfer.amount.minor, currency: transfer.amount.currency,
  state: transfer.state, received_on: transfer.receivedOn, note: transfer.note, opened_at: transfer.openedAt, closed_at: transfer.closedAt,
});

/** False when the key was used before. */
export async function insertTransfer(ctx: TxCtx, transfer: BankTransfer): Promise<boolean> {
  const inserted = await ctx.tx('payments.bank_transfers').insert(toRow(ctx, transfer)).onConflict(['tenant_id', 'idempotency_key']).ignore().returning('intent_ref');
  return inserted.length > 0;
}

/** A transfer and the attempt to pay that it is, of a checkout that has begun no other: the index of open attempts would fail, and all with it. */
export async function insertAwaited(ctx: TxCtx, attempt: Attempt, transfer: BankTransfer): Promise<void> {
  await write(ctx, newAttempt(ctx, attempt), ctx.tx('payments.bank_transfers').insert(toRow(ctx, transfer)));
}

/** `locked`: whoever says that it came and whoever gives it up wait for each other here. */
export async function findTransfer(ctx: TxCtx, intentRef: string, lock: 'locked' | null): Promise<BankTransfer | null> {
  const found = transfers(ctx).where({ intent_ref: intentRef });
  const row = await (lock ? found.forUpdate() : found).first();
  return row ? fromRow(row) : null;
}

export async function findTransferByKey(ctx: TxCtx, idempotencyKey: string): Promise<BankTransfer | null> {
  const row = await transfers(ctx).where({ idempotency_key: idempotencyKey }).first();
  return row ? fromRow(row) : null;
}

/** Ends a transfer that the caller holds locked. */
export async function closeTransfer(ctx: TxCtx, transfer: BankTransfer, how: Pick<BankTransfer, 'state' | 'receivedOn' | 'note'>): Promise<BankTransfer> {
  await transfers(ctx).where({ intent_ref: transfer.intentRef }).update({ state: how.state, received_on: how.receivedOn, note: how.note, closed_at: ctx.now });
  return { ...transfer, ...how, closedAt: ctx.now };
}

const fromRow = (row: Row): BankTransfer => ({
  intentRef: row.intent_ref, attemptId: row.attempt_id, idempotencyKey: row.idempotency_key, amount: money(row.amount_minor, row.currency), state: row.state, receivedOn: row.received_on, note: row.note,
  openedAt: row.opened_at, closedAt: row.closed_at,
});
