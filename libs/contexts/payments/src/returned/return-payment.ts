import { paymentReturned, type AttemptId } from '@stoa/events/payments';
import { account, move, post } from '@stoa/ledger';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { invariant } from '@stoa/platform/errors';
import { attemptSource } from '../attempt/apply-payment-state.js';
import type { Attempt } from '../attempt/attempt.js';
import { getAttempt, lockAttempt } from '../attempt/attempt.repository.js';
import { gatewayFor, type PaymentsDeps } from '../deps.js';
import { getGatewayAccount } from '../gateway-account/gateway-account.repository.js';
import type { Gateway, RefundSnapshot } from '../provider.js';
import { returnKey, seeReturn, type ReturnedPayment } from './returned.js';
import { claimDueReturns, findReturn, insertReturn, saveReturn } from './returned.repository.js';

const BATCH = 20;

/** Decides that a payment which belongs to no order goes back to the shopper, whole. Until the gateway has sent it, it stands in the clearing. Part of what found out
 *  that there is nothing to be had for it, in its transaction. */
export async function returnPayment(ctx: TxCtx, attempt: Attempt): Promise<void> {
  invariant(attempt.state === 'captured' && attempt.orderGroupId === null, 'only money that pays for nothing goes back whole');
  await insertReturn(ctx, {
    attemptId: attempt.id, checkoutId: attempt.checkoutId, amount: attempt.amount, state: 'decided', refundRef: null, failure: null, tries: 0, decidedAt: ctx.now, settledAt: null, dueAt: ctx.now,
  });
}

/** Sends back what is due, and looks after what the gateway has not said the last word on. Answers with how many were taken. */
export async function performReturns(deps: PaymentsDeps, ctx: Ctx): Promise<number> {
  const due = await ctx.inTx((tx) => claimDueReturns(tx, BATCH));
  for (const attemptId of due) await performReturn(deps, ctx, attemptId);
  return due.length;
}

/** Safe to run again at any point: the key is the same for ever, and a repeated try looks first, because gateways forget keys. */
async function performReturn(deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId): Promise<void> {
  const known = await whereabouts(ctx, attemptId);
  if (!known || (known.returned.state !== 'decided' && known.returned.state !== 'pending')) return;
  const { returned, gateway, intentRef } = known;
  if (returned.tries > 1 || returned.state === 'pending') {
    if (await readReturn(deps, ctx, attemptId)) return;
    if (returned.state === 'pending') return;
  }
  const request = { gateway, idempotencyKey: returnKey(attemptId), intentRef, amount: returned.amount, refundId: attemptId, attemptId };
  const answer = await gatewayFor(deps, gateway).createRefund(ctx, request);
  if (answer.outcome === 'unknown') return ctx.log.warn({ attempt: attemptId, message: answer.message }, 'the gateway did not answer for a payment that goes back');
  if (answer.outcome === 'refused') return ctx.inTx((tx) => giveUp(tx, attemptId, answer.code));
  const [made] = answer.refunds;
  invariant(made, 'a refund that was made has an answer');
  await ctx.inTx((tx) => applyReturn(tx, attemptId, made));
}

/** News of a payment may be news of its way back. Answers whether the gateway knows of it. */
export async function readReturn(deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId): Promise<boolean> {
  const known = await whereabouts(ctx, attemptId);
  if (!known) return false;
  const answer = await gatewayFor(deps, known.gateway).listRefunds(ctx, known);
  if (answer.outcome !== 'answered') throw new Error(`The refunds of ${known.intentRef} could not be read: ${answer.message}`);
  const made = answer.refunds.find((one) => one.refundId === attemptId);
  if (made) await ctx.inTx((tx) => applyReturn(tx, attemptId, made));
  return made !== undefined;
}

const whereabouts = (ctx: Ctx, attemptId: AttemptId): Promise<{ returned: ReturnedPayment; gateway: Gateway; intentRef: string } | null> =>
  ctx.inTx(async (tx) => {
    const returned = await findReturn(tx, attemptId, null);
    if (!returned) return null;
    const attempt = await getAttempt(tx, attemptId);
    invariant(attempt.intentRef, 'what goes back was paid');
    return { returned, gateway: await getGatewayAccount(tx, attempt.gatewayAccountId), intentRef: attempt.intentRef };
  });

async function applyReturn(tx: TxCtx, attemptId: AttemptId, seen: RefundSnapshot): Promise<void> {
  const attempt = await lockAttempt(tx, attemptId);
  const before = await findReturn(tx, attemptId, 'locked');
  invariant(before, 'what was sent back was decided');
  const { returned, became } = seeReturn(before, seen, tx.now);
  await saveReturn(tx, returned);
  const { currency, minor } = returned.amount;
  const [clearing, pending] = [account('order.clearing', currency), account('gateway.pending', currency, { owner: attempt.gatewayAccountId })];
  const memo = { refund_ref: returned.refundRef };
  if (became === 'succeeded') {
    await post(tx, [{ source: attemptSource(attemptId), event: 'returned', memo, entries: move(clearing, pending, minor) }]);
    await announce(tx, paymentReturned, { attemptId, checkoutId: returned.checkoutId, amountMinor: Number(minor), currency });
  }
  // It stands in the clearing again, and the check on captures without an order keeps saying so.
  if (became === 'failed' && before.state === 'succeeded') await post(tx, [{ source: attemptSource(attemptId), event: 'return_came_back', memo, entries: move(pending, clearing, minor) }]);
  if (became === 'failed') tx.log.error({ attempt: attemptId, failure: returned.failure }, 'a payment could not be sent back');
}

/** The gateway will never send it. Somebody has to: the check on captures without an order says so. */
async function giveUp(tx: TxCtx, attemptId: AttemptId, failure: string): Promise<void> {
  await lockAttempt(tx, attemptId);
  const before = await findReturn(tx, attemptId, 'locked');
  if (before?.state !== 'decided') return; // somebody heard better news meanwhile
  await saveReturn(tx, { ...before, state: 'failed', failure, dueAt: null });
  tx.log.error({ attempt: attemptId, failure }, 'a payment could not be sent back');
}
