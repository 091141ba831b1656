import Stripe from 'stripe';
import { fromStripeMinor, toStripeMinor, type Money } from '@stoa/platform/money';
import type { RefundAnswer, RefundSnapshot } from '../provider.js';
import { isDefinitive } from './stripe-errors.js';

type Request = { intentRef: string; amount: Money; refundId: string; attemptId: string; tenantId: string; idempotencyKey: string };

/** Refunds part of a charge. Transfers are reversed on their own: with separate charges and transfers a refund takes nothing back from anybody. */
export function createStripeRefund(stripe: Stripe, { intentRef, amount, refundId, attemptId, tenantId, idempotencyKey }: Request): Promise<RefundAnswer> {
  return answer(async () => [await stripe.refunds.create({
    payment_intent: intentRef, amount: Number(toStripeMinor(amount)), reason: 'requested_by_customer', metadata: { tenant_id: tenantId, attempt_id: attemptId, refund_id: refundId },
  }, { idempotencyKey })]);
}

export function listStripeRefunds(stripe: Stripe, intentRef: string): Promise<RefundAnswer> {
  return answer(() => stripe.refunds.list({ payment_intent: intentRef, limit: 100 }).autoPagingToArray({ limit: 1_000 }));
}

async function answer(call: () => Promise<Stripe.Refund[]>): Promise<RefundAnswer> {
  try {
    return { outcome: 'answered', refunds: (await call()).map(toSnapshot) };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const told = { code: error.code ?? error.type, message: error.message };
    return isDefinitive(error) ? { outcome: 'refused', ...told } : { outcome: 'unknown', message: `${told.code}: ${told.message}` };
  }
}

const toSnapshot = (refund: Stripe.Refund): RefundSnapshot => ({
  refundRef: refund.id, refundId: refund.metadata?.['refund_id'] ?? null, status: statusOf(refund.status), amount: fromStripeMinor(BigInt(refund.amount), refund.currency.toUpperCase()), failure: refund.failure_reason ?? null,
});

/** What waits for somebody, at the bank or with the shopper, is pending; a canceled refund never paid. */
function statusOf(status: string | null): RefundSnapshot['status'] {
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
}
