import { DomainError } from '@stoa/platform/errors';
import { type Money, moneyView } from '@stoa/platform/money';
import { encode } from '@stoa/platform/typeid';
import { toBlockerView } from '../quote/cart-view.schemas.js';
import type { Blocker } from '../quote/quote.js';

export const paymentInProgress = () =>
  new DomainError('checkout.payment_in_progress', 'conflict', 'A payment for this cart is on its way. Wait a moment before you try again.');
export const nothingToResume = () =>
  new DomainError('checkout.nothing_to_resume', 'not_found', 'This cart has not been ordered yet: there is no payment to look at.');
export const keyReused = () =>
  new DomainError('request.idempotency_key_reused', 'unprocessable', 'This Idempotency-Key was used with another body. A new intention needs a new key.');
export const outOfStock = (lines: readonly { lineId: string; variantId: string; available: number }[]) =>
  new DomainError('checkout.out_of_stock', 'conflict', 'Somebody was faster: some of your goods are not there any more. Nothing was charged.', {
    lines: lines.map(({ lineId, variantId, available }) => ({ line_id: encode('crl', lineId), variant_id: encode('var', variantId), available })),
  });
export const totalChanged = (now: Money) =>
  new DomainError('checkout.total_changed', 'conflict', 'The total has changed since you last saw it. Please look at it once more.', { total: moneyView(now) });
export const notReady = (blockers: readonly Blocker[]) =>
  new DomainError('checkout.not_ready', 'conflict', blockers.map((blocker) => blocker.message).join(' '), { blockers: blockers.map(toBlockerView) });
export const paymentDeclinedError = (decline: { reason: string; declineCode: string | null; message: string }) =>
  new DomainError('payments.declined', 'conflict', decline.message, { reason: decline.reason, decline_code: decline.declineCode });
export const paidButGone = () =>
  new DomainError('checkout.paid_but_gone', 'conflict', 'Your payment arrived after the goods were sold to somebody else. You will get your money back in full.');
export const abandonedAlready = () =>
  new DomainError('checkout.abandoned', 'conflict', 'This payment was given up because it took too long. Nothing was charged; please try again.');
