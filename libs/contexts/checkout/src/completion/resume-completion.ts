import { readPaymentAnd } from '@stoa/payments';
import type { Ctx } from '@stoa/platform/context';
import { getCartByToken } from '../cart/cart.repository.js';
import { type CheckoutDeps, type CompletionAnswer, answerKnown, answerOf, settling } from './complete-checkout.js';
import { nothingToResume } from './completion.errors.js';
import { findNewestCompletion } from './completion.repository.js';

/** Looks how the payment of a cart stands, and does what follows from it: the shopper is back from the bank's page, or their page asks while the bank thinks. Repeated,
 *  and beside the webhook that says the same, it is still one order group. Answers and refuses as the button does. */
export async function resumeCompletion(deps: CheckoutDeps, ctx: Ctx, tokenHash: Buffer): Promise<CompletionAnswer> {
  const completion = await ctx.inTx(async (tx) => findNewestCompletion(tx, (await getCartByToken(tx, tokenHash)).id));
  if (!completion) throw nothingToResume();
  if (completion.state !== 'paying') return answerKnown(deps, ctx, completion);
  return answerOf(deps, ctx, await readPaymentAnd(deps.payments, ctx, completion.attemptId, { then: settling(deps, completion.id) }));
}
