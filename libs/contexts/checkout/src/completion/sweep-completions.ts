import { cancelPaymentAnd } from '@stoa/payments';
import type { Ctx } from '@stoa/platform/context';
import type { CheckoutDeps } from './complete-checkout.js';
import { settling } from './complete-checkout.js';
import { claimDue } from './completion.repository.js';

const BATCH = 50;

/** Ends completions that nobody finished, and orders whose money did not come in time: the gateway is told to cancel first, and the goods are released only when it says
 *  that they will not be paid. If it says that they were, they are placed. Answers with how many were looked at. */
export async function sweepCompletions(deps: CheckoutDeps, ctx: Ctx): Promise<number> {
  const due = await ctx.inTx((tx) => claimDue(tx, BATCH));
  for (const { id, attemptId, isAwaiting } of due) await cancelPaymentAnd(deps.payments, ctx, attemptId, { isOverdue: isAwaiting, then: settling(deps, id) });
  return due.length;
}
