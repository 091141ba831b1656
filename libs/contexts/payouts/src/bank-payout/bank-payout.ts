import type { BankPayoutId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import type { Money } from '@stoa/platform/money';

/** What the marketplace paid a vendor from its own bank account, for orders whose shoppers had paid into it: one payment for all that was due. */
export type BankPayout = {
  readonly id: BankPayoutId;
  readonly vendorId: VendorId;
  readonly amount: Money;
  /** The day and the reference on the bank statement. */
  readonly paidOn: string;
  readonly reference: string;
  readonly recordedBy: { readonly kind: string; readonly id: string };
  readonly recordedAt: Date;
};
