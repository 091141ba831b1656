import type { VendorId } from '@stoa/events/vendors';
import { account, move, post } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { less, type Transfer } from '../transfer/transfer.js';
import { listReversalsOf, lockStuckReversals, updateReversal } from '../transfer/reversal.repository.js';
import { reversedOf, type Reversal } from '../transfer/reversal.js';
import { lockLyingHere, lockTransfer, updateTransfer } from '../transfer/transfer.repository.js';
import { nettingSource, newDebt, payDebts, type Debt } from './debt.js';
import { insertDebt, insertNettings, lockOpenDebts, updateDebt } from './debt.repository.js';

/** Pays what a vendor owes out of a locked transfer that waits, before it goes out. Answers with what is left of it to be sent. */
export async function netDebts(ctx: TxCtx, transfer: Transfer): Promise<Transfer> {
  const { currency } = transfer.amount;
  const parts = payDebts(await debtsToPay(ctx, transfer), transfer.amount.minor, ctx.now);
  if (parts.length === 0) return transfer;
  const minor = parts.reduce((total, part) => total + part.minor, 0n);
  const left: Transfer = { ...less(transfer, minor), nettedMinor: transfer.nettedMinor + minor };
  await updateTransfer(ctx, left);
  for (const { debt } of parts) await updateDebt(ctx, debt);
  await insertNettings(ctx, parts.map((part) => ({ debtId: part.debt.id, transferId: transfer.id, minor: part.minor })));
  const of = (kind: 'vendor.payable' | 'vendor.receivable') => account(kind, currency, { owner: transfer.vendorId });
  await post(ctx, parts.map((part) => ({
    source: nettingSource({ debtId: part.debt.id, transferId: transfer.id }), event: 'debt_netted',
    memo: { transfer: transfer.id, order: transfer.orderId, order_number: transfer.orderNumber, owed_for: part.debt.order?.number ?? null, cause: part.debt.cause.kind },
    entries: move(of('vendor.payable'), of('vendor.receivable'), part.minor),
  })));
  return left;
}

/** What was taken back by hand, and what waits to be paid by bank transfer, lies here: a vendor's debts are paid of it at once. */
export async function netLyingHere(ctx: TxCtx, of: { vendorId: VendorId; currency: string }): Promise<void> {
  for (const transfer of await lockLyingHere(ctx, of)) await netDebts(ctx, transfer);
}

/** Open debts, and as far as the money goes beyond them what was asked back of the vendor's account and is not to be had there today: it is here. */
async function debtsToPay(ctx: TxCtx, { vendorId, amount }: Transfer): Promise<Debt[]> {
  const debts = await lockOpenDebts(ctx, { vendorId, currency: amount.currency });
  let room = amount.minor - debts.reduce((total, debt) => total + debt.leftMinor, 0n);
  for (const reversal of room > 0n ? await lockStuckReversals(ctx, { vendorId, currency: amount.currency }) : []) {
    if (room <= 0n) break;
    const debt = await oweInstead(ctx, reversal, { state: 'canceled', reason: reversal.reason, detail: reversal.detail });
    debts.push(debt);
    room -= debt.leftMinor;
  }
  return debts;
}

/** A locked reversal is not asked for any more: the vendor's next payouts pay it. */
export async function oweInstead(ctx: TxCtx, reversal: Reversal, why: Pick<Reversal, 'state' | 'reason' | 'detail'>): Promise<Debt> {
  const transfer = await lockTransfer(ctx, reversal.transferId);
  const debt = newDebt({ vendorId: reversal.vendorId, order: { id: transfer.orderId, number: transfer.orderNumber }, cause: { kind: 'reversal', id: reversal.id }, amount: reversal.amount }, ctx.now);
  await updateReversal(ctx, { ...reversal, ...why, dueAt: null });
  await updateTransfer(ctx, { ...transfer, reversedMinor: reversedOf(transfer, await listReversalsOf(ctx, [transfer.id])) });
  await insertDebt(ctx, debt);
  return debt;
}
