import type { AttemptId, RefundId } from '@stoa/events/payments';
import type { Ctx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { getAttempt } from '../attempt/attempt.repository.js';
import type { PaymentsDeps } from '../deps.js';
import { getGatewayAccount } from '../gateway-account/gateway-account.repository.js';
import type { Gateway, RefundAnswer, RefundSnapshot } from '../provider.js';
import { adoptRefund } from './adopt-refund.js';
import { applyRefundState, giveUpRefund } from './apply-refund-state.js';
import { refundKey, type Refund } from './refund.js';
import { claimDueRefunds, getRefund, listRefundsOfAttempt } from './refund.repository.js';

const BATCH = 20;

/** Asks the gateway to make the refunds that were decided, and looks after those of which nothing was heard. Answers with how many were taken. */
export async function performRefunds(deps: PaymentsDeps, ctx: Ctx): Promise<number> {
  const due = await ctx.inTx((tx) => claimDueRefunds(tx, BATCH));
  for (const refundId of due) await performRefund(deps, ctx, refundId);
  return due.length;
}

/** Makes a refund at the gateway, or finds the one an earlier try made: the key is the same for ever, but the gateway forgets keys after a day, so a repeated try
 *  looks first. Safe to run again at any point, by several at once, and after a crash. */
export async function performRefund(deps: PaymentsDeps, ctx: Ctx, refundId: RefundId): Promise<void> {
  const { refund, gateway, intentRef } = await ctx.inTx(async (tx) => {
    const found = await getRefund(tx, refundId);
    return { refund: found, ...(await whereabouts(tx, found.attemptId)) };
  });
  if (refund.state !== 'decided' && refund.state !== 'pending') return;
  if (refund.tries > 1 || refund.state === 'pending') {
    const listed = await deps.provider.listRefunds(ctx, { gateway, intentRef });
    if (listed.outcome !== 'answered') return heardNothing(ctx, refund, listed);
    const made = madeFor(refund, listed.refunds);
    if (made) return void (await ctx.inTx((tx) => applyRefundState(tx, refundId, made)));
  }
  if (refund.state === 'pending') return heardNothing(ctx, refund, { outcome: 'unknown', message: 'the gateway does not list it' });
  const answer = await deps.provider.createRefund(ctx, { gateway, idempotencyKey: refundKey(refundId), intentRef, amount: refund.amount, refundId, attemptId: refund.attemptId });
  if (answer.outcome === 'refused') return void (await ctx.inTx((tx) => giveUpRefund(tx, refundId, answer.code)));
  if (answer.outcome === 'unknown') return heardNothing(ctx, refund, answer);
  const [made] = answer.refunds;
  invariant(made, 'a refund that was made has an answer');
  await ctx.inTx((tx) => applyRefundState(tx, refundId, made));
}

/** News of a payment may be news of its refunds: reads them again, takes in what the gateway says, and takes over those that somebody made there by hand. Null when all is taken in, else why not
 *  yet. */
export async function readRefunds(deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId): Promise<string | null> {
  const known = await ctx.inTx(async (tx) => ({ refunds: await listRefundsOfAttempt(tx, attemptId), ...(await whereabouts(tx, attemptId)) }));
  const answer = await deps.provider.listRefunds(ctx, known);
  if (answer.outcome !== 'answered') throw new Error(`The refunds of ${known.intentRef} could not be read: ${answer.message}`);
  for (const refund of known.refunds) {
    const seen = madeFor(refund, answer.refunds);
    if (seen) await ctx.inTx((tx) => applyRefundState(tx, refund.id, seen));
  }
  for (const seen of answer.refunds) {
    if (known.refunds.some((refund) => isOf(refund, seen))) continue;
    const notYet = await ctx.inTx((tx) => adoptRefund(tx, attemptId, seen));
    if (notYet !== null) return notYet;
  }
  return null;
}

const isOf = (refund: Refund, seen: RefundSnapshot): boolean => seen.refundId === refund.id || seen.refundRef === refund.refundRef;
const madeFor = (refund: Refund, listed: readonly RefundSnapshot[]) => listed.find((one) => isOf(refund, one));

/** The lease runs out in a minute, and somebody asks again. */
function heardNothing(ctx: Ctx, refund: Refund, answer: Exclude<RefundAnswer, { outcome: 'answered' }>): void {
  ctx.log.warn({ refund: refund.id, answer: answer.outcome, message: answer.message }, 'the gateway did not answer for a refund');
}

async function whereabouts(tx: Parameters<typeof getAttempt>[0], attemptId: AttemptId): Promise<{ gateway: Gateway; intentRef: string }> {
  const attempt = await getAttempt(tx, attemptId);
  invariant(attempt.intentRef, 'what is refunded was paid');
  return { gateway: await getGatewayAccount(tx, attempt.gatewayAccountId), intentRef: attempt.intentRef };
}
