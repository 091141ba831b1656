import { type PaymentOutcome, type PaymentsDeps, cancelPayment, getAttempt, performPayment } from '@stoa/payments';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { unreachable } from '@stoa/platform/errors';
import { getOrderGroup, trackingToken, type OrderGroup } from '@stoa/orders';
import type { QuoteDeps } from '../quote/quote-cart.js';
import type { Completion } from './completion.js';
import { abandonedAlready, paidButGone, paymentDeclinedError, paymentInProgress } from './completion.errors.js';
import { lockCompletion } from './completion.repository.js';
import { type Settled, settlePaid, settleUnpaid } from './settle-completion.js';
import { type CompleteRequest, startCompletion } from './start-completion.js';

export type CheckoutDeps = QuoteDeps & {
  readonly payments: PaymentsDeps;
  /** Seals the links of order pages. */
  readonly tokenSecret: string;
};

export type CompletionAnswer =
  | { readonly outcome: 'placed'; readonly group: OrderGroup; readonly trackingToken: string }
  | { readonly outcome: 'processing' }
  | { readonly outcome: 'requires_action'; readonly url: string };

/** Intent, call, result. Every step may be repeated, by the shopper's second click, by the gateway's webhook, by the sweeper: one order group comes of it, or none.
 *  Refuses with `payments.declined` when the bank says no; the goods are for sale again then. */
export async function completeCheckout(deps: CheckoutDeps, ctx: Ctx, request: CompleteRequest & { returnUrl: string }): Promise<CompletionAnswer> {
  let begun = await ctx.inTx((tx) => startCompletion(tx, deps, request));
  if (begun.do === 'clear') {
    await clearTheWay(deps, ctx, begun.inTheWay);
    begun = await ctx.inTx((tx) => startCompletion(tx, deps, request));
    if (begun.do === 'clear') throw paymentInProgress(); // somebody pressed a third button meanwhile
  }
  const { completion: started, firstCall } = begun;
  if (started.state !== 'paying') return answerKnown(deps, ctx, started);
  const outcome = await performPayment(deps.payments, ctx, started.attemptId, { confirmationToken: started.confirmationToken, returnUrl: request.returnUrl, firstCall });
  return settleAndAnswer(deps, ctx, started, outcome);
}

/** A shopper who came back from the bank's page without an answer, and pays anew: the first try is cancelled at the gateway before a second begins. Any other
 *  payment that is on its way is waited for. If it was paid after all, its order group stands and the second press is answered with it. */
async function clearTheWay(deps: CheckoutDeps, ctx: Ctx, { id, attemptId }: Completion): Promise<void> {
  const attempt = await ctx.inTx((tx) => getAttempt(tx, attemptId));
  if (attempt.state !== 'requires_action') throw paymentInProgress();
  const outcome = await cancelPayment(deps.payments, ctx, attemptId);
  await ctx.inTx(async (tx) => settle(tx, deps, await lockCompletion(tx, id), outcome));
}

/** Does what follows from the gateway's word, and says it to the shopper. */
export async function settleAndAnswer(deps: CheckoutDeps, ctx: Ctx, found: Completion, outcome: PaymentOutcome): Promise<CompletionAnswer> {
  const settled = await ctx.inTx(async (tx) => {
    const { completion, group } = await settle(tx, deps, found, outcome);
    return { completion, group: group ?? (await groupOf(tx, completion)) };
  });
  return answerOf(deps, ctx, settled, outcome);
}

/** The answer of a completion that has ended. */
export const answerKnown = (deps: CheckoutDeps, ctx: Ctx, completion: Completion): Promise<CompletionAnswer> =>
  ctx.inTx(async (tx) => answerOf(deps, tx, { completion, group: await groupOf(tx, completion) }, null));

/** What the gateway's word means for the completion. An unclear word changes nothing: the webhook or the sweeper will know more. */
export async function settle(tx: TxCtx, deps: QuoteDeps, completion: Completion, outcome: PaymentOutcome): Promise<Settled> {
  switch (outcome.outcome) {
    case 'captured':
      return settlePaid(tx, deps, completion.id);
    case 'declined':
      return settleUnpaid(tx, completion.id, { state: 'declined', reason: outcome.reason, code: outcome.declineCode });
    case 'canceled':
      return settleUnpaid(tx, completion.id, { state: 'abandoned', reason: null, code: null });
    case 'processing':
    case 'requires_action':
      return { completion, group: null };
    default:
      return unreachable(outcome);
  }
}

const groupOf = async (tx: TxCtx, completion: Completion): Promise<OrderGroup | null> =>
  completion.orderGroupId === null ? null : getOrderGroup(tx, completion.orderGroupId);

function answerOf(deps: CheckoutDeps, ctx: Pick<Ctx, 'tenantId'>, settled: { completion: Completion; group: OrderGroup | null }, outcome: PaymentOutcome | null): CompletionAnswer {
  const { completion, group } = settled;
  if (group) return { outcome: 'placed', group, trackingToken: trackingToken(deps.tokenSecret, ctx.tenantId, group) };
  switch (completion.state) {
    case 'declined':
      throw paymentDeclinedError(outcome?.outcome === 'declined' ? outcome : { reason: completion.declineReason ?? 'final', declineCode: completion.declineCode, message: 'The payment was declined. Nothing was charged; please use another card.' });
    case 'needs_refund':
      throw paidButGone();
    case 'abandoned':
      throw abandonedAlready();
    default:
      return outcome?.outcome === 'requires_action' ? { outcome: 'requires_action', url: outcome.nextAction.url } : { outcome: 'processing' };
  }
}
