import { transferReversed, type ReversalId } from '@stoa/events/payouts';
import type { GatewayAccountId } from '@stoa/events/payments';
import { account, move, post } from '@stoa/ledger';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { invariant } from '@stoa/platform/errors';
import { newId } from '@stoa/platform/ids';
import { money } from '@stoa/platform/money';
import { findAccountByRef } from '../account/payout-account.repository.js';
import { newDebt } from '../debt/debt.js';
import { insertDebt, lockDebtOf } from '../debt/debt.repository.js';
import { netLyingHere } from '../debt/net-debts.js';
import { takeBackByHand } from '../debt/take-back-by-hand.js';
import type { TransferSnapshot } from '../provider.js';
import { reversedOf, type Reversal } from './reversal.js';
import { insertReversal, listReversalsOf } from './reversal.repository.js';
import { anew, type Transfer } from './transfer.js';
import { findTransferByName, insertTransfers, lockTransfer, updateTransfer } from './transfer.repository.js';

/** Takes over what somebody did with a transfer at the payment company's own pages. Ours, taken back there: the money is ours again and stays here until it is settled with the vendor, its debts
 *  apart, which it pays. One made there to a vendor of ours: paid out before it was due, which the next payouts make up for. Transfers of others are none of our business. */
export async function adoptTransfer(ctx: TxCtx, gatewayAccountId: GatewayAccountId, seen: TransferSnapshot): Promise<void> {
  if (seen.tenantId !== null && seen.tenantId !== ctx.tenantId) return;
  const found = await findTransferByName(ctx, { id: seen.transferId, ref: seen.transferRef });
  if (!found) return adoptStranger(ctx, gatewayAccountId, seen);
  const transfer = await lockTransfer(ctx, found.id);
  const known = await listReversalsOf(ctx, [transfer.id]);
  const byHand = seen.reversals.filter((one) => !known.some((ours) => ours.id === one.reversalId || ours.reversalRef === one.ref));
  if (byHand.length === 0) return;
  invariant(transfer.state === 'sent', 'what was taken back was sent: its answer is still on the way to us, and this is tried again');
  for (const one of byHand) await adoptReversal(ctx, await lockTransfer(ctx, transfer.id), one);
  await netLyingHere(ctx, { vendorId: transfer.vendorId, currency: transfer.amount.currency });
}

async function adoptReversal(ctx: TxCtx, transfer: Transfer, { ref, amount }: TransferSnapshot['reversals'][number]): Promise<void> {
  invariant(transfer.route, 'a transfer that was sent knows its way');
  const reversal: Reversal = {
    id: newId<ReversalId>(), transferId: transfer.id, vendorId: transfer.vendorId, cause: { kind: 'by_hand', id: ref }, amount, state: 'done', reason: null, detail: null, keyNo: 0, keyedAt: null, tries: 0, reversalRef: ref,
    createdAt: ctx.now, doneAt: ctx.now, dueAt: null,
  };
  await insertReversal(ctx, reversal);
  await updateTransfer(ctx, { ...transfer, reversedMinor: reversedOf(transfer, await listReversalsOf(ctx, [transfer.id])) });
  await insertTransfers(ctx, [{ ...anew(transfer, { cause: `by_hand:${ref}`, amount }, ctx.now), state: 'refused', reason: 'taken_back_by_hand', dueAt: null }]);
  await post(ctx, [{
    source: { kind: 'reversal', id: reversal.id }, event: 'transfer_taken_back', memo: { transfer: transfer.transferRef, reversal: ref, order: transfer.orderId },
    entries: move(account('gateway.pending', amount.currency, { owner: transfer.route.gatewayAccountId }), account('vendor.payable', amount.currency, { owner: transfer.vendorId }), amount.minor),
  }]);
  await announce(ctx, transferReversed, { transferId: transfer.id, reversalId: reversal.id, vendorId: transfer.vendorId, amountMinor: Number(amount.minor), currency: amount.currency });
  await audit(ctx, { action: 'payouts.reversal_adopted', subject: { kind: 'transfer', id: transfer.id }, before: null, after: { reversal_ref: ref, amount_minor: amount.minor.toString(), currency: amount.currency }, reason: 'Taken back by hand at the payment company' });
}

async function adoptStranger(ctx: TxCtx, gatewayAccountId: GatewayAccountId, seen: TransferSnapshot): Promise<void> {
  const vendors = await findAccountByRef(ctx, seen.accountRef);
  if (!vendors) return ctx.log.warn({ transfer: seen.transferRef }, 'a transfer at the gateway goes to nobody of this marketplace');
  const { vendorId } = vendors;
  const { currency } = seen.amount;
  const cause = { kind: 'transfer_by_hand' as const, id: seen.transferRef };
  if (await insertDebt(ctx, newDebt({ vendorId, order: null, cause, amount: seen.amount }, ctx.now))) {
    await post(ctx, [{
      source: cause, event: 'transferred_by_hand', memo: { transfer: seen.transferRef, account: seen.accountRef },
      entries: move(account('vendor.receivable', currency, { owner: vendorId }), account('gateway.pending', currency, { owner: gatewayAccountId }), seen.amount.minor),
    }]);
    await audit(ctx, { action: 'payouts.transfer_adopted', subject: { kind: 'vendor', id: vendorId }, before: null, after: { transfer_ref: seen.transferRef, amount_minor: seen.amount.minor.toString(), currency }, reason: 'Sent by hand at the payment company' });
  }
  const debt = await lockDebtOf(ctx, { cause, vendorId });
  invariant(debt, 'a transfer made by hand is owed');
  const reversed = seen.reversals.reduce((total, one) => total + one.amount.minor, 0n);
  await takeBackByHand(ctx, debt, { gatewayAccountId, by: money(reversed, currency) });
  await netLyingHere(ctx, { vendorId, currency });
}
