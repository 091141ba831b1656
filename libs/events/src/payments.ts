import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { CheckoutId } from './checkout.js';
import type { OrderGroupId, OrderId } from './orders.js';
import type { VendorId } from './vendors.js';

export type GatewayAccountId = Id<'GatewayAccountId'>;
/** One try to take the money of one checkout. It sticks to its gateway account for life. */
export type AttemptId = Id<'AttemptId'>;

/** Why the bank or the payment company said no, as far as it changes what the shopper can do next. */
export const declineReasons = ['try_again', 'authentication', 'customer_fixable', 'final', 'ours'] as const;
export type DeclineReason = (typeof declineReasons)[number];

const minor = z.int();
const currency = z.string().length(3);

/** The shopper's money is with the gateway and stands in the clearing, waiting for the order group that it pays. */
export const paymentCaptured = defineEvent(
  'payments.payment_captured',
  1,
  z.object({ attemptId: uuid<AttemptId>(), checkoutId: uuid<CheckoutId>(), amountMinor: minor, currency }),
);

/** The gateway has taken an order to pay whose money comes within days, or never: a debit, a bank transfer. */
export const paymentAwaited = defineEvent('payments.payment_awaited', 1, z.object({ attemptId: uuid<AttemptId>(), checkoutId: uuid<CheckoutId>() }));

/** No money moved, and this attempt is over. */
export const paymentDeclined = defineEvent(
  'payments.payment_declined',
  1,
  z.object({ attemptId: uuid<AttemptId>(), checkoutId: uuid<CheckoutId>(), reason: z.enum(declineReasons) }),
);

/** The gateway confirms that this attempt can never take money any more. */
export const paymentCanceled = defineEvent(
  'payments.payment_canceled',
  1,
  z.object({ attemptId: uuid<AttemptId>(), checkoutId: uuid<CheckoutId>() }),
);

/** The gateway has said what it keeps of a capture; it is booked and charged on to the marketplace. */
export const feeBooked = defineEvent(
  'payments.fee_booked',
  1,
  z.object({ attemptId: uuid<AttemptId>(), orderGroupId: uuid<OrderGroupId>().nullable(), feeMinor: minor, currency }),
);

/** The gateway has news of an account of ours there. It says only which one: whoever owns it reads it again. */
export const gatewayAccountNoticed = defineEvent(
  'payments.gateway_account_noticed',
  1,
  z.object({ gatewayAccountId: uuid<GatewayAccountId>(), accountRef: z.string() }),
);

/** Something happened to a transfer at the gateway, by us or by hand. It says only which one: payouts reads it again. */
export const gatewayTransferNoticed = defineEvent(
  'payments.gateway_transfer_noticed',
  1,
  z.object({ gatewayAccountId: uuid<GatewayAccountId>(), transferRef: z.string() }),
);

/** A payment that belongs to no order was sent back whole: it had come when the goods were gone. */
export const paymentReturned = defineEvent(
  'payments.payment_returned',
  1,
  z.object({ attemptId: uuid<AttemptId>(), checkoutId: uuid<CheckoutId>(), amountMinor: minor, currency }),
);

/** Money that goes back to the shopper of one order group. */
export type RefundId = Id<'RefundId'>;

/** What each vendor gives back for a refund; an order whose vendor gives nothing back is not named. */
const vendorShares = z.array(z.object({ orderId: uuid<OrderId>(), vendorId: uuid<VendorId>(), minor: z.int().positive() }));
const refundFact = z.object({ refundId: uuid<RefundId>(), orderGroupId: uuid<OrderGroupId>(), currency, vendorShares });

/** A refund is owed: it stands in the books, each vendor's share as a debt of that vendor. The gateway has not been asked yet. */
export const refundDecided = defineEvent('payments.refund_decided', 1, refundFact);

/** The gateway has sent the money back to the shopper. */
export const refundSucceeded = defineEvent(
  'payments.refund_succeeded',
  1,
  z.object({ refundId: uuid<RefundId>(), orderGroupId: uuid<OrderGroupId>(), amountMinor: minor, currency }),
);

/** The money could not be sent back, or came back later: the refund is as if it had not been. It may follow a success. What the vendors gave is theirs again. */
export const refundFailed = defineEvent('payments.refund_failed', 1, refundFact);
