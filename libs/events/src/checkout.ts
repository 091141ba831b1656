import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';

export type CartId = Id<'CartId'>;
export type CartLineId = Id<'CartLineId'>;
/** One try to turn a cart into an order group. Payments knows it as `checkoutId`, inventory as the purpose of the reservation. */
export type CheckoutId = Id<'CheckoutId'>;

/** The shopper's money was not taken (declined or never confirmed) and the goods are for sale again. */
export const checkoutReleased = defineEvent(
  'checkout.released',
  1,
  z.object({ checkoutId: uuid<CheckoutId>(), cartId: uuid<CartId>(), because: z.enum(['declined', 'abandoned']) }),
);

/** The money came, the goods were gone: the payment stays in the clearing until somebody returns it. */
export const refundNeeded = defineEvent(
  'checkout.refund_needed',
  1,
  z.object({ checkoutId: uuid<CheckoutId>(), attemptId: z.uuid(), amountMinor: z.string(), currency: z.string().length(3) }),
);
