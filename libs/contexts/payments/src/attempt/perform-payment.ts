import type { AttemptId } from '@stoa/events/payments';
import { paymentCanceled, paymentDeclined } from '@stoa/events/payments';
import type { PaymentMethod } from '@stoa/orders';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { announce, tellTogether } from '@stoa/platform/events';
import { invariant, unreachable } from '@stoa/platform/errors';
import { gatewayFor, type PaymentsDeps } from '../deps.js';
import { getGatewayAccount } from '../gateway-account/gateway-account.repository.js';
import type { Gateway, ProviderAnswer } from '../provider.js';
import { asItStands, type TakenIn, takeInSnapshot } from './apply-payment-state.js';
import { FIRST_LOOK_MS, isAwaited, isOpen, type Attempt } from './attempt.js';
import { lockAttempt, updateAttempt } from './attempt.repository.js';
import { findCall, recordCall, recordCallAnswer, type GatewayCall } from './call.repository.js';
import { outcomeOf, type PaymentOutcome } from './outcome.js';

type Step = { readonly do: 'stop'; readonly attempt: Attempt } | { readonly do: 'call' | 'recall'; readonly attempt: Attempt; readonly call: GatewayCall; readonly gateway: Gateway }
  | { readonly do: 'read'; readonly attempt: Attempt; readonly intentRef: string; readonly gateway: Gateway };
/** `known`: the gateway, when an earlier step asked for it. */
type Decide = (tx: TxCtx, attempt: Attempt, known: Gateway | null) => Promise<Step>;
/** The call that makes a payment, written down by `startPaymentCall` together with what is paid. */
export type FirstCall = Extract<Step, { do: 'call' | 'recall' }>;
/** What is done about the outcome in the transaction that takes it in: all of it or none. `lock` locks what comes before an attempt. What `settle` does not save of the
 *  attempt is saved after it. */
export type Settle<T> = { lock(tx: TxCtx): Promise<void>; settle(tx: TxCtx, outcome: PaymentOutcome, taken: TakenIn): Promise<T> };
type How<T> = { readonly then: Settle<T> };
const justSay: Settle<PaymentOutcome> = { lock: async () => undefined, settle: async (_tx, outcome) => outcome };

/** Makes the payment and confirms it, in one call. Safe to run again at any point, by several at once, and after a crash: the call has a key that was written down
 *  first, and what was asked then is asked again. An unknown outcome is `processing`, never a decline. */
export function performPaymentAnd<T>(deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId, request: { confirmationToken: string; returnUrl: string; firstCall?: FirstCall | null } & How<T>): Promise<T> {
  const { firstCall = null, then, ...how } = request;
  return walk(deps, ctx, { attemptId, firstCall, then }, async (tx, attempt) => {
    if (!isOpen(attempt)) return { do: 'stop', attempt };
    const gateway = await gatewayOf(tx, attempt);
    if (attempt.intentRef !== null) return { do: 'read', attempt, gateway, intentRef: attempt.intentRef };
    const confirming: Attempt = { ...attempt, state: 'confirming', dueAt: new Date(tx.now.getTime() + FIRST_LOOK_MS) };
    if (attempt.state === 'started') await updateAttempt(tx, confirming);
    return { do: 'call', attempt: confirming, gateway, call: await recordCall(tx, { attemptId, operation: 'create', request: how }) };
  });
}
export const performPayment = (deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId, request: { confirmationToken: string; returnUrl: string; firstCall?: FirstCall | null }): Promise<PaymentOutcome> =>
  performPaymentAnd(deps, ctx, attemptId, { ...request, then: justSay });

/** Makes sure that this attempt never takes money any more. `captured` means that it already has: the goods are sold, not free. `processing`: the gateway
 *  did not say; nothing may be released yet. Money that is on its way is waited for, unless it `isOverdue`. */
export function cancelPaymentAnd<T>(deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId, { then, isOverdue }: How<T> & { isOverdue: boolean }): Promise<T> {
  return walk(deps, ctx, { attemptId, firstCall: null, then }, async (tx, attempt) => {
    if (attempt.state === 'captured' || attempt.state === 'canceled') return { do: 'stop', attempt };
    if (attempt.state === 'declined' && attempt.intentRef === null) return { do: 'stop', attempt };
    if (isAwaited(attempt) && !isOverdue) return { do: 'stop', attempt };
    if (attempt.intentRef === null) return recall(tx, attempt);
    return cancelCall(tx, attempt, attempt.intentRef);
  });
}
export const cancelPayment = (deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId): Promise<PaymentOutcome> => cancelPaymentAnd(deps, ctx, attemptId, { then: justSay, isOverdue: false });

/** Asks the gateway how an attempt stands, changing nothing there. */
export function readPaymentAnd<T>(deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId, { then }: How<T>): Promise<T> {
  return walk(deps, ctx, { attemptId, firstCall: null, then }, (tx, attempt) => reading(tx, attempt, async () => ({ do: 'stop', attempt })));
}
export const readPayment = (deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId): Promise<PaymentOutcome> => readPaymentAnd(deps, ctx, attemptId, { then: justSay });

/** The same for an attempt of which nothing was heard: if the answer of the call that made it was lost, it is learnt now. A call that never arrived never will, and
 *  its attempt is cancelled at once. */
export function recallPayment(deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId): Promise<PaymentOutcome> {
  let isRecalled = false;
  return walk(deps, ctx, { attemptId, firstCall: null, then: justSay }, (tx, attempt) => {
    if (isRecalled) return attempt.state === 'confirming' && attempt.intentRef !== null ? cancelCall(tx, attempt, attempt.intentRef) : Promise.resolve({ do: 'stop', attempt });
    isRecalled = attempt.intentRef === null;
    return reading(tx, attempt, () => recall(tx, attempt));
  });
}

