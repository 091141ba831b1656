import type { CheckoutId } from '@stoa/events/checkout';
import type { OrderGroupId } from '@stoa/events/orders';
import type { AttemptId, DeclineReason, GatewayAccountId } from '@stoa/events/payments';
import { invariant } from '@stoa/platform/errors';
import type { PaymentMethod } from '@stoa/orders';
import type { Money } from '@stoa/platform/money';
import type { IntentSnapshot } from '../provider.js';

export type AttemptState = 'started' | 'confirming' | 'requires_action' | 'processing' | 'captured' | 'declined' | 'canceled';
export type Attempt = {
  readonly id: AttemptId;
  readonly checkoutId: CheckoutId;
  readonly orderGroupId: OrderGroupId | null;
  readonly gatewayAccountId: GatewayAccountId;
  readonly amount: Money;
  readonly state: AttemptState;
  /** With what it is paid; null until the gateway says so. */
  readonly method: PaymentMethod | null;
  readonly intentRef: string | null;
  readonly chargeRef: string | null;
  readonly settlementRef: string | null;
  readonly nextActionUrl: string | null;
  readonly declineReason: DeclineReason | null;
  readonly declineCode: string | null;
  readonly card: { readonly brand: string; readonly last4: string } | null;
  /** What the gateway kept, and what is left of the amount. Null until the gateway has said so. */
  readonly fee: Money | null;
  readonly net: Money | null;
  readonly createdAt: Date;
  readonly capturedAt: Date | null;
  readonly closedAt: Date | null;
  /** How often we asked without news, and when to ask again. */
  readonly polls: number;
  readonly dueAt: Date | null;
};

/** What happened to an attempt when we looked: the facts to book and to tell. */
export type AttemptFact = 'awaited' | 'captured' | 'declined' | 'canceled' | 'fee_known';

/** What stands may become… A decline may still turn out captured (the gateway's word counts), a capture and a cancellation are for ever. */
const MOVES: Record<AttemptState, readonly AttemptState[]> = {
  started: ['confirming', 'requires_action', 'processing', 'captured', 'declined', 'canceled'],
  confirming: ['requires_action', 'processing', 'captured', 'declined', 'canceled'],
  requires_action: ['processing', 'captured', 'declined', 'canceled'],
  processing: ['requires_action', 'captured', 'declined', 'canceled'],
  declined: ['captured'],
  captured: [],
  canceled: [],
};

/** Ways of paying whose money takes days: the gateway has taken the order to pay, and nobody but time knows more. */
const SLOW: readonly (PaymentMethod | null)[] = ['sepa_debit', 'bank_transfer'];
export const isAwaited = (attempt: Pick<Attempt, 'state' | 'method'>): boolean => attempt.state === 'processing' && SLOW.includes(attempt.method);
export const isOpen = (attempt: Attempt): boolean => !['captured', 'declined', 'canceled'].includes(attempt.state);
const mayBecome = (from: AttemptState, to: AttemptState) => MOVES[from].includes(to);

/** The one reducer: what the gateway said, whether it came as an answer, a webhook or a re-read, in any order and any number of times. */
export function see(attempt: Attempt, seen: IntentSnapshot, now: Date): { attempt: Attempt; facts: AttemptFact[] } {
  invariant(attempt.intentRef === null || attempt.intentRef === seen.intentRef, 'an attempt has one intent for life');
  invariant(seen.amount.minor === attempt.amount.minor && seen.amount.currency === attempt.amount.currency, `the intent ${seen.intentRef} asks for what the attempt asks for`);
  const facts: AttemptFact[] = [];
  let next: Attempt = { ...attempt, intentRef: seen.intentRef, chargeRef: seen.chargeRef ?? attempt.chargeRef, method: seen.method ?? attempt.method, card: seen.card ?? attempt.card };
  const state = stateIn(seen);
  if (state !== null && mayBecome(attempt.state, state)) {
    next = { ...next, ...moved(next, state, seen, now) };
    if (isAwaited(next) && !isAwaited(attempt)) facts.push('awaited');
    if (state === 'captured' || state === 'declined' || state === 'canceled') facts.push(state);
  }
  if (next.state === 'captured' && next.fee === null && seen.settlement !== null) {
    next = { ...next, settlementRef: seen.settlement.ref, fee: seen.settlement.fee, net: seen.settlement.net };
    facts.push('fee_known');
  }
  return { attempt: { ...next, ...nextLook(next, attempt, now) }, facts };
}

function stateIn(seen: IntentSnapshot): AttemptState | null {
  if (seen.status !== 'unpaid') return seen.status;
  return seen.decline === null ? null : 'declined';
}

function moved(attempt: Attempt, state: AttemptState, seen: IntentSnapshot, now: Date): Partial<Attempt> {
  const closed = state === 'captured' || state === 'declined' || state === 'canceled';
  return {
    state,
    nextActionUrl: state === 'requires_action' ? seen.nextActionUrl : null,
    declineReason: state === 'declined' ? (seen.decline?.reason ?? attempt.declineReason) : null,
    declineCode: state === 'declined' ? (seen.decline?.code ?? attempt.declineCode) : null,
    capturedAt: state === 'captured' ? now : null,
    closedAt: closed ? now : null,
  };
}

const LOOK_AGAIN_MS = 60_000;
/** Longer than a call may take with all its repetitions. */
export const FIRST_LOOK_MS = 2 * LOOK_AGAIN_MS;
const LOOK_AGAIN_AT_MOST_MS = 3_600_000;
/** The gateway names its fee some seconds after the capture; when it forgot to say so, we ask. */
const FEE_OVERDUE_MS = 600_000;

/** When to ask the gateway ourselves, should it say nothing. */
function nextLook(next: Attempt, before: Attempt, now: Date): Pick<Attempt, 'dueAt' | 'polls'> {
  const polls = next.state === before.state ? before.polls : 0;
  if (next.method === 'bank_transfer') return { polls, dueAt: null }; // whoever sees the money come in says so
  if (isOpen(next)) return { polls, dueAt: next.state === 'started' ? null : later(now, LOOK_AGAIN_MS, polls) };
  if (next.state === 'captured' && next.fee === null) return { polls, dueAt: later(now, FEE_OVERDUE_MS, polls) };
  return { polls, dueAt: null };
}

/** Twice as long each time, up to an hour. */
export const later = (now: Date, stepMs: number, polls: number): Date =>
  new Date(now.getTime() + Math.min(stepMs * 2 ** Math.min(polls, 10), Math.max(LOOK_AGAIN_AT_MOST_MS, stepMs)));
