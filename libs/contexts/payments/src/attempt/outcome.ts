import type { DeclineReason } from '@stoa/events/payments';
import { invariant } from '@stoa/platform/errors';
import type { PaymentMethod } from '@stoa/orders';
import { isAwaited, type Attempt } from './attempt.js';

/** How a payment stands for the one who waits for it. `awaited`: the gateway has taken it and the money comes within days, or not. `processing`: nobody knows yet; the webhook or a later look will tell. */
export type PaymentOutcome =
  | { readonly outcome: 'captured' }
  | { readonly outcome: 'declined'; readonly reason: DeclineReason; readonly declineCode: string | null; readonly message: string }
  | { readonly outcome: 'canceled' }
  | { readonly outcome: 'awaited'; readonly method: PaymentMethod }
  | { readonly outcome: 'processing' }
  | { readonly outcome: 'requires_action'; readonly nextAction: { readonly kind: 'redirect'; readonly url: string } };

export function outcomeOf(attempt: Attempt): PaymentOutcome {
  switch (attempt.state) {
    case 'captured':
      return { outcome: 'captured' };
    case 'canceled':
      return { outcome: 'canceled' };
    case 'declined':
      invariant(attempt.declineReason, 'a declined attempt knows why');
      return { outcome: 'declined', reason: attempt.declineReason, declineCode: attempt.declineCode, message: WORDS[attempt.declineReason] };
    case 'requires_action':
      return attempt.nextActionUrl === null ? { outcome: 'processing' } : { outcome: 'requires_action', nextAction: { kind: 'redirect', url: attempt.nextActionUrl } };
    default:
      return isAwaited(attempt) && attempt.method !== null ? { outcome: 'awaited', method: attempt.method } : { outcome: 'processing' };
  }
}

/** What a shopper reads. It says what to do and, by the card networks' rules, never more about why. */
const WORDS: Record<DeclineReason, string> = {
  try_again: 'The bank did not take the payment. Try again, or use another card.',
  authentication: 'The bank wants you to confirm this payment. Try again and follow its steps.',
  customer_fixable: 'The card was not accepted. Check its number, date and code, or use another card.',
  final: 'The card was declined. Use another card.',
  ours: 'The payment could not be made. You were not charged; try again in a moment.',
};
