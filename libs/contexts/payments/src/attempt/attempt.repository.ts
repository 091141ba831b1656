import type { CheckoutId } from '@stoa/events/checkout';
import type { OrderGroupId } from '@stoa/events/orders';
import type { AttemptId, DeclineReason, GatewayAccountId } from '@stoa/events/payments';
import type { PaymentMethod } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import type { Attempt, AttemptState } from './attempt.js';
import { attemptNotFound, attemptOpen } from './attempt.errors.js';
import { accountForMethod, toAccountForMethod, type AccountForMethod } from '../gateway-account/gateway-account.repository.js';
import type { GatewayAccount } from '../gateway-account/gateway-account.js';
import { recordCallAnswer, type CallAnswer, type GatewayCall } from './call.repository.js';

type Row = {
  id: AttemptId; checkout_id: CheckoutId; order_group_id: OrderGroupId | null; gateway_account_id: GatewayAccountId; amount_minor: bigint; currency: string;
  state: AttemptState; method: Attempt['method']; intent_ref: string | null; charge_ref: string | null; settlement_ref: string | null; next_action_url: string | null;
  decline_reason: DeclineReason | null; decline_code: string | null; card_brand: string | null; card_last4: string | null;
  fee_minor: bigint | null; net_minor: bigint | null; created_at: Date; captured_at: Date | null; closed_at: Date | null; polls: number; due_at: Date | null;
};

const attempts = (ctx: TxCtx) => ctx.tx<Row>('payments.attempts').where('tenant_id', ctx.tenantId);

export async function getAttempt(ctx: TxCtx, id: AttemptId): Promise<Attempt> {
  const row = await attempts(ctx).where({ id }).first();
  if (!row) throw attemptNotFound();
  return fromRow(row);
}

/** Locks the attempt: an answer, a webhook and a cancellation wait for each other here. */
export async function lockAttempt(ctx: TxCtx, id: AttemptId): Promise<Attempt> {
  const row = await attempts(ctx).where({ id }).forUpdate().first();
  if (!row) throw attemptNotFound();
  return fromRow(row);
}

/** The attempt a webhook speaks of: by our own id in its metadata, else by what the gateway calls it. */
export async function findAttempt(ctx: TxCtx, by: { attemptId: string | null; intentRef: string | null; gatewayAccountId: GatewayAccountId }): Promise<Attempt | null> {
  const found = attempts(ctx).where({ gateway_account_id: by.gatewayAccountId });
  if (by.attemptId !== null) void found.where({ id: by.attemptId as AttemptId });
  else if (by.intentRef !== null) void found.where({ intent_ref: by.intentRef });
  else return null;
  const row = await found.first();
  return row ? fromRow(row) : null;
}

