import type { CartId, CheckoutId } from '@stoa/events/checkout';
import type { OrderGroupId } from '@stoa/events/orders';
import type { AttemptId } from '@stoa/events/payments';
import type { PlaceInput } from '@stoa/orders';
import type { recordDecisions } from '@stoa/tax';

type DecisionToRecord = Parameters<typeof recordDecisions>[2][number];

/**
 * `paying`: the goods are reserved and the gateway is being asked. `awaiting`: there is an order group, its goods are held, and its money is on its way. `placed`: the order group is paid. `declined` and `abandoned`: no money, the goods are
 * for sale again. `needs_refund`: the money came when the goods were gone and is on its way back; `refunded`: it has been sent back.
 */
export type CompletionState = 'paying' | 'awaiting' | 'placed' | 'declined' | 'abandoned' | 'needs_refund' | 'refunded';

export const DAY_MS = 24 * 3_600_000;
/** How long goods are held for somebody who pays. The reservation's deadline is the sweeper's, not inventory's. */
export const RESERVATION_MS = 15 * 60_000;
/** After an unclear answer of the gateway the sweeper asks again this much later. */
export const LOOK_AGAIN_MS = 2 * 60_000;
/** A debit that neither came nor failed in its scheme's time cannot be hurried. */
export const LOOK_AGAIN_AWAITING_MS = 60 * 60_000;

/** Everything placing needs, fixed when the shopper pressed the button: no price, tax or commission is worked out again after the money came. */
export type FrozenQuote = {
  readonly place: Omit<PlaceInput, 'card' | 'payment' | 'paidMinor' | 'attemptId'>;
  readonly decisions: readonly DecisionToRecord[];
  readonly reservation: readonly { readonly lineId: string; readonly variantId: string; readonly quantity: number }[];
};

/** One try to turn a cart into an order group. */
export type Completion = {
  readonly id: CheckoutId;
  readonly cartId: CartId;
  readonly idempotencyKey: string;
  readonly requestHash: string;
  readonly confirmationToken: string;
  readonly state: CompletionState;
  readonly attemptId: AttemptId;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly quote: FrozenQuote;
  readonly orderGroupId: OrderGroupId | null;
  readonly declineReason: string | null;
  readonly declineCode: string | null;
  readonly dueAt: Date | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
};

/** A decline may still turn into money (the gateway's word counts), and so may what we gave up: then placing is tried all the same. */
const MOVES: Record<CompletionState, readonly CompletionState[]> = {
  paying: ['awaiting', 'placed', 'declined', 'abandoned', 'needs_refund'],
  awaiting: ['placed', 'declined', 'abandoned', 'needs_refund'],
  declined: ['placed', 'needs_refund'],
  abandoned: ['placed', 'needs_refund'],
  needs_refund: ['refunded'],
  refunded: [],
  placed: [],
};

export const mayBecome = (from: CompletionState, to: CompletionState): boolean => MOVES[from].includes(to);

/** Moves a completion to where it ends; the caller has asked `mayBecome`. */
export const ended = (completion: Completion, how: Pick<Completion, 'state'> & Partial<Pick<Completion, 'orderGroupId' | 'declineReason' | 'declineCode'>>, now: Date): Completion => ({
  ...completion, ...how, dueAt: null, endedAt: now,
});
