import type { AttemptId } from '@stoa/events/payments';
import { paymentCanceled, paymentDeclined } from '@stoa/events/payments';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { unreachable } from '@stoa/platform/errors';
import type { PaymentsDeps } from '../deps.js';
import { getGatewayAccount } from '../gateway-account/gateway-account.repository.js';
import type { Gateway, ProviderAnswer } from '../provider.js';
import { takeInSnapshot } from './apply-payment-state.js';
import { isOpen, later, type Attempt } from './attempt.js';
import { lockAttempt, updateAttempt } from './attempt.repository.js';
import { recordCall, recordCallAnswer, wasCalled, type GatewayCall } from './call.repository.js';
import { outcomeOf, type PaymentOutcome } from './outcome.js';

type Step = { readonly do: 'stop'; readonly attempt: Attempt } | { readonly do: 'call'; readonly attempt: Attempt; readonly call: GatewayCall; readonly gateway: Gateway }
  | { readonly do: 'read'; readonly attempt: Attempt; readonly intentRef: string; readonly gateway: Gateway };
/** `known`: the gateway, when an earlier step asked for it. */
type Decide = (tx: TxCtx, attempt: Attempt, known: Gateway | null) => Promise<Step>;
/** The first call of a payment, written down by `startPaymentCall` together with what is paid. */
export type FirstCall = Extract<Step, { do: 'call' }>;

/** Makes the intent and confirms it. Safe to run again at any point, by several at once, and after a crash: each call has a key that was written down first.
 *  An unknown outcome is `processing`, never a decline. */
export function performPayment(deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId, request: { confirmationToken: string; returnUrl: string; firstCall?: FirstCall | null }): Promise<PaymentOutcome> {
  const { firstCall = null, ...how } = request;
  const decide: Decide = async (tx, attempt, known) => {
    if (!isOpen(attempt)) return { do: 'stop', attempt };
    const gateway = known ?? (await gatewayOf(tx, attempt));
    if (attempt.intentRef === null) return { do: 'call', attempt, gateway, call: await recordCall(tx, { attemptId, operation: 'create', request: {} }) };
    if (attempt.state === 'requires_action' || attempt.state === 'processing') return { do: 'read', attempt, gateway, intentRef: attempt.intentRef };
    const confirming: Attempt = { ...attempt, state: 'confirming', dueAt: later(tx.now, 60_000, attempt.polls) };
    await updateAttempt(tx, confirming);
    return { do: 'call', attempt: confirming, gateway, call: await recordCall(tx, { attemptId, operation: 'confirm', request: { ...how, intentRef: attempt.intentRef } }) };
  };
  return walk(deps, ctx, { attemptId, firstCall }, decide);
}

/** Makes sure that this attempt never takes money any more. `captured` means that it already has: the goods are sold, not free. `processing`: the gateway
 *  did not say; nothing may be released yet. */
export function cancelPayment(deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId): Promise<PaymentOutcome> {
  return walk(deps, ctx, { attemptId, firstCall: null }, async (tx, attempt) => {
    if (attempt.state === 'captured' || attempt.state === 'canceled') return { do: 'stop', attempt };
    if (attempt.state === 'declined' && attempt.intentRef === null) return { do: 'stop', attempt };
    const gateway = await gatewayOf(tx, attempt);
    if (attempt.intentRef !== null) {
      return { do: 'call', attempt, gateway, call: await recordCall(tx, { attemptId, operation: 'cancel', request: { intentRef: attempt.intentRef } }) };
    }
    // Somebody may have made the intent and died before saving its name: the same key brings it back.
    if (await wasCalled(tx, 'create', attemptId)) return { do: 'call', attempt, gateway, call: await recordCall(tx, { attemptId, operation: 'create', request: {} }) };
    return { do: 'stop', attempt: await close(tx, attempt, { state: 'canceled' }) };
  });
}

