import type { Ctx } from '@stoa/platform/context';
import type { PaymentsDeps } from '../deps.js';
import { claimDueAttempts } from './attempt.repository.js';
import { recallPayment } from './perform-payment.js';

const BATCH = 20;

/** Asks the gateway about attempts of which nothing was heard: left in the middle by a crash, waiting for a webhook that was lost, or captured without a word on
 *  the fee. Answers with how many were asked about. */
export async function resumeAttempts(deps: PaymentsDeps, ctx: Ctx): Promise<number> {
  const due = await ctx.inTx((tx) => claimDueAttempts(tx, BATCH));
  for (const attemptId of due) await recallPayment(deps, ctx, attemptId);
  return due.length;
}
