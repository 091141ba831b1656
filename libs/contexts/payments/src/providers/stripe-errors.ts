import Stripe from 'stripe';

/** What Stripe answers with these, it will answer again: nothing was done. Time-outs, cut connections, 409, 429 and 5xx leave it open. */
export const isDefinitive = (error: InstanceType<typeof Stripe.errors.StripeError>): boolean =>
  error.statusCode !== 409 && (error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeAuthenticationError ||
  error instanceof Stripe.errors.StripePermissionError || error instanceof Stripe.errors.StripeIdempotencyError || error instanceof Stripe.errors.StripeCardError);
