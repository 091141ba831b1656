import type { InvariantCheck } from '@stoa/platform/invariant';
import { clearingMatches } from './captured-and-clearing.js';
import { refundsOwed, refundsWithinCaptures } from './refund/refund-checks.js';
import { capturesWithoutFee, capturesWithoutOrder, stuckWebhooks } from './checks.query.js';

/** What must always hold of payments; run by tests, by the worker, and shown to the operator. */
export const checks: readonly InvariantCheck[] = [
  { code: 'payments.clearing_matches', label: 'Captured equals handed out', how: 'The clearing holds exactly the captures that belong to no order yet.', run: clearingMatches },
  { code: 'payments.webhooks_settled', label: 'No webhook is stuck', how: 'None has waited for an hour, none was given up.', run: stuckWebhooks },
  { code: 'payments.fees_known', label: 'Gateway fees are booked', how: 'Within an hour of each capture.', run: capturesWithoutFee },
  { code: 'payments.captures_placed', label: 'Who paid has an order, or the money back', how: 'Within an hour of each capture.', run: capturesWithoutOrder },
  { code: 'payments.refunds_within_captures', label: 'No more is refunded than was paid', how: 'The refunds of each payment that stand, against its capture.', run: refundsWithinCaptures },
  { code: 'payments.refunds_owed', label: 'Refunds owed are refunds on their way', how: 'What the books owe shoppers is exactly what was decided and has not been paid.', run: refundsOwed },
];
