import type { ReversalId, TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import type { Money } from '@stoa/platform/money';
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

export const keyOfReversal = (reversal: Pick<Reversal, 'id' | 'keyNo'>): string => `trr:${reversal.id}:${reversal.keyNo}`;