async function reading(tx: TxCtx, attempt: Attempt, otherwise: () => Promise<Step>): Promise<Step> {
  return attempt.intentRef === null ? otherwise() : { do: 'read', attempt, intentRef: attempt.intentRef, gateway: await gatewayOf(tx, attempt) };
}

/** Somebody may have made the intent and died before saving its name. One that nobody was about to make is cancelled here and now. */
async function recall(tx: TxCtx, attempt: Attempt): Promise<Step> {
  const call = await findCall(tx, 'create', attempt.id);
  if (call === null) return { do: 'stop', attempt: isOpen(attempt) ? await close(tx, attempt, { state: 'canceled' }) : attempt };
  return { do: 'recall', attempt, call, gateway: await gatewayOf(tx, attempt) };
}

const cancelCall = async (tx: TxCtx, attempt: Attempt, intentRef: string): Promise<Step> =>
  ({ do: 'call', attempt, gateway: await gatewayOf(tx, attempt), call: await recordCall(tx, { attemptId: attempt.id, operation: 'cancel', request: { intentRef } }) });

/** Intent, call, result; and again, when finding the intent was only the first half. */
async function walk<T>(deps: PaymentsDeps, ctx: Ctx, from: { attemptId: AttemptId; firstCall: FirstCall | null; then: Settle<T> }, decide: Decide): Promise<T> {
  const { attemptId, then } = from;
  type Next = { readonly step: Exclude<Step, { do: 'stop' }> } | { readonly done: T };
  const end = async (tx: TxCtx, taken: TakenIn): Promise<Next> => {
    const done = await then.settle(tx, outcomeOf(taken.attempt), taken);
    await taken.save();
    return { done };
  };
  const goOn = async (tx: TxCtx, step: Step): Promise<Next> => (step.do === 'stop' ? end(tx, asItStands(tx, step.attempt)) : { step });
  const begin = () => ctx.inTx(async (tx) => {
    await then.lock(tx);
    return goOn(tx, await decide(tx, await lockAttempt(tx, attemptId), null));
  });
  let next: Next = from.firstCall ? { step: from.firstCall } : await begin();
  while ('step' in next) {
    const { step } = next;
    const answer = await send(deps, ctx, step);
    const isFirstHalf = step.do === 'recall' && answer.outcome === 'answered';
    next = await ctx.inTx((tx) => tellTogether(tx, async () => {
      await then.lock(tx);
      const taken = await takeIn(tx, step, answer);
      if (!isFirstHalf) return end(tx, taken);
      await taken.save();
      return goOn(tx, await decide(tx, taken.attempt, step.gateway));
    }));
  }
  return next.done;
}

function send(deps: PaymentsDeps, ctx: Ctx, step: Exclude<Step, { do: 'stop' }>): Promise<ProviderAnswer> {
  const { gateway, attempt } = step;
  const provider = gatewayFor(deps, gateway);
  if (step.do === 'read') return provider.readIntent(ctx, { gateway, intentRef: step.intentRef });
  const { key: idempotencyKey, operation, request } = step.call;
  switch (operation) {
    case 'create': {
      const { confirmationToken = '', returnUrl = '', method = null } = request;
      const wanted = { gateway, idempotencyKey, amount: attempt.amount, attemptId: attempt.id, checkoutId: attempt.checkoutId, confirmationToken, returnUrl, method: method as PaymentMethod | null };
      return step.do === 'recall' ? provider.recallIntent(ctx, wanted) : provider.createIntent(ctx, wanted);
    }
    case 'cancel':
      invariant(request['intentRef'], 'what is cancelled has a name');
      return provider.cancelIntent(ctx, { gateway, idempotencyKey, intentRef: request['intentRef'] });
    default:
      return unreachable(operation);
  }
}

async function takeIn(tx: TxCtx, step: Exclude<Step, { do: 'stop' }>, answer: ProviderAnswer): Promise<TakenIn> {
  const attempt = await lockAttempt(tx, step.attempt.id); // before its call's row, as everywhere
  const answered = step.do === 'read' ? null : { key: step.call.key, outcome: answer.outcome, detail: answer.outcome === 'answered' ? null : answer.message };
  if (answer.outcome === 'answered') return takeInSnapshot(tx, attempt, answer.intent, answered);
  if (answered) await recordCallAnswer(tx, answered);
  tx.log.warn({ attempt: step.attempt.id, answer: answer.outcome, message: answer.message }, 'the gateway did not take a call');
  // Refused to make it: nothing was charged, and the same request will never be. Anything else stays open until somebody knows.
  const isOver = answer.outcome === 'refused' && step.do === 'call' && step.call.operation === 'create' && isOpen(attempt);
  return asItStands(tx, isOver ? await close(tx, attempt, { state: 'declined', declineReason: 'ours', declineCode: answer.code }) : attempt);
}

async function close(tx: TxCtx, attempt: Attempt, how: Pick<Attempt, 'state'> & Partial<Attempt>): Promise<Attempt> {
  const closed: Attempt = { ...attempt, ...how, nextActionUrl: null, closedAt: tx.now, dueAt: null };
  await updateAttempt(tx, closed);
  const who = { attemptId: attempt.id, checkoutId: attempt.checkoutId };
  if (closed.state === 'canceled') await announce(tx, paymentCanceled, who);
  else await announce(tx, paymentDeclined, { ...who, reason: 'ours' });
  return closed;
}

const gatewayOf = async (tx: TxCtx, attempt: Attempt): Promise<Gateway> => {
  const { provider, secretRef } = await getGatewayAccount(tx, attempt.gatewayAccountId);
  return { provider, secretRef };
};
