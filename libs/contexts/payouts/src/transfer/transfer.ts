import type { GatewayAccountId } from '@stoa/events/payments';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { BankPayoutId, HoldId, TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import { newId } from '@stoa/platform/ids';
import { money, type Money } from '@stoa/platform/money';
import type { Hold } from '../hold/hold.js';
import type { RefusedWhy, UnknownWhy } from '../provider.js';

export const transferStates = ['waiting', 'sending', 'sent', 'refused', 'void'] as const;
export type TransferState = (typeof transferStates)[number];
/** Why money is not at the vendor's account yet. */
export const transferReasons = ['no_payout_account', 'account_restricted', 'not_settled', 'paid_by_bank_transfer', 'insufficient_funds', 'rate_limited', 'no_answer', 'gateway_refuses', 'refused', 'taken_back_by_hand'] as const;
export type TransferReason = 'no_payout_account' | 'paid_by_bank_transfer' | 'taken_back_by_hand' | RefusedWhy | UnknownWhy;

/** Through whom and to whom it goes; fixed when it is sent for the first time, so that a repeated call is the same call. */
export type Route = { readonly gatewayAccountId: GatewayAccountId; readonly chargeRef: string; readonly transferGroup: string; readonly accountRef: string };

/** What a vendor earned with one order, on its way from us to the vendor's account at the payment company. */
export type Transfer = {
  readonly id: TransferId;
  readonly holdId: HoldId;
  /** What set it free: `hold`, or the refund that failed and gave the vendor its share back. */
  readonly cause: string;
  readonly orderId: OrderId;
  readonly orderGroupId: OrderGroupId;
  readonly vendorId: VendorId;
  readonly orderNumber: string;
  readonly amount: Money;
  /** `waiting`: ours to send; `sending`: the payment company was asked, and until it has answered nobody knows; `void`: a refund, or what the vendor owed, took all of it before it was sent. */
  readonly state: TransferState;
  readonly reason: TransferReason | null;
  readonly detail: string | null;
  readonly keyNo: number;
  readonly keyedAt: Date | null;
  readonly tries: number;
  readonly route: Route | null;
  readonly transferRef: string | null;
  /** What it was paid with where the marketplace paid it from its own bank account; it then has neither route nor name at the payment company. */
  readonly bankPayoutId: BankPayoutId | null;
  readonly reversedMinor: bigint;
  /** What of it paid what the vendor owed, before it was sent; `amount` is what was left. */
  readonly nettedMinor: bigint;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly dueAt: Date | null;
};

/** What is free of a hold begins its way. */
export const transferOfHold = (hold: Hold, what: Pick<Transfer, 'cause' | 'amount'>, now: Date): Transfer => ({
  id: newId<TransferId>(), holdId: hold.id, ...what, orderId: hold.orderId, orderGroupId: hold.orderGroupId, vendorId: hold.vendorId, orderNumber: hold.orderNumber, state: 'waiting', reason: null, detail: null,
  keyNo: 0, keyedAt: null, tries: 0, route: null, transferRef: null, bankPayoutId: null, reversedMinor: 0n, nettedMinor: 0n, createdAt: now, sentAt: null, dueAt: now,
});

/** More of the same money, to be sent anew. */
export const anew = (transfer: Transfer, what: Pick<Transfer, 'cause' | 'amount'>, now: Date): Transfer => ({
  ...transfer, ...what, id: newId<TransferId>(), state: 'waiting', reason: null, detail: null, keyNo: 0, keyedAt: null, tries: 0, route: null, transferRef: null, bankPayoutId: null, reversedMinor: 0n, nettedMinor: 0n, createdAt: now, sentAt: null, dueAt: now,
});

/** Something is taken of a transfer that was not sent. One of which nothing is left is never sent. */
export function less(transfer: Transfer, minor: bigint): Transfer {
  const left = transfer.amount.minor - minor;
  if (left > 0n) return { ...transfer, amount: money(left, transfer.amount.currency) };
  return { ...transfer, amount: money(0n, transfer.amount.currency), state: 'void', reason: null, detail: null, dueAt: null };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Twice as long each time: a try that might have been done is repeated soon, one that was refused has time. */
export const retryAt = (now: Date, how: 'unknown' | 'refused', tries: number): Date => {
  const [first, most] = how === 'unknown' ? [10_000, HOUR_MS] : [MINUTE_MS, 6 * HOUR_MS];
  return new Date(now.getTime() + Math.min(first * 2 ** Math.min(tries, 12), most));
};

/** Keys live for a day at least. A repeated call whose key is nearly that old asks first whether the transfer is there. */
const KEY_LIVES_MS = 23 * HOUR_MS;
export const mayBeForgotten = (call: { keyNo: number; keyedAt: Date | null }, now: Date): boolean => call.keyNo > 1 || (call.keyedAt !== null && now.getTime() - call.keyedAt.getTime() > KEY_LIVES_MS);

/** The key of the call that is under way. */
export const keyOfTransfer = (transfer: Pick<Transfer, 'id' | 'keyNo'>): string => `tr:${transfer.id}:${transfer.keyNo}`;

const WORDS: Readonly<Record<TransferReason, string>> = {
  no_payout_account: 'The vendor has no payout account yet. It is sent as soon as there is one.',
  account_restricted: 'The payment company wants something more of the vendor before it pays out. It is sent as soon as that is done.',
  paid_by_bank_transfer: 'The shopper paid by bank transfer: the money is in the marketplace’s own account, and it is the marketplace that pays it on, by bank transfer too.',
  not_settled: 'The payment company has not booked the shopper’s payment yet.',
  insufficient_funds: 'There is not enough money at the payment company right now. It is tried again.',
  rate_limited: 'The payment company asked us to slow down. It is tried again.',
  no_answer: 'The payment company has not answered. It is asked again; nothing is sent twice.',
  gateway_refuses: 'The payment company does not take our credential. The operator has to look.',
  taken_back_by_hand: 'Somebody took this back at the payment company. It stays here until somebody of the marketplace sends it again.',
  refused: 'The payment company refused this transfer. Somebody of the marketplace has to look.',
};

/** Where it stands, in words for the vendor and the staff. */
export function transferWords(transfer: Pick<Transfer, 'state' | 'reason' | 'nettedMinor' | 'bankPayoutId'>): string {
  if (transfer.state === 'sent' && transfer.bankPayoutId !== null) return `Paid by the marketplace by bank transfer${transfer.nettedMinor > 0n ? ', less what was owed' : ''}.`;
  if (transfer.state === 'sent') return transfer.nettedMinor > 0n ? 'At the vendor’s account, less what was owed.' : 'At the vendor’s account.';
  if (transfer.state === 'void' && transfer.nettedMinor > 0n) return 'All of it paid what the vendor owed.';
  if (transfer.state === 'void') return 'A refund took all of it before it was sent.';
  if (transfer.reason !== null) return WORDS[transfer.reason];
  return transfer.state === 'sending' ? 'On its way.' : 'Free; it is sent in a moment.';
}
