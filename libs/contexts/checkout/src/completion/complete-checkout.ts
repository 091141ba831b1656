import type { CheckoutId } from '@stoa/events/checkout';
import { haveGoodsMoved } from '@stoa/inventory';
import { type PaymentOutcome, type PaymentsDeps, cancelPaymentAnd, getAttempt, performPaymentAnd, type Settle } from '@stoa/payments';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { tellTogether } from '@stoa/platform/events';
import { getOrderGroup, trackingToken, type OrderGroup } from '@stoa/orders';
import type { QuoteDeps } from '../quote/quote-cart.js';
import type { Completion } from './completion.js';
import { abandonedAlready, paidButGone, paymentDeclinedError, paymentInProgress } from './completion.errors.js';
import { lockCompletion } from './completion.repository.js';
import { settle } from './settle-completion.js';
import { type CompleteRequest, type Holding, startCompletion } from './start-completion.js';

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
export async function completeCheckout(deps: CheckoutDeps, ctx: Ctx, request: CompleteRequest): Promise<CompletionAnswer> {
  const begin = (holding: Holding) => ctx.inBusyTx((tx) => tellTogether(tx, () => startCompletion(tx, deps, request, holding)));
  // Others took of the same goods meanwhile: this time they are held before all else, and nobody takes them from us any more.
  const start = () => begin('last').catch((error: unknown) => {
    if (haveGoodsMoved(error)) return begin('first');
    throw error;
  });
  let begun = await start();
  if (begun.do === 'clear') {
    await clearTheWay(deps, ctx, begun.inTheWay);
    begun = await start();
    if (begun.do === 'clear') throw paymentInProgress(); // somebody pressed a third button meanwhile
  }
  if (begun.do === 'done') return answerOf(deps, ctx, { ...begun, outcome: null });
  const { completion: started, firstCall } = begun;
  if (started.state !== 'paying') return answerKnown(deps, ctx, started);
  const { confirmationToken } = started;
  return answerOf(deps, ctx, await performPaymentAnd(deps.payments, ctx, started.attemptId, { confirmationToken, returnUrl: request.returnUrl, firstCall, then: settling(deps, started.id) }));
}

/** A shopper who came back from the bank's page without an answer, and pays anew: the first try is cancelled at the gateway before a second begins. Any other
 *  payment that is on its way is waited for. If it was paid after all, its order group stands and the second press is answered with it. */
async function clearTheWay(deps: CheckoutDeps, ctx: Ctx, { id, attemptId }: Completion): Promise<void> {
  const attempt = await ctx.inTx((tx) => getAttempt(tx, attemptId));
  if (attempt.state !== 'requires_action') throw paymentInProgress();
  await cancelPaymentAnd(deps.payments, ctx, attemptId, { isOverdue: false, then: settling(deps, id) });
}

type Told = { readonly completion: Completion; readonly group: OrderGroup | null; readonly outcome: PaymentOutcome | null };

/** What follows from the gateway's word, in the transaction that takes it in. The cart and the completion are locked before the attempt, as everywhere. */
export function settling(deps: QuoteDeps, id: CheckoutId): Settle<Told> {
  let found: Completion | null = null;
  return {
    lock: async (tx) => void (found = await lockCompletion(tx, id)),
    settle: async (tx, outcome, taken) => {
      invariant(found, 'a completion is locked before it is settled');
      const { completion, group } = await settle(tx, deps, found, { outcome, taken });
      return { completion, group: group ?? (await groupOf(tx, completion)), outcome };
    },
  };
}

/** The answer of a completion that has ended, or whose order stands and waits for its money. */
export const answerKnown = async (deps: CheckoutDeps, ctx: Ctx, completion: Completion): Promise<CompletionAnswer> =>
  answerOf(deps, ctx, { completion, group: await ctx.inTx((tx) => groupOf(tx, completion)), outcome: null });

const groupOf = async (tx: TxCtx, completion: Completion): Promise<OrderGroup | null> =>
  completion.orderGroupId === null ? null : getOrderGroup(tx, completion.orderGroupId);

/** An order that was placed is shown, also one whose money never came: its page says so. */
export function answerOf(deps: CheckoutDeps, ctx: Pick<Ctx, 'tenantId'>, { completion, group, outcome }: Told): CompletionAnswer {
  if (group) return { outcome: 'placed', group, trackingToken: trackingToken(deps.tokenSecret, ctx.tenantId, group) };
  switch (completion.state) {
    case 'declined':
      throw paymentDeclinedError(outcome?.outcome === 'declined' ? outcome : { reason: completion.declineReason ?? 'final', declineCode: completion.declineCode, message: 'The payment was declined. Nothing was charged; please use another card.' });
    case 'needs_refund':
    case 'refunded':
      throw paidButGone();
    case 'abandoned':
      throw abandonedAlready();
    default:
      return outcome?.outcome === 'requires_action' ? { outcome: 'requires_action', url: outcome.nextAction.url } : { outcome: 'processing' };
  }
}
