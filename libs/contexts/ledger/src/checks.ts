import type { InvariantCheck } from '@stoa/platform/invariant';
import { changedMonths, driftedBalances, emptyJournals, unbalancedJournals } from './checks.query.js';

/** What must always hold in the books; run by tests, by the worker, and shown to the operator. */
export const checks: readonly InvariantCheck[] = [
  { code: 'ledger.journals_balance', label: 'Every journal balances', how: 'Debits minus credits, per journal and currency, is zero.', run: unbalancedJournals },
  { code: 'ledger.balances_match_entries', label: 'Balances match their entries', how: 'The balance row of each vendor account equals the sum of its entries.', run: driftedBalances },
  { code: 'ledger.journals_have_entries', label: 'No journal is empty', how: 'Each journal has its entries.', run: emptyJournals },
  { code: 'ledger.closed_months_stay', label: 'Closed months stay as they were', how: 'Each closed month has as many journals as when it was closed.', run: changedMonths },
];
