import type { OrderId } from '@stoa/events/orders';
import type { DebtId, TransferId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import { newId } from '@stoa/platform/ids';
import type { Money } from '@stoa/platform/money';

/** `refund`: of money that was neither held nor free nor still at the vendor's account. `reversal`: the payment company would not take it back. `transfer_by_hand`: somebody paid it out at the
 *  payment company, before it was due. */
export const debtCauses = ['refund', 'reversal', 'transfer_by_hand'] as const;
export type DebtCause = (typeof debtCauses)[number];

/** What a vendor owes, and where no money of its own was left to take it from. Its next payouts pay it. */
export type Debt = {
  readonly id: DebtId;
  readonly vendorId: VendorId;
  readonly order: { readonly id: OrderId; readonly number: string } | null;
  readonly cause: { readonly kind: DebtCause; readonly id: string };
  readonly amount: Money;
  readonly leftMinor: bigint;
  readonly canceledMinor: bigint;
  /** Of a transfer made by hand: what of it was taken back by hand. */
  readonly takenBackMinor: bigint;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
};

export const newDebt = (of: Pick<Debt, 'vendorId' | 'order' | 'cause' | 'amount'>, now: Date): Debt => ({ id: newId<DebtId>(), ...of, leftMinor: of.amount.minor, canceledMinor: 0n, takenBackMinor: 0n, createdAt: now, closedAt: null });

/** What of a debt was paid out of which transfer, and where that is booked. */
export type Netting = { readonly debtId: DebtId; readonly transferId: TransferId; readonly minor: bigint };
export const nettingSource = ({ debtId, transferId }: Pick<Netting, 'debtId' | 'transferId'>) => ({ kind: 'netting', id: `${debtId}:${transferId}` });

export type Part = { readonly debt: Debt; readonly minor: bigint };

/** What of some money pays which debts: the oldest first, each as far as the money goes. Answers with the debts as they are then. */
export function payDebts(debts: readonly Debt[], minor: bigint, now: Date): Part[] {
  let rest = minor;
  return debts.flatMap((debt): Part[] => {
    const part = debt.leftMinor < rest ? debt.leftMinor : rest;
    rest -= part;
    return part === 0n ? [] : [{ debt: lowered(debt, part, now), minor: part }];
  });
}

/** Its cause is gone: what was not paid yet is not owed any more. */
export const cancel = (debt: Debt, now: Date): Debt => cancelPart(debt, debt.leftMinor, now);

export const cancelPart = (debt: Debt, minor: bigint, now: Date): Debt => (minor === 0n ? debt : { ...lowered(debt, minor, now), canceledMinor: debt.canceledMinor + minor });

const lowered = (debt: Debt, by: bigint, now: Date): Debt => ({ ...debt, leftMinor: debt.leftMinor - by, closedAt: debt.leftMinor === by ? now : null });

export const debtWords = ({ order, cause }: Pick<Debt, 'order' | 'cause'>): string => {
  switch (cause.kind) {
    case 'refund':
      return `A refund of ${order?.number ?? 'an order'}, whose money had been paid out.`;
    case 'reversal':
      return `Asked back for ${order?.number ?? 'an order'}, and not to be had from the account.`;
    case 'transfer_by_hand':
      return 'Paid out by hand, before it was due.';
  }
};
