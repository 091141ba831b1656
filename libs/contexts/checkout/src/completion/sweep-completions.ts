import { cancelPayment } from '@stoa/payments';
import type { Ctx } from '@stoa/platform/context';
import type { CheckoutDeps } from './complete-checkout.js';
import { settle } from './complete-checkout.js';
import { LOOK_AGAIN_MS } from './completion.js';
import { claimDue, lockCompletion } from './completion.repository.js';

const BATCH = 50;

/** Ends completions that nobody finished: the gateway is told to cancel first, and the goods are released only when it says that they will not be paid. If it says
 *  that they were, they are placed. Answers with how many were looked at. */
export async function sweepCompletions(deps: CheckoutDeps, ctx: Ctx): Promise<number> {
  const due = await ctx.inTx((tx) => claimDue(tx, new Date(tx.now.getTime() + LOOK_AGAIN_MS), BATCH));
  for (const { id, attemptId } of due) {
    const outcome = await cancelPayment(deps.payments, ctx, attemptId);
    await ctx.inTx(async (tx) => settle(tx, deps, await lockCompletion(tx, id), outcome));
  }
  return due.length;
}