/** Asks the gateway how an attempt stands, changing nothing there. */
export function readPayment(deps: PaymentsDeps, ctx: Ctx, attemptId: AttemptId): Promise<PaymentOutcome> {
  return walk(deps, ctx, { attemptId, firstCall: null }, async (tx, attempt) =>
    attempt.intentRef === null ? { do: 'stop', attempt } : { do: 'read', attempt, intentRef: attempt.intentRef, gateway: await gatewayOf(tx, attempt) });
}

/** Intent, call, result; and again, when making the intent was only the first half. */
async function walk(deps: PaymentsDeps, ctx: Ctx, from: { attemptId: AttemptId; firstCall: FirstCall | null }, decide: Decide): Promise<PaymentOutcome> {
  let step: Step = from.firstCall ?? (await ctx.inTx(async (tx) => decide(tx, await lockAttempt(tx, from.attemptId), null)));
  while (step.do !== 'stop') {
    const done: Exclude<Step, { do: 'stop' }> = step;
    const answer = await send(deps, ctx, done);
    const isFirstHalf = done.do === 'call' && done.call.operation === 'create' && answer.outcome === 'answered';
    step = await ctx.inTx(async (tx) => {
      const attempt = await takeIn(tx, done, answer);
      return isFirstHalf ? decide(tx, attempt, done.gateway) : { do: 'stop', attempt };
    });
  }
  return outcomeOf(step.attempt);
}

function send(deps: PaymentsDeps, ctx: Ctx, step: Exclude<Step, { do: 'stop' }>): Promise<ProviderAnswer> {
  const { gateway, attempt } = step;
  if (step.do === 'read') return deps.provider.readIntent(ctx, { gateway, intentRef: step.intentRef });
  const { key: idempotencyKey, operation, request } = step.call;
  const intentRef = request.intentRef ?? '';
  switch (operation) {
    case 'create':
      return deps.provider.createIntent(ctx, { gateway, idempotencyKey, amount: attempt.amount, attemptId: attempt.id, checkoutId: attempt.checkoutId });
    case 'confirm':
      return deps.provider.confirmIntent(ctx, { gateway, idempotencyKey, intentRef, confirmationToken: request.confirmationToken ?? '', returnUrl: request.returnUrl ?? '' });
    case 'cancel':
      return deps.provider.cancelIntent(ctx, { gateway, idempotencyKey, intentRef });
    default:
      return unreachable(operation);
  }
}

async function takeIn(tx: TxCtx, step: Exclude<Step, { do: 'stop' }>, answer: ProviderAnswer): Promise<Attempt> {
  const attempt = await lockAttempt(tx, step.attempt.id); // before its call's row, as everywhere
  if (step.do === 'call') await recordCallAnswer(tx, step.call, { outcome: answer.outcome, detail: answer.outcome === 'answered' ? null : answer.message });
  if (answer.outcome === 'answered') return takeInSnapshot(tx, attempt, answer.intent);
  tx.log.warn({ attempt: step.attempt.id, answer: answer.outcome, message: answer.message }, 'the gateway did not take a call');
  // Refused to make or confirm it: nothing was charged, and the same request will never be. Anything else stays open until somebody knows.
  const isOver = answer.outcome === 'refused' && step.do === 'call' && step.call.operation !== 'cancel' && isOpen(attempt);
  return isOver ? close(tx, attempt, { state: 'declined', declineReason: 'ours', declineCode: answer.code }) : attempt;
}

async function close(tx: TxCtx, attempt: Attempt, how: Pick<Attempt, 'state'> & Partial<Attempt>): Promise<Attempt> {
  const closed: Attempt = { ...attempt, ...how, nextActionUrl: null, closedAt: tx.now, dueAt: null };
  await updateAttempt(tx, closed);
  const who = { attemptId: attempt.id, checkoutId: attempt.checkoutId };
  if (closed.state === 'canceled') await announce(tx, paymentCanceled, who);
  else await announce(tx, paymentDeclined, { ...who, reason: 'ours' });
  return closed;
}

const gatewayOf = async (tx: TxCtx, attempt: Attempt): Promise<Gateway> => ({ secretRef: (await getGatewayAccount(tx, attempt.gatewayAccountId)).secretRef });