/** The attempt that paid an order group, or null. */
export async function findAttemptOfOrderGroup(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<Attempt | null> {
  const row = await attempts(ctx).where({ order_group_id: orderGroupId }).first();
  return row ? fromRow(row) : null;
}

/** Refuses a second open attempt for the same checkout. */
export async function insertAttempt(ctx: TxCtx, attempt: Attempt): Promise<void> {
  const inserted = await newAttempt(ctx, attempt).onConflict().ignore().returning('id');
  if (inserted.length === 0) throw attemptOpen();
}

/** The same with its first call, at the account that takes its kind of payment, in one statement: an attempt that is new has made no call, so this one is nobody's but its own.
 *  The caller lets it go with its transaction when the marketplace does not offer the method. */
export async function insertAttemptAndCall(ctx: TxCtx, begun: Omit<Attempt, 'gatewayAccountId'>, { call, takenBy }: { call: GatewayCall; takenBy: { provider: GatewayAccount['provider']; method: PaymentMethod } }): Promise<{ account: GatewayAccount; isOffered: boolean }> {
  const { gateway_account_id: _atAccount, ...row } = toRow({ ...begun, gatewayAccountId: '' as GatewayAccountId });
  const columns = Object.keys(row);
  const { rows } = await ctx.tx.raw<{ rows: (AccountForMethod & { begun: number })[] }>(
    `with account as (?),
          begun as (insert into payments.attempts (tenant_id, gateway_account_id, ${columns.join(', ')}) select ?, account.id, ${columns.map(() => '?').join(', ')} from account on conflict do nothing returning id),
          called as (insert into payments.gateway_calls (tenant_id, idempotency_key, attempt_id, operation, request, tries, started_at) select ?, ?, begun.id, ?, ?, 1, ? from begun)
     select account.id, account.provider, account.secret_ref, account.publishable_key, account.state, account.detail, account.created_at, account.active_at, account.is_offered, account.terms, (select count(*)::int from begun) as begun from account`,
    [accountForMethod(ctx, takenBy.provider, takenBy.method), ctx.tenantId, ...Object.values(row), ctx.tenantId, call.key, call.operation, JSON.stringify(call.request), ctx.now] as never[],
  );
  const found = toAccountForMethod(rows[0], takenBy.method);
  if (rows[0]?.begun !== 1) throw attemptOpen();
  return found;
}

/** Answers with nothing when another attempt of this checkout is open. */
export const newAttempt = (ctx: TxCtx, attempt: Attempt) => ctx.tx('payments.attempts').insert({ tenant_id: ctx.tenantId, ...toRow(attempt) });

/** Saves a locked attempt, and with it what came of the call that changed it. */
export async function updateAttempt(ctx: TxCtx, attempt: Attempt, answer: CallAnswer | null = null): Promise<void> {
  const { id, ...changes } = toRow(attempt);
  const saving = attempts(ctx).where({ id }).update(changes);
  await (answer === null ? saving : ctx.tx.raw('with answered as (?) ?', [recordCallAnswer(ctx, answer), saving]));
}

/** Takes attempts that are due for a look, and leaves them alone for a minute: whoever takes them may die. */
export async function claimDueAttempts(ctx: TxCtx, limit: number): Promise<AttemptId[]> {
  const { rows } = await ctx.tx.raw<{ rows: { id: AttemptId }[] }>(
    `update payments.attempts set due_at = ?::timestamptz + interval '1 minute', polls = polls + 1
      where tenant_id = ? and id in (select id from payments.attempts where tenant_id = ? and due_at <= ? order by due_at limit ? for update skip locked)
      returning id`,
    [ctx.now, ctx.tenantId, ctx.tenantId, ctx.now, limit],
  );
  return rows.map((row) => row.id);
}

const toRow = (a: Attempt): Row => ({
  id: a.id, checkout_id: a.checkoutId, order_group_id: a.orderGroupId, gateway_account_id: a.gatewayAccountId, amount_minor: a.amount.minor, currency: a.amount.currency,
  state: a.state, method: a.method, intent_ref: a.intentRef, charge_ref: a.chargeRef, settlement_ref: a.settlementRef, next_action_url: a.nextActionUrl,
  decline_reason: a.declineReason, decline_code: a.declineCode, card_brand: a.card?.brand ?? null, card_last4: a.card?.last4 ?? null,
  fee_minor: a.fee?.minor ?? null, net_minor: a.net?.minor ?? null, created_at: a.createdAt, captured_at: a.capturedAt, closed_at: a.closedAt, polls: a.polls, due_at: a.dueAt,
});

const fromRow = (row: Row): Attempt => ({
  id: row.id, checkoutId: row.checkout_id, orderGroupId: row.order_group_id, gatewayAccountId: row.gateway_account_id, amount: money(row.amount_minor, row.currency),
  state: row.state, method: row.method, intentRef: row.intent_ref, chargeRef: row.charge_ref, settlementRef: row.settlement_ref, nextActionUrl: row.next_action_url,
  declineReason: row.decline_reason, declineCode: row.decline_code,
  card: row.card_brand !== null && row.card_last4 !== null ? { brand: row.card_brand, last4: row.card_last4 } : null,
  fee: row.fee_minor === null ? null : money(row.fee_minor, row.currency), net: row.net_minor === null ? null : money(row.net_minor, row.currency),
  createdAt: row.created_at, capturedAt: row.captured_at, closedAt: row.closed_at, polls: row.polls, dueAt: row.due_at,
});
