import { bankPayoutRecorded, transferSent, type BankPayoutId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import { post } from '@stoa/ledger';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import { newId } from '@stoa/platform/ids';
import { isAhead } from '@stoa/platform/local-time';
import { money, moneyView, type Money } from '@stoa/platform/money';
import { netDebts } from '../debt/net-debts.js';
import { requested, sentByBank } from '../transfer/transfer-journals.js';
import type { Transfer } from '../transfer/transfer.js';
import { listToPayByBank, updateTransfer } from '../transfer/transfer.repository.js';
import { nothingDue, otherThanDue, paidInFuture } from './bank-payout.errors.js';
import { insertBankPayout } from './bank-payout.repository.js';
import type { BankPayout } from './bank-payout.js';

/** Somebody of the marketplace paid a vendor by bank transfer all that was due that way, debts taken off. Each order's share is booked as a transfer that was sent, out of the marketplace's own
 *  bank account. Who records the same meanwhile waits, and finds that nothing is due. */
export async function payByBank(ctx: TxCtx, vendorId: VendorId, paid: { amount: Money; on: string; reference: string }): Promise<BankPayout> {
  const { currency } = paid.amount;
  if (isAhead(paid.on, ctx.now)) throw paidInFuture();
  const due = await dueNow(ctx, { vendorId, currency });
  const dueMinor = due.reduce((total, transfer) => total + transfer.amount.minor, 0n);
  if (dueMinor === 0n) throw nothingDue(currency);
  if (dueMinor !== paid.amount.minor) throw otherThanDue(money(dueMinor, currency));
  const payout: BankPayout = { id: newId<BankPayoutId>(), vendorId, amount: paid.amount, paidOn: paid.on, reference: paid.reference, recordedBy: { kind: ctx.actor.kind, id: ctx.actor.id }, recordedAt: ctx.now };
  await insertBankPayout(ctx, payout);
  for (const transfer of due) await settle(ctx, transfer, payout);
  await announce(ctx, bankPayoutRecorded, { bankPayoutId: payout.id, vendorId, amountMinor: Number(dueMinor), currency, paidOn: payout.paidOn });
  await audit(ctx, { action: 'payouts.bank_payout_recorded', subject: { kind: 'vendor', id: vendorId }, before: null, after: { bankPayoutId: payout.id, paid_on: payout.paidOn, reference: payout.reference, orders: due.map((transfer) => transfer.orderNumber), ...moneyView(payout.amount) } });
  return payout;
}

async function dueNow(ctx: TxCtx, of: { vendorId: VendorId; currency: string }): Promise<Transfer[]> {
  const due: Transfer[] = [];
  for (const transfer of await listToPayByBank(ctx, of, 'locked')) due.push(await netDebts(ctx, transfer));
  return due.filter((transfer) => transfer.state === 'waiting');
}

async function settle(ctx: TxCtx, transfer: Transfer, payout: BankPayout): Promise<void> {
  const sent: Transfer = { ...transfer, state: 'sent', reason: null, detail: null, keyNo: transfer.keyNo + 1, keyedAt: ctx.now, bankPayoutId: payout.id, sentAt: ctx.now, dueAt: null };
  await updateTransfer(ctx, sent);
  await post(ctx, [requested(sent), sentByBank(sent, payout)]);
  await announce(ctx, transferSent, { transferId: sent.id, orderId: sent.orderId, vendorId: sent.vendorId, amountMinor: Number(sent.amount.minor), currency: sent.amount.currency });
}
