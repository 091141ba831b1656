import type { OrderGroupId } from '@stoa/events/orders';
import type { RefundId } from '@stoa/events/payments';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { isAhead } from '@stoa/platform/local-time';
import { moneyView, type Money } from '@stoa/platform/money';
import { lockAttempt } from '../attempt/attempt.repository.js';
import type { RefundSnapshot } from '../provider.js';
import { applyRefundState } from './apply-refund-state.js';
import type { Refund } from './refund.js';
import { notByBank, otherThanDecided, refundIsOver, refundNotFound, sentAlready, sentInFuture } from './refund.errors.js';
import { getRefund, lockRefund, saveProgress } from './refund.repository.js';

type Of = { readonly orderGroupId: OrderGroupId; readonly refundId: RefundId };

/** Somebody of the marketplace sent the money of a refund back from its own bank account. From here on it goes the way of every refund that a gateway has made. */
export async function recordSentBack(ctx: TxCtx, of: Of, said: { amount: Money; on: string; reference: string }): Promise<Refund> {
  const refund = await lockOwn(ctx, of);
  if (refund.state === 'succeeded') throw sentAlready(refund.sent?.on ?? null);
  if (refund.state === 'failed') throw refundIsOver();
  if (said.amount.minor !== refund.amount.minor || said.amount.currency !== refund.amount.currency) throw otherThanDecided(refund.amount);
  if (isAhead(said.on, ctx.now)) throw sentInFuture();
  await saveProgress(ctx, { ...refund, sent: { on: said.on, reference: said.reference } });
  await audit(ctx, { action: 'payments.refund_sent', subject: { kind: 'order_group', id: of.orderGroupId }, before: { state: refund.state }, after: { refundId: refund.id, state: 'succeeded', sent_on: said.on, reference: said.reference, ...moneyView(refund.amount) } });
  return applyRefundState(ctx, refund.id, seenAs(refund, 'succeeded', null));
}

/** It was not sent after all, or the shopper's bank sent it back: as if it had not been decided. */
export async function callOffRefund(ctx: TxCtx, of: Of, why: string): Promise<Refund> {
  const refund = await lockOwn(ctx, of);
  if (refund.state === 'failed') throw refundIsOver();
  const failure = refund.state === 'succeeded' ? 'came_back' : 'called_off';
  await audit(ctx, { action: 'payments.refund_called_off', subject: { kind: 'order_group', id: of.orderGroupId }, before: { state: refund.state }, after: { refundId: refund.id, state: 'failed', failure }, reason: why });
  return applyRefundState(ctx, refund.id, seenAs(refund, 'failed', failure));
}

/** The attempt before its refunds, as everywhere. */
async function lockOwn(ctx: TxCtx, { orderGroupId, refundId }: Of): Promise<Refund> {
  const { attemptId, orderGroupId: own } = await getRefund(ctx, refundId);
  if (own !== orderGroupId) throw refundNotFound();
  await lockAttempt(ctx, attemptId);
  const refund = await lockRefund(ctx, refundId);
  if (refund.way !== 'bank_transfer') throw notByBank();
  return refund;
}

const seenAs = (refund: Refund, status: 'succeeded' | 'failed', failure: string | null): RefundSnapshot =>
  ({ refundRef: `bt_${refund.id}`, refundId: refund.id, amount: refund.amount, status, failure });
