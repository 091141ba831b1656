import { account, move, type JournalDraft, type Source } from '@stoa/ledger';
import type { Transfer } from './transfer.js';

/** Booked about one try of a transfer: another key is another try. */
const sourceOf = (transfer: Pick<Transfer, 'id'>, keyNo: number): Source => ({ kind: 'transfer', id: `${transfer.id}:${keyNo}` });

/** All that is booked about these transfers. */
export const sourcesOf = (transfers: readonly Transfer[]): Source[] => transfers.flatMap((transfer) => Array.from({ length: transfer.keyNo }, (_, i) => sourceOf(transfer, i + 1)));

const memoOf = (transfer: Transfer) => ({ order: transfer.orderId, order_number: transfer.orderNumber, account: transfer.route?.accountRef ?? null });
const ofVendor = (kind: 'vendor.payable' | 'vendor.in_transfer', { amount, vendorId }: Transfer) => account(kind, amount.currency, { owner: vendorId });

/** Before the call: it is no longer ours to give, and not the vendor's yet. */
export const requested = (transfer: Transfer): JournalDraft => ({
  source: sourceOf(transfer, transfer.keyNo), event: 'transfer_requested', memo: memoOf(transfer), entries: move(ofVendor('vendor.payable', transfer), ofVendor('vendor.in_transfer', transfer), transfer.amount.minor),
});

/** The payment company refused: it is ours to give again. */
export const returned = (transfer: Transfer, code: string): JournalDraft => ({
  source: sourceOf(transfer, transfer.keyNo), event: 'transfer_failed', memo: { ...memoOf(transfer), code }, entries: move(ofVendor('vendor.in_transfer', transfer), ofVendor('vendor.payable', transfer), transfer.amount.minor),
});

/** It left the marketplace's own bank account. */
export const sentByBank = (transfer: Transfer, bank: { paidOn: string; reference: string }): JournalDraft => ({
  source: sourceOf(transfer, transfer.keyNo), event: 'transferred', memo: { ...memoOf(transfer), bank_payout: transfer.bankPayoutId, bank_reference: bank.reference, paid_on: bank.paidOn },
  entries: move(ofVendor('vendor.in_transfer', transfer), account('tenant.bank', transfer.amount.currency), transfer.amount.minor),
});

/** It left our balance at the payment company. */
export const sent = (transfer: Transfer, gatewayAccountId: string): JournalDraft => ({
  source: sourceOf(transfer, transfer.keyNo), event: 'transferred', memo: { ...memoOf(transfer), transfer: transfer.transferRef },
  entries: move(ofVendor('vendor.in_transfer', transfer), account('gateway.pending', transfer.amount.currency, { owner: gatewayAccountId }), transfer.amount.minor),
});
