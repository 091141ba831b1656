import type { ConsignmentId, OrderGroupId, OrderId } from '@stoa/events/orders';
import type { AttemptId, RefundId } from '@stoa/events/payments';
import type { VendorId } from '@stoa/events/vendors';
import { invariant } from '@stoa/platform/errors';
import type { Money } from '@stoa/platform/money';
import type { RefundSnapshot } from '../provider.js';

/** Who bears what of a refund in a marketplace. `commission`: does the vendor get it back for what is given back. `goodwillBy`: who pays what is given back without goods. */
export type RefundPolicy = { readonly commission: 'returned' | 'kept'; readonly goodwillBy: 'marketplace' | 'vendor' };
export const DEFAULT_POLICY: RefundPolicy = { commission: 'returned', goodwillBy: 'marketplace' };

export const refundReasons = ['returned', 'damaged', 'not_received', 'not_available', 'goodwill', 'duplicate', 'other'] as const;
export type RefundReason = (typeof refundReasons)[number];

/** Part of a part's tax, for one authority; who files it lowers what he owes. */
export type RefundTax = { readonly authority: string; readonly name: string; readonly ratePct: string; readonly baseMinor: bigint; readonly minor: bigint; readonly remitter: 'seller' | 'platform' | 'none' };

/** What is given back of one thing the shopper paid for, as it was reckoned when the refund was decided. */
export type RefundPart = {
  /** `rounding`: cents of a refund made by hand that no price comes to; the marketplace bears them, and has them back when all is given back. */
  readonly kind: 'goods' | 'shipping' | 'fee' | 'rounding';
  /** The order line, the consignment, or the consignment and the fee's code. */
  readonly id: string;
  readonly orderId: OrderId;
  readonly consignmentId: ConsignmentId;
  readonly decisionId: string;
  /** What the tax decision calls it; null for a fee, which it taxes in no line of its own. */
  readonly taxLineId: string | null;
  readonly title: string;
  /** Pieces that count as given back; none where only money is. */
  readonly quantity: number;
  readonly restock: boolean;
  readonly isGoodwill: boolean;
  /** As the market states prices: with tax or without. All shares of the original are reckoned on it. */
  readonly statedMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly commissionMinor: bigint;
  readonly taxes: readonly RefundTax[];
  /** What the marketplace need not hand on any more: its taxes and its fees by law. */
  readonly byPlatform: readonly { readonly authority: string; readonly minor: bigint }[];
};

/** Who pays the part of a refund that belongs to one order. `gross` = vendor + marketplace + authorities. */
export type RefundShare = {
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly vendorId: VendorId;
  readonly vendorName: string;
  readonly grossMinor: bigint;
  readonly vendorMinor: bigint;
  /** Commission that goes back, and goodwill that the marketplace pays. */
  readonly commissionMinor: bigint;
  readonly goodwillMinor: bigint;
  readonly byPlatform: readonly { readonly authority: string; readonly minor: bigint }[];
};

export type SentBack = { readonly on: string; readonly reference: string };

export type Reckoning = { readonly parts: readonly RefundPart[]; readonly shares: readonly RefundShare[]; readonly amount: Money; readonly policy: RefundPolicy };

/** `decided`: booked, the gateway not asked or not answered yet. `pending`: with the gateway. A success may still fail weeks later; a failure is for ever. */
export type RefundState = 'decided' | 'pending' | 'succeeded' | 'failed';
export type Refund = Reckoning & {
  readonly id: RefundId;
  readonly attemptId: AttemptId;
  readonly orderGroupId: OrderGroupId;
  readonly state: RefundState;
  /** `gateway`: somebody made it at the gateway's own pages, and it was taken over. */
  readonly origin: 'stoa' | 'gateway';
  /** `bank_transfer`: the shopper paid that way, so somebody of the marketplace sends the money back and says so here. */
  readonly way: 'gateway' | 'bank_transfer';
  /** Of a bank transfer that was sent: its day and its reference on the bank statement. */
  readonly sent: SentBack | null;
  readonly reason: RefundReason;
  readonly note: string | null;
  readonly refundRef: string | null;
  readonly failure: string | null;
  readonly decidedBy: { readonly kind: string; readonly id: string };
  readonly decidedAt: Date;
  readonly settledAt: Date | null;
  readonly failedAt: Date | null;
  readonly tries: number;
  readonly dueAt: Date | null;
};

export const counts = (refund: Pick<Refund, 'state'>): boolean => refund.state !== 'failed';
export const refundKey = (id: RefundId): string => `refund:${id}`;

const MOVES: Record<RefundState, readonly RefundState[]> = { decided: ['pending', 'succeeded', 'failed'], pending: ['succeeded', 'failed'], succeeded: ['failed'], failed: [] };
const PENDING_LOOK_MS = 3_600_000;

/** The one reducer: what the gateway said of a refund, as an answer, by a webhook or when it was read again; in any order, any number of times. */
export function seeRefund(refund: Refund, seen: RefundSnapshot, now: Date): { refund: Refund; became: RefundState | null } {
  invariant(refund.refundRef === null || refund.refundRef === seen.refundRef, 'a refund has one name at the gateway for life');
  invariant(seen.amount.minor === refund.amount.minor && seen.amount.currency === refund.amount.currency, `the gateway's refund ${seen.refundRef} is of the amount that was decided`);
  const named = { ...refund, refundRef: seen.refundRef };
  if (!MOVES[refund.state].includes(seen.status)) return { refund: refund.state === 'pending' ? { ...named, dueAt: new Date(now.getTime() + PENDING_LOOK_MS) } : named, became: null };
  return { refund: moved(named, seen.status, { now, failure: seen.failure }), became: seen.status };
}

/** The gateway refused it for good: it is over. */
export const refuse = (refund: Refund, failure: string, now: Date): Refund => moved(refund, 'failed', { now, failure });

function moved(refund: Refund, state: RefundState, { now, failure }: { now: Date; failure: string | null }): Refund {
  switch (state) {
    case 'succeeded':
      return { ...refund, state, settledAt: now, dueAt: null };
    case 'failed':
      return { ...refund, state, failedAt: now, failure: failure ?? 'unknown', dueAt: null };
    default:
      return { ...refund, state, dueAt: new Date(now.getTime() + PENDING_LOOK_MS) };
  }
}
