import type { OrderGroupId } from '@stoa/events/orders';
import type { AttemptId } from '@stoa/events/payments';
import { feeBooked, paymentAwaited, paymentCanceled, paymentCaptured, paymentDeclined } from '@stoa/events/payments';
import { account, move, post, type JournalDraft } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { invariant } from '@stoa/platform/errors';
import type { IntentSnapshot } from '../provider.js';
import { see, type Attempt, type AttemptFact } from './attempt.js';
import { lockAttempt, updateAttempt } from './attempt.repository.js';
import type { CallAnswer } from './call.repository.js';
import { cashOf } from './cash.js';

/** Takes in what the gateway said about an attempt: the one way in for an API answer, a webhook and a re-read, in any order, any number of times.
 *  Books the capture and the gateway's fee once each, and tells what became of the attempt. */
export async function applyPaymentState(ctx: TxCtx, attemptId: AttemptId, seen: IntentSnapshot): Promise<Attempt> {
  const taken = takeInSnapshot(ctx, await lockAttempt(ctx, attemptId), seen);
  await taken.save();
  return taken.attempt;
}

/** What whoever settles a payment writes together with it. */
type Along = { readonly orderGroupId: OrderGroupId; readonly journals: readonly JournalDraft[] };
/** An attempt that the caller holds locked, as it will stand. `save` writes what was decided about it, once, and with it what is given along, in the same statements. */
export type TakenIn = { readonly attempt: Attempt; save(along?: Along): Promise<void> };

/** An attempt of which nothing new was heard. */
export const asItStands = (ctx: TxCtx, attempt: Attempt): TakenIn => ({
  attempt,
  save: async (along) => {
    if (!along) return;
    if (attempt.orderGroupId === null) await updateAttempt(ctx, { ...attempt, orderGroupId: along.orderGroupId });
    await post(ctx, along.journals);
  },
});

/** The same for an attempt that the caller holds locked, and saves. `answer`: what came of the call that asked. */
export function takeInSnapshot(ctx: TxCtx, before: Attempt, seen: IntentSnapshot, answer: CallAnswer | null = null): TakenIn {
  const { attempt, facts } = see(before, seen, ctx.now);
  if (facts.includes('captured')) invariant(seen.received.minor === attempt.amount.minor, 'a capture is of the whole amount');
  let isSaved = false;
  const save = async (along?: Along) => {
    invariant(!isSaved || !along, 'what is saved with an attempt comes before it is saved');
    if (isSaved) return;
    isSaved = true;
    await updateAttempt(ctx, along ? { ...attempt, orderGroupId: along.orderGroupId } : attempt, answer);
    await post(ctx, [...facts.flatMap((fact) => journalsFor(fact, attempt)), ...(along?.journals ?? [])]);
    for (const fact of facts) await tell(ctx, fact, attempt);
  };
  return { attempt, save };
}

/** Booked about the attempt: once, by the ledger's own rule on sources. */
export const attemptSource = (attemptId: AttemptId) => ({ kind: 'payment_attempt', id: attemptId });

function journalsFor(fact: AttemptFact, attempt: Attempt): JournalDraft[] {
  const { currency } = attempt.amount;
  const source = attemptSource(attempt.id);
  const pending = cashOf(attempt);
  if (fact === 'captured') {
    return [{ source, event: 'captured', memo: { charge: attempt.chargeRef, intent: attempt.intentRef }, entries: move(pending, account('order.clearing', currency), attempt.amount.minor) }];
  }
  if (fact !== 'fee_known' || attempt.fee === null || attempt.fee.minor === 0n) return [];
  // A gateway account that settles in another currency than it charges would need a conversion in the books first.
  invariant(attempt.fee.currency === currency, `the gateway settles in ${currency}`);
  const memo = { settlement: attempt.settlementRef };
  return [
    { source, event: 'fee', memo, entries: move(account('exp.gateway_fee', currency), pending, attempt.fee.minor) },
    { source, event: 'fee_recharged', memo, entries: move(account('tenant.payable', currency), account('rev.fee_recovered', currency), attempt.fee.minor) },
  ];
}

async function tell(ctx: TxCtx, fact: AttemptFact, attempt: Attempt): Promise<void> {
  const who = { attemptId: attempt.id, checkoutId: attempt.checkoutId };
  if (fact === 'captured') return announce(ctx, paymentCaptured, { ...who, amountMinor: Number(attempt.amount.minor), currency: attempt.amount.currency });
  if (fact === 'awaited') return announce(ctx, paymentAwaited, who);
  if (fact === 'canceled') return announce(ctx, paymentCanceled, who);
  if (fact === 'declined') {
    invariant(attempt.declineReason, 'a declined attempt knows why');
    return announce(ctx, paymentDeclined, { ...who, reason: attempt.declineReason });
  }
  invariant(attempt.fee, 'a known fee has an amount');
  return announce(ctx, feeBooked, { attemptId: attempt.id, orderGroupId: attempt.orderGroupId, feeMinor: Number(attempt.fee.minor), currency: attempt.fee.currency });
}
