import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { OrderId } from './orders.js';
import type { VendorId } from './vendors.js';

export type PayoutAccountId = Id<'PayoutAccountId'>;
export type HoldId = Id<'HoldId'>;
export type TransferId = Id<'TransferId'>;
export type ReversalId = Id<'ReversalId'>;
export type DebtId = Id<'DebtId'>;
export type BankPayoutId = Id<'BankPayoutId'>;

/** Where a vendor's payout account stands: from `active` on the vendor can be paid. */
export const payoutAccountStates = ['created', 'onboarding', 'pending_verification', 'active', 'restricted', 'rejected', 'closed'] as const;
export type PayoutAccountState = (typeof payoutAccountStates)[number];

/** The vendor's account at the payment company moved from one state to another. */
export const payoutAccountChanged = defineEvent(
  'payouts.payout_account_changed',
  1,
  z.object({ vendorId: uuid<VendorId>(), payoutAccountId: uuid<PayoutAccountId>(), state: z.enum(payoutAccountStates) }),
);

/** The clock of a hold is running: what the vendor earned with this order is free at `until`. */
export const holdStarted = defineEvent(
  'payouts.hold_started',
  1,
  z.object({ holdId: uuid<HoldId>(), orderId: uuid<OrderId>(), vendorId: uuid<VendorId>(), until: z.iso.datetime() }),
);

/** What the vendor earned with this order is no longer held. */
export const holdReleased = defineEvent(
  'payouts.hold_released',
  1,
  z.object({ holdId: uuid<HoldId>(), orderId: uuid<OrderId>(), vendorId: uuid<VendorId>() }),
);

/** What the vendor earned with this order arrived at its account: with the payment company, or, paid by bank transfer, at its bank. */
export const transferSent = defineEvent(
  'payouts.transfer_sent',
  1,
  z.object({ transferId: uuid<TransferId>(), orderId: uuid<OrderId>(), vendorId: uuid<VendorId>(), amountMinor: z.int(), currency: z.string() }),
);

/** The payment company will not send this money, today or later: somebody of the marketplace must look. */
export const transferRefused = defineEvent(
  'payouts.transfer_refused',
  1,
  z.object({ transferId: uuid<TransferId>(), orderId: uuid<OrderId>(), vendorId: uuid<VendorId>(), code: z.string() }),
);

/** What was asked back of a transfer is back. */
export const transferReversed = defineEvent(
  'payouts.transfer_reversed',
  1,
  z.object({ transferId: uuid<TransferId>(), reversalId: uuid<ReversalId>(), vendorId: uuid<VendorId>(), amountMinor: z.int(), currency: z.string() }),
);

/** The marketplace paid a vendor from its own bank account what shoppers had paid into it. */
export const bankPayoutRecorded = defineEvent(
  'payouts.bank_payout_recorded',
  1,
  z.object({ bankPayoutId: uuid<BankPayoutId>(), vendorId: uuid<VendorId>(), amountMinor: z.int(), currency: z.string(), paidOn: z.iso.date() }),
);

/** A month of a vendor in one currency is closed: its statement shows the same for ever. */
export const statementClosed = defineEvent('payouts.statement_closed', 1, z.object({ vendorId: uuid<VendorId>(), period: z.string(), currency: z.string().length(3) }));
