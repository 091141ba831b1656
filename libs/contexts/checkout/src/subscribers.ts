import { paymentAwaited, paymentCanceled, paymentCaptured, paymentDeclined, paymentReturned } from '@stoa/events/payments';
import { on, type Subscription } from '@stoa/platform/events';
import { noteReturned, settleAwaited, settlePaid, settleUnpaid } from './completion/settle-completion.js';
import type { QuoteDeps } from './quote/quote-cart.js';

/** Everything this context does because of others: the gateway's word may come by its webhook before the shopper has their answer, or instead of it. */
export const subscriptions = (deps: QuoteDeps): Subscription[] => [
  on(paymentCaptured, 'checkout.place_order', (tx, event) => settlePaid(tx, deps, event.payload.checkoutId)),
  on(paymentAwaited, 'checkout.place_awaiting', (tx, event) => settleAwaited(tx, deps, event.payload.checkoutId)),
  on(paymentDeclined, 'checkout.release_declined', (tx, event) => settleUnpaid(tx, event.payload.checkoutId, { state: 'declined', reason: event.payload.reason, code: null })),
  on(paymentCanceled, 'checkout.release_canceled', (tx, event) => settleUnpaid(tx, event.payload.checkoutId, { state: 'abandoned', reason: null, code: null })),
  on(paymentReturned, 'checkout.note_returned', (tx, event) => noteReturned(tx, event.payload.checkoutId)),
];
