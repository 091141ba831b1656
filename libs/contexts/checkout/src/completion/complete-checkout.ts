import { type PaymentOutcome, type PaymentsDeps, performPayment } from '@stoa/payments';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { unreachable } from '@stoa/platform/errors';
import { getOrderGroup, trackingToken, type OrderGroup } from '@stoa/orders';
import type { QuoteDeps } from '../quote/quote-cart.js';
import type { Completion } from './completion.js';
import { abandonedAlready, paidButGone, paymentDeclinedError } from './completion.errors.js';
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
  const { completion: started, firstCall } = await ctx.inTx((tx) => startCompletion(tx, deps, request));
  if (started.state !== 'paying') return ctx.inRead((tx) => answer(tx, deps, started, null));
  const outcome = await performPayment(deps.payments, ctx, started.attemptId, { confirmationToken: started.confirmationToken, returnUrl: request.returnUrl, firstCall });
  const settled = await ctx.inTx(async (tx) => {
    const { completion, group } = await settle(tx, deps, started, outcome);
    return { completion, group: group ?? (await groupOf(tx, completion)) };
  });
  return answerOf(deps, ctx, settled, outcome);
}

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

const answer = async (tx: TxCtx, deps: CheckoutDeps, completion: Completion, outcome: PaymentOutcome | null): Promise<CompletionAnswer> =>
  answerOf(deps, tx, { completion, group: await groupOf(tx, completion) }, outcome);

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
