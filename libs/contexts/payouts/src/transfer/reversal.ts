import type { ReversalId, TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import type { Money } from '@stoa/platform/money';
import type { Transfer } from './transfer.js';
import type { RefusedWhy, UnknownWhy } from '../provider.js';

export type ReversalState = 'waiting' | 'sending' | 'done' | 'refused' | 'netted' | 'canceled';
/** Money of a transfer that is asked back from the vendor's account. One for each cause and transfer. */
export type Reversal = {
  readonly id: ReversalId;
  readonly transferId: TransferId;
  readonly vendorId: VendorId;
  readonly cause: { readonly kind: string; readonly id: string };
  readonly amount: Money;
  readonly state: ReversalState;
  readonly reason: 'not_sent' | RefusedWhy | UnknownWhy | null;
  readonly detail: string | null;
  readonly keyNo: number;
  readonly keyedAt: Date | null;
  readonly tries: number;
  readonly reversalRef: string | null;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
  readonly dueAt: Date | null;
};

/** What of a transfer is back or asked back: what was taken by hand and what we asked for may overlap, and are never more than all of it. */
export function reversedOf(transfer: Pick<Transfer, 'amount'>, reversals: readonly Reversal[]): bigint {
  const asked = reversals.filter((one) => one.state === 'waiting' || one.state === 'sending' || one.state === 'done').reduce((total, one) => total + one.amount.minor, 0n);
  return asked < transfer.amount.minor ? asked : transfer.amount.minor;
}

export const keyOfReversal = (reversal: Pick<Reversal, 'id' | 'keyNo'>): string => `trr:${reversal.id}:${reversal.keyNo}`;
