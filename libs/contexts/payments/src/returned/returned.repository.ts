import type { CheckoutId } from '@stoa/events/checkout';
import type { AttemptId } from '@stoa/events/payments';
import type { TxCtx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import type { ReturnedPayment, ReturnState } from './returned.js';

type Row = {
  attempt_id: AttemptId; checkout_id: CheckoutId; amount_minor: bigint; currency: string; state: ReturnState; refund_ref: string | null; failure: string | null; tries: number; decided_at: Date; settled_at: Date | null; due_at: Date | null;
};
const returns = (ctx: TxCtx) => ctx.tx<Row>('payments.returned_payments').where('tenant_id', ctx.tenantId);

/** Written once per payment; said again it stays as it is. */
export async function insertReturn(ctx: TxCtx, returned: ReturnedPayment): Promise<void> {
  await ctx.tx('payments.returned_payments').insert({
    tenant_id: ctx.tenantId, attempt_id: returned.attemptId, checkout_id: returned.checkoutId, amount_minor: returned.amount.minor, currency: returned.amount.currency, decided_at: returned.decidedAt, ...variable(returned),
  }).onConflict(['tenant_id', 'attempt_id']).ignore();
}

export async function findReturn(ctx: TxCtx, attemptId: AttemptId, lock: 'locked' | null): Promise<ReturnedPayment | null> {
  const found = returns(ctx).where({ attempt_id: attemptId });
  const row = await (lock ? found.forUpdate() : found).first();
  return row ? fromRow(row) : null;
}

export async function saveReturn(ctx: TxCtx, returned: ReturnedPayment): Promise<void> {
  await returns(ctx).where({ attempt_id: returned.attemptId }).update(variable(returned));
}

/** Takes returns that are due and leaves them alone for a minute: whoever takes them may die. */
export async function claimDueReturns(ctx: TxCtx, limit: number): Promise<AttemptId[]> {
  const { rows } = await ctx.tx.raw<{ rows: { attempt_id: AttemptId }[] }>(
    `update payments.returned_payments set due_at = ?::timestamptz + interval '1 minute', tries = tries + 1
      where tenant_id = ? and attempt_id in (select attempt_id from payments.returned_payments where tenant_id = ? and due_at <= ? order by due_at limit ? for update skip locked)
      returning attempt_id`,
    [ctx.now, ctx.tenantId, ctx.tenantId, ctx.now, limit],
  );
  return rows.map((row) => row.attempt_id);
}

const variable = (r: ReturnedPayment) => ({ state: r.state, refund_ref: r.refundRef, failure: r.failure, tries: r.tries, settled_at: r.settledAt, due_at: r.dueAt });
const fromRow = (row: Row): ReturnedPayment => ({
  attemptId: row.attempt_id, checkoutId: row.checkout_id, amount: money(row.amount_minor, row.currency), state: row.state, refundRef: row.refund_ref, failure: row.failure, tries: row.tries,
  decidedAt: row.decided_at, settledAt: row.settled_at, dueAt: row.due_at,
});
