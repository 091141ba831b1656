import type { ReversalId, TransferId } from '@stoa/events/payouts';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { money } from '@stoa/platform/money';
import { paidOutsideGateway, reversalTooLarge } from './transfer.errors.js';
import type { Reversal } from './reversal.js';
import { findReversal, insertReversal } from './reversal.repository.js';
import { lockTransfer, updateTransfer } from './transfer.repository.js';

/** Wants money of a transfer back: writes it down, and the worker asks for it. The caller has booked what the vendor owes to `vendor.receivable`, which is cleared
 *  when the money is back. The same cause again changes nothing. */
export async function reverseTransfer(ctx: TxCtx, want: { transferId: TransferId; minor: bigint; cause: Reversal['cause'] }): Promise<Reversal> {
  const transfer = await lockTransfer(ctx, want.transferId);
  const known = await findReversal(ctx, want);
  if (known) return known;
  if (transfer.bankPayoutId !== null) throw paidOutsideGateway();
  if (want.minor <= 0n || transfer.reversedMinor + want.minor > transfer.amount.minor) throw reversalTooLarge();
  const reversal: Reversal = {
    id: newId<ReversalId>(), transferId: transfer.id, vendorId: transfer.vendorId, cause: want.cause, amount: money(want.minor, transfer.amount.currency), state: 'waiting', reason: null, detail: null, keyNo: 0, keyedAt: null,
    tries: 0, reversalRef: null, createdAt: ctx.now, doneAt: null, dueAt: ctx.now,
  };
  await updateTransfer(ctx, { ...transfer, reversedMinor: transfer.reversedMinor + want.minor });
  await insertReversal(ctx, reversal);
  return reversal;
}
