import { account, move, type JournalDraft } from '@stoa/ledger';
import type { Attempt } from '../attempt/attempt.js';
import { cashOf } from '../attempt/cash.js';
import type { Refund, RefundShare } from './refund.js';

/** Where the journals about a refund as a whole, and about one order's share of it, stand. */
export const refundSource = (refund: Pick<Refund, 'id'>) => ({ kind: 'refund', id: refund.id as string });
export const shareSource = (refund: Pick<Refund, 'id'>, share: Pick<RefundShare, 'orderId'>) => ({ kind: 'refund_share', id: `${refund.id}:${share.orderId}` });

/** Decided: the shopper is owed it. Vendors owe their shares, the marketplace gives commission and goodwill, authorities get less tax. One journal per order. */
export const decidedJournals = (refund: Refund): JournalDraft[] =>
  refund.shares.flatMap((share) => {
    const { currency } = refund.amount;
    const owed = account('customer.refund_payable', currency);
    const entries = [...move(account('vendor.receivable', currency, { owner: share.vendorId }), owed, share.vendorMinor), ...ourSide(refund, share, 1n)];
    return entries.length === 0 ? [] : [{ source: shareSource(refund, share), event: 'refund_decided', memo: { refund: refund.id, order: share.orderId, order_group: refund.orderGroupId }, entries }];
  });

/** The gateway has paid it out of our balance there, or somebody of the marketplace out of its bank account. */
export const paidJournal = (refund: Refund, attempt: Attempt): JournalDraft => ({
  source: refundSource(refund), event: 'refund_paid', memo: { refund_ref: refund.refundRef, order_group: refund.orderGroupId },
  entries: move(account('customer.refund_payable', refund.amount.currency), cashOf(attempt), refund.amount.minor),
});

/** It came back from the shopper's bank. */
export const cameBackJournal = (refund: Refund, attempt: Attempt): JournalDraft => ({
  source: refundSource(refund), event: 'refund_came_back', memo: { refund_ref: refund.refundRef, order_group: refund.orderGroupId },
  entries: move(cashOf(attempt), account('customer.refund_payable', refund.amount.currency), refund.amount.minor),
});

/** Nobody is owed it any more. The marketplace and the authorities have theirs again; the vendors' part is payouts' to give back, which knows where it took it. */
export const undoneJournals = (refund: Refund): JournalDraft[] =>
  refund.shares.flatMap((share) => {
    const entries = ourSide(refund, share, -1n);
    return entries.length === 0 ? [] : [{ source: shareSource(refund, share), event: 'refund_undone', memo: { refund: refund.id, order: share.orderId, order_group: refund.orderGroupId }, entries }];
  });

function ourSide(refund: Refund, share: RefundShare, sign: 1n | -1n) {
  const { currency } = refund.amount;
  const owed = account('customer.refund_payable', currency);
  return [
    ...move(account('tenant.payable', currency), owed, sign * (share.commissionMinor + share.goodwillMinor)),
    ...share.byPlatform.flatMap(({ authority, minor }) => move(account('tax.payable', currency, { dimension: authority }), owed, sign * minor)),
  ];
}
