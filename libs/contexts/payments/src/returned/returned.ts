import type { CheckoutId } from '@stoa/events/checkout';
import type { AttemptId } from '@stoa/events/payments';
import type { Money } from '@stoa/platform/money';
import type { RefundSnapshot } from '../provider.js';

export type ReturnState = 'decided' | 'pending' | 'succeeded' | 'failed';
/** A payment that is sent back whole: it came when what it was for could not be had any more. */
export type ReturnedPayment = {
  readonly attemptId: AttemptId;
  readonly checkoutId: CheckoutId;
  readonly amount: Money;
  readonly state: ReturnState;
  readonly refundRef: string | null;
  readonly failure: string | null;
  readonly tries: number;
  readonly decidedAt: Date;
  readonly settledAt: Date | null;
  readonly dueAt: Date | null;
};

/** The same for ever: however often the gateway is asked, the money goes back once. */
export const returnKey = (attemptId: AttemptId): string => `return:${attemptId}`;
const LOOK_AGAIN_MS = 60 * 60_000;

/** What the gateway's word makes of it, in any order, any number of times. A bank may send the money back weeks after it was sent. */
export function seeReturn(before: ReturnedPayment, seen: RefundSnapshot, now: Date): { returned: ReturnedPayment; became: ReturnState | null } {
  if (before.state === 'failed' || (before.state === 'succeeded' && seen.status !== 'failed')) return { returned: before, became: null };
  const returned: ReturnedPayment = {
    ...before, state: seen.status, refundRef: seen.refundRef, failure: seen.failure, settledAt: seen.status === 'succeeded' ? now : before.settledAt,
    dueAt: seen.status === 'pending' ? new Date(now.getTime() + LOOK_AGAIN_MS) : null,
  };
  return { returned, became: before.state === seen.status ? null : seen.status };
}
